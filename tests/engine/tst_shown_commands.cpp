// SPDX-License-Identifier: Apache-2.0
// What actions do to containers of a real Docker Engine, and what the commands that they show do to twins, typed into the real
// client.
#include "models/actions.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/images_model.h"
#include "models/jobs_model.h"
#include "models/recreate_plan.h"
#include "models/run_job.h"
#include "models/shell_words.h"
#include "tests/support/real_engine.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <functional>

using namespace Qt::StringLiterals;
using models::Actions;
using models::Job;

namespace {

/// Longer than the longest wait of an engine that is busy.
constexpr int patience = 60'000;

/// The client sends empty members and defaults that others leave out.
nlohmann::json withoutEmpty(const nlohmann::json &object)
{
    nlohmann::json kept = nlohmann::json::object();
    for (const auto &[key, value] : object.items()) {
        const nlohmann::json part = value.is_object() ? withoutEmpty(value) : value;
        const bool isEmpty = part.is_null() || part == "" || part == 0 || part == false || part == "no" ||
                             ((part.is_array() || part.is_object()) && part.empty());
        if (!isEmpty)
            kept[key] = part;
    }
    return kept;
}

/// What must be the same of twins: state and settings, without ids, names and times.
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
        kept.push_back({{"State", object["State"]},
                        {"Config", withoutEmpty(object["Config"])},
                        {"HostConfig", withoutEmpty(object["HostConfig"])}});
    }
    return QByteArray::fromStdString(kept.dump(1));
}

using Act = std::function<Job *(Actions &, const engine::Container &)>;

} // namespace

class ShownCommandsTest : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<models::EngineSession> m_session;
    std::unique_ptr<models::JobsModel> m_jobs;
    std::unique_ptr<models::Actions> m_actions;

    /// Types a shown command for the twin.
    void type(const QString &command)
    {
        const auto words = models::splitShellWords(command);
        QVERIFY2(words && words->value(0) == u"docker", qPrintable(command));
        QStringList arguments = words->mid(1);
        arguments.replaceInStrings(u"left"_s, u"right"_s);
        m_engine.docker(arguments);
    }
    void typeAll(const Job *job)
    {
        QVERIFY(!job->wholeCommands().isEmpty());
        for (const QString &command : job->wholeCommands())
            type(command);
    }
    static bool ended(const Job *job)
    {
        return QTest::qWaitFor([job] { return !job->isRunning(); }, patience);
    }
    /// Both twins; empty when both are gone.
    void compareTwins()
    {
        QString left, right;
        const bool isLeft = m_engine.tryDocker({u"inspect"_s, u"left"_s}, &left);
        QCOMPARE(m_engine.tryDocker({u"inspect"_s, u"right"_s}, &right), isLeft);
        if (isLeft)
            QCOMPARE(normalised(right).split('\n'), normalised(left).split('\n'));
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void cleanup();
    void containers_data();
    void containers();
    void commit();
    void images();
    void run();
    void recreate();
};

void ShownCommandsTest::initTestCase()
{
    QVERIFY(m_engine.start());
    m_engine.docker({u"pull"_s, u"busybox"_s});
    m_session = std::make_unique<models::EngineSession>(m_engine.endpoint());
    m_jobs = std::make_unique<models::JobsModel>();
    m_actions = std::make_unique<models::Actions>(*m_session, *m_jobs);
    m_session->start();
}

void ShownCommandsTest::cleanupTestCase()
{
    m_jobs.reset();
    m_actions.reset();
    m_session.reset();
}

void ShownCommandsTest::cleanup()
{
    const QString all = m_engine.docker({u"ps"_s, u"-aq"_s});
    for (const QString &id : all.split(u'\n', Qt::SkipEmptyParts))
        m_engine.docker({u"rm"_s, u"-fv"_s, id});
    QTRY_COMPARE_WITH_TIMEOUT(m_session->containers().totalCount(), 0, patience);
}

void ShownCommandsTest::containers_data()
{
    QTest::addColumn<QString>("before"); // what is typed for each first
    QTest::addColumn<Act>("act");
    const auto row = [](const char *name, const QString &before, const Act &act) {
        QTest::newRow(name) << before << act;
    };
    const auto simple = [](Actions::Simple what) -> Act {
        return [what](Actions &actions, const engine::Container &c) { return actions.simple(what, {c}); };
    };
    const auto remove = [](bool force, bool volumes) -> Act {
        return
            [=](Actions &actions, const engine::Container &c) { return actions.removeContainers({c}, force, volumes); };
    };
    row("start", {}, simple(Actions::Simple::Start));
    row("stop", u"start"_s, simple(Actions::Simple::Stop));
    row("restart", u"start"_s, simple(Actions::Simple::Restart));
    row("pause", u"start"_s, simple(Actions::Simple::Pause));
    row("resume", u"start pause"_s, simple(Actions::Simple::Resume));
    row("kill", u"start"_s,
        [](Actions &actions, const engine::Container &c) { return actions.kill({c}, u"SIGKILL"_s); });
    row("kill gently", u"start"_s,
        [](Actions &actions, const engine::Container &c) { return actions.kill({c}, u"SIGUSR1"_s); });
    row("rename", {}, [](Actions &actions, const engine::Container &c) { return actions.rename(c, u"left-2"_s); });
    row("remove", {}, remove(false, false));
    row("remove by force", u"start"_s, remove(true, true));
}

