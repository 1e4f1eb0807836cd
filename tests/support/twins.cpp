// SPDX-License-Identifier: Apache-2.0
#include "tests/support/twins.h"

#include "models/shell_words.h"

#include <QProcess>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace test {

namespace {

/// Longer than the longest wait of an engine that is busy.
constexpr int patience = 60'000;

bool failed(const QString &why)
{
    QTest::qFail(qPrintable(why), __FILE__, __LINE__);
    return false;
}

/// What a shell would find beside docker: mkdir, and timeout, which starts docker.
bool execute(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

/// The client sends empty members and defaults that others leave out.
nlohmann::json withoutEmpty(const nlohmann::json &value)
{
    if (!value.is_structured())
        return value;
    nlohmann::json kept = value.is_array() ? nlohmann::json::array() : nlohmann::json::object();
    for (const auto &[key, member] : value.items()) {
        const nlohmann::json part = withoutEmpty(member);
        const bool isEmpty = part.is_null() || part == "" || part == 0 || part == false || part == "no" ||
                             (part.is_structured() && part.empty());
        if (value.is_array())
            kept.push_back(part);
        else if (!isEmpty)
            kept[key] = part;
    }
    return kept;
}

/// What was asked for when networks were joined, without the addresses and ids that the engine gives.
nlohmann::json askedNetworks(const nlohmann::json &object)
{
    nlohmann::json kept = nlohmann::json::object();
    const std::string shortId = object.at("Id").get<std::string>().substr(0, 12);
    for (const auto &[name, network] : object.at("NetworkSettings").at("Networks").items()) {
        nlohmann::json asked = nlohmann::json::object();
        for (const char *key : {"IPAMConfig", "Links", "Aliases", "DriverOpts"})
            asked[key] = network.value(key, nlohmann::json());
        if (nlohmann::json &aliases = asked["Aliases"]; aliases.is_array()) {
            aliases.erase(std::remove(aliases.begin(), aliases.end(), shortId), aliases.end());
            std::sort(aliases.begin(), aliases.end());
        }
        kept[name] = withoutEmpty(asked);
    }
    return kept;
}

/// Of these client and engine keep no order.
void sortLists(nlohmann::json &object, const std::vector<std::string> &keys)
{
    for (const std::string &key : keys) {
        if (nlohmann::json &list = object[key]; list.is_array())
            std::sort(list.begin(), list.end());
    }
}

/// What must be the same of twins: state and settings.
QByteArray normalised(const QString &inspected)
{
    nlohmann::json all = nlohmann::json::parse(inspected.toStdString());
    nlohmann::json kept = nlohmann::json::array();
    for (nlohmann::json &object : all) {
        for (const char *key : {"Pid", "StartedAt", "FinishedAt"})
            object["State"].erase(key);
        for (const char *key : {"Hostname", "AttachStdout", "AttachStderr"}) // how a client waits is no setting
            object["Config"].erase(key);
        object["HostConfig"].erase("ConsoleSize");
        sortLists(object["Config"], {"Env"});
        sortLists(object["HostConfig"], {"Binds", "Ulimits"});
        kept.push_back({{"State", object["State"]},
                        {"Config", withoutEmpty(object["Config"])},
                        {"HostConfig", withoutEmpty(object["HostConfig"])},
                        {"Networks", askedNetworks(object)}});
    }
    return QByteArray::fromStdString(kept.dump(1));
}

} // namespace

bool Twins::start()
{
    if (!m_engine.start())
        return false;
    m_acting = std::make_unique<ActingSession>(m_engine.endpoint());
    m_acting->session().start();
    return qputenv("DOCKER_HOST", "unix://" + m_engine.socketPath().toUtf8());
}

engine::Container Twins::container(const QString &name) const
{
    if (QTest::qWaitFor([&] { return m_acting->session().containers().find(name) != nullptr; }, patience))
        return *m_acting->session().containers().find(name);
    failed(u"The app knows no container %1"_s.arg(name));
    return {};
}

bool Twins::setLeftAside()
{
    return m_engine.tryDocker({u"inspect"_s, u"left"_s}, &m_left) && m_engine.tryDocker({u"rm"_s, u"-f"_s, u"left"_s});
}

bool Twins::succeeded(const models::Job *job)
{
    if (!ended(job))
        return failed(u"No end: %1, %2"_s.arg(job->title(), job->statusText()));
    return job->state() == models::Job::State::Succeeded ||
           failed(u"%1: %2"_s.arg(job->statusText(), job->errorText()));
}

bool Twins::type(const models::Job *job) const
{
    if (job->wholeCommands().isEmpty())
        return failed(u"No commands: "_s + job->title());
    for (const QString &command : job->wholeCommands()) {
        if (!typeOne(command))
            return false;
    }
    return true;
}

bool Twins::typeOne(const QString &command) const
{
    auto words = models::splitShellWords(command);
    if (!words || words->isEmpty())
        return failed(u"No shell would take this: "_s + command);
    words->replaceInStrings(u"left"_s, u"right"_s);
    const QString program = words->takeFirst();
    QString output;
    const bool isDone = program == u"docker" ? m_engine.tryDocker(*words, &output) : execute(program, *words);
    return isDone || failed(command + u": "_s + output);
}

bool Twins::areEqual()
{
    QString left = std::exchange(m_left, {}), right;
    const bool isLeft = !left.isEmpty() || m_engine.tryDocker({u"inspect"_s, u"left"_s}, &left);
    const bool isRight = m_engine.tryDocker({u"inspect"_s, u"right"_s}, &right);
    if (isLeft != isRight)
        return failed(u"Only one twin is there"_s);
    if (!isLeft)
        return true;
    const QByteArrayList lefts = normalised(left).split('\n'), rights = normalised(right).split('\n');
    for (qsizetype line = 0; line < std::max(lefts.size(), rights.size()); ++line) {
        if (lefts.value(line) != rights.value(line))
            return failed(u"The action: %1\nthe command: %2"_s.arg(QString::fromUtf8(lefts.value(line)),
                                                                   QString::fromUtf8(rights.value(line))));
    }
    return true;
}

bool Twins::clear() const
{
    const QString all = m_engine.docker({u"ps"_s, u"-aq"_s});
    for (const QString &id : all.split(u'\n', Qt::SkipEmptyParts))
        m_engine.docker({u"rm"_s, u"-fv"_s, id});
    return QTest::qWaitFor([this] { return m_acting->session().containers().totalCount() == 0; }, patience);
}

} // namespace test