void ShownCommandsTest::containers()
{
    QFETCH(QString, before);
    QFETCH(Act, act);
    for (const QString &name : {u"left"_s, u"right"_s}) {
        m_engine.docker(
            {u"create"_s, u"--name"_s, name, u"--stop-timeout"_s, u"1"_s, u"busybox"_s, u"sleep"_s, u"1000"_s});
        for (const QString &verb : before.split(u' ', Qt::SkipEmptyParts))
            m_engine.docker({verb, name});
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_session->containers().find(u"left"_s), patience);
    const Job *job = act(*m_actions, *m_session->containers().find(u"left"_s));
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    typeAll(job);
    compareTwins();
    QCOMPARE(m_engine.docker({u"ps"_s, u"-aqf"_s, u"name=left"_s}).isEmpty(),
             m_engine.docker({u"ps"_s, u"-aqf"_s, u"name=right"_s}).isEmpty());
}

void ShownCommandsTest::commit()
{
    for (const QString &name : {u"left"_s, u"right"_s})
        m_engine.docker({u"create"_s, u"--name"_s, name, u"-e"_s, u"A=1"_s, u"busybox"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_session->containers().find(u"left"_s), patience);
    const Job *job = m_actions->commit(*m_session->containers().find(u"left"_s),
                                       {u"me/left"_s, u"1"_s, u"A. Person"_s, u"two words"_s, true});
    QVERIFY(ended(job));
    typeAll(job);
    const QString format = u"{{.Author}}|{{.Comment}}|{{json .Config.Env}}"_s;
    QCOMPARE(m_engine.docker({u"image"_s, u"inspect"_s, u"--format"_s, format, u"me/right:1"_s}),
             m_engine.docker({u"image"_s, u"inspect"_s, u"--format"_s, format, u"me/left:1"_s}));
}

void ShownCommandsTest::images()
{
    const Job *job = m_actions->tagImage(u"busybox:latest"_s, u"left:2"_s);
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    typeAll(job);
    QCOMPARE(m_engine.docker({u"image"_s, u"inspect"_s, u"--format"_s, u"{{.Id}}"_s, u"right:2"_s}),
             m_engine.docker({u"image"_s, u"inspect"_s, u"--format"_s, u"{{.Id}}"_s, u"left:2"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->images().find(u"left:2"_s), patience);
    const Job *removal =
        m_actions->removeImages({{.reference = u"left:2"_s, .image = *m_session->images().find(u"left:2"_s)}}, false);
    QVERIFY(ended(removal));
    QVERIFY2(removal->state() == Job::State::Succeeded, qPrintable(removal->errorText()));
    typeAll(removal);
    const QStringList names = m_engine.docker({u"images"_s, u"--format"_s, u"{{.Repository}}"_s}).split(u'\n');
    QVERIFY2(!names.contains(u"left"_s) && !names.contains(u"right"_s), qPrintable(names.join(u' ')));
}

void ShownCommandsTest::run()
{
    models::RunForm form;
    form.image = u"busybox"_s;
    form.name = u"left"_s;
    form.command = u"sleep 1000"_s;
    form.environment = {{u"API_TOKEN"_s, u"s3 cret"_s}};
    form.ports = {{.hostPort = {}, .containerPort = u"80"_s}};
    form.memory = u"64m"_s;
    form.alsoSet = {u"--ulimit=nofile=1024:2048"_s};
    const Job *job = m_actions->run(form);
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QVERIFY(!job->dockerCommands().join(u' ').contains(u"s3 cret"_s));
    typeAll(job);
    compareTwins();
}

void ShownCommandsTest::recreate()
{
    for (const QString &name : {u"left"_s, u"right"_s})
        m_engine.docker(
            {u"run"_s, u"-d"_s, u"--stop-timeout"_s, u"1"_s, u"--name"_s, name, u"busybox"_s, u"sleep"_s, u"1000"_s});
    QTRY_VERIFY_WITH_TIMEOUT(m_session->containers().find(u"left"_s), patience);
    models::RunForm form;
    form.image = u"busybox"_s;
    form.name = u"left"_s;
    form.command = u"sleep 2000"_s;
    const Job *job = m_actions->recreate({*m_session->containers().find(u"left"_s), form});
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    typeAll(job);
    compareTwins();
}

QTEST_GUILESS_MAIN(ShownCommandsTest)
#include "tst_shown_commands.moc"
