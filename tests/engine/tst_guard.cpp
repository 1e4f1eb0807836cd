// SPDX-License-Identifier: Apache-2.0
// Files inside containers of a real Docker Engine: which would be lost, copied out, kept in an image; and containers made again
// from the command that is copied.
#include "engine-client/recipe.h"
#include "models/actions.h"
#include "models/compose_file.h"
#include "models/containers_model.h"
#include "models/copy_out_job.h"
#include "models/dockerfile.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "models/loss_check.h"
#include "models/recipe_command.h"
#include "models/shell_words.h"
#include "tests/support/real_engine.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;
using models::Job;

namespace {

/// Longer than the longest wait of an engine that is busy.
constexpr int patience = 60'000;

/// What must be the same of two containers: all that was asked for, without ids, names and times.
QByteArray normalised(const QString &inspect)
{
    nlohmann::json container = nlohmann::json::parse(inspect.toStdString()).at(0);
    nlohmann::json config = container.at("Config");
    nlohmann::json host = container.at("HostConfig");
    const std::string id = container.at("Id");
    if (config.at("Hostname") == id.substr(0, 12))
        config.erase("Hostname");
    // How the client waits, which it does not when detached; and what is empty either way.
    for (const char *key : {"AttachStdin", "AttachStdout", "AttachStderr", "StdinOnce", "OnBuild"})
        config.erase(key);
    // Client and engine keep no order of these.
    std::sort(config.at("Env").begin(), config.at("Env").end());
    if (nlohmann::json &binds = host["Binds"]; binds.is_array())
        std::sort(binds.begin(), binds.end());
    host.erase("ContainerIDFile");
    host.erase("ConsoleSize");
    for (nlohmann::json *part : {&config, &host}) {
        for (auto item = part->begin(); item != part->end();) {
            const bool isEmpty = item->is_null() || ((item->is_array() || item->is_object()) && item->empty());
            item = isEmpty ? part->erase(item) : std::next(item);
        }
    }
    return QByteArray::fromStdString(nlohmann::json{{"Config", config}, {"HostConfig", host}}.dump(1));
}

} // namespace

class TestGuard : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<models::EngineSession> m_session;
    std::unique_ptr<models::JobsModel> m_jobs;
    std::unique_ptr<models::Actions> m_actions;
    QTemporaryDir m_place;

    engine::Container listed(const QString &name)
    {
        const engine::Container *found = m_session->containers().find(name);
        return found ? *found : engine::Container();
    }
    bool isListed(const QString &name)
    {
        return QTest::qWaitFor([&] { return m_session->containers().find(name) != nullptr; }, patience);
    }
    static bool ended(const Job *job)
    {
        return QTest::qWaitFor([job] { return !job->isRunning(); }, patience);
    }
    QString inspect(const QString &name) const { return m_engine.docker({u"inspect"_s, name}); }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void listsAndCopiesWhatIsLost();
    void copiesOutOfAStoppedContainer();
    void commitKeepsFiles();
    void copiedCommandMakesTheSame_data();
    void copiedCommandMakesTheSame();
    void dockerfileBuilds();
};

void TestGuard::initTestCase()
{
    QVERIFY(m_engine.start());
    m_engine.docker({u"pull"_s, u"busybox"_s});
    m_session = std::make_unique<models::EngineSession>(m_engine.endpoint());
    m_jobs = std::make_unique<models::JobsModel>();
    m_actions = std::make_unique<models::Actions>(*m_session, *m_jobs);
    m_session->start();
    m_engine.docker(
        {u"run"_s, u"-d"_s, u"--name"_s, u"lab"_s, u"-v"_s, u"kept:/kept"_s, u"--tmpfs"_s, u"/scratch"_s, u"busybox"_s,
         u"sh"_s, u"-c"_s,
         u"mkdir -p /root/work/deep /root/__pycache__; head -c 3000000 /dev/urandom > /root/work/deep/a.ipynb; "
         u"echo 1,2 > '/root/work/b ü.csv'; echo x > /kept/c.ipynb; echo x > /scratch/d.ipynb; "
         u"echo x > /tmp/e.ipynb; echo x > /root/__pycache__/f.py; rm /www/index.html; "
         u"ln -s /etc/passwd /root/work/link; touch /ready; sleep 1000"_s});
    QString output;
    QTRY_VERIFY_WITH_TIMEOUT(m_engine.tryDocker({u"exec"_s, u"lab"_s, u"test"_s, u"-e"_s, u"/ready"_s}, &output),
                             patience);
    QVERIFY(isListed(u"lab"_s));
}

void TestGuard::cleanupTestCase()
{
    m_jobs.reset();
    m_actions.reset();
    m_session.reset();
}

void TestGuard::listsAndCopiesWhatIsLost()
{
    models::LossCheck check(*m_session, {listed(u"lab"_s)});
    QTRY_VERIFY_WITH_TIMEOUT(!check.isLooking(), patience);
    QCOMPARE(check.unknownCount(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(check.fileCount(), 4,
                              patience); // the folder /scratch was mounted on looks like a file at first
    QStringList paths;
    for (const models::LostFile &file : check.entries().constFirst().losses.files)
        paths += file.path;
    QCOMPARE(paths,
             (QStringList{u"/root/work/deep/a.ipynb"_s, u"/root/work/b ü.csv"_s, u"/ready"_s, u"/root/work/link"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(check.entries().constFirst().losses.files.constFirst().size, 3'000'000, patience);

    const models::CopyOutPlan plan{models::copyOutItems({{listed(u"lab"_s), paths.first(2)}}),
                                   m_place.filePath(u"out"_s)};
    const models::CopyOutJob *job = m_actions->copyOut(plan);
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QFile copy(m_place.filePath(u"out/deep/a.ipynb"_s));
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QFile same(m_place.filePath(u"same"_s));
    m_engine.docker({u"cp"_s, u"lab:/root/work/deep/a.ipynb"_s, same.fileName()});
    QVERIFY(same.open(QIODevice::ReadOnly));
    QCOMPARE(copy.size(), 3'000'000);
    QCOMPARE(copy.readAll(), same.readAll());
    QCOMPARE(QFileInfo(m_place.filePath(u"out/b ü.csv"_s)).size(), 4);
}

void TestGuard::copiesOutOfAStoppedContainer()
{
    m_engine.docker(
        {u"run"_s, u"--name"_s, u"done"_s, u"busybox"_s, u"sh"_s, u"-c"_s, u"echo hello > /root/x.ipynb"_s});
    QVERIFY(isListed(u"done"_s));
    const models::CopyOutPlan plan{
        models::copyOutItems({{listed(u"done"_s), {u"/root/x.ipynb"_s, u"/root/gone.csv"_s}}}),
        m_place.filePath(u"done"_s)};
    const models::CopyOutJob *job = m_actions->copyOut(plan);
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QVERIFY2(job->statusText().contains(u"/root/gone.csv"_s), qPrintable(job->statusText()));
    QFile copy(m_place.filePath(u"done/x.ipynb"_s));
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), QByteArray("hello\n"));
}

void TestGuard::commitKeepsFiles()
{
    const Job *job =
        m_actions->commit(listed(u"lab"_s), {u"me/lab"_s, u"1"_s, u"A. Person"_s, u"with a notebook"_s, true});
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QCOMPARE(job->statusText(), u"Committed to me/lab:1"_s);
    QCOMPARE(m_engine.docker({u"run"_s, u"--rm"_s, u"me/lab:1"_s, u"wc"_s, u"-c"_s, u"/root/work/deep/a.ipynb"_s}),
             u"3000000 /root/work/deep/a.ipynb"_s);
    QCOMPARE(m_engine.docker({u"image"_s, u"inspect"_s, u"--format"_s, u"{{.Author}}|{{.Comment}}"_s, u"me/lab:1"_s}),
             u"A. Person|with a notebook"_s);
    QVERIFY(listed(u"lab"_s).isUp());
}

void TestGuard::copiedCommandMakesTheSame_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString image = u"busybox"_s;
    QTest::newRow("plain") << QStringList{image};
    QTest::newRow("ports and places") << QStringList{
        u"-p"_s, u"127.0.0.1:18080:80"_s, u"-p"_s, u"53/udp"_s,    u"--expose"_s, u"9000"_s,  u"-w"_s,   u"/root"_s,
        u"-u"_s, u"65534:65534"_s,        u"-h"_s, u"lab.local"_s, image,         u"sleep"_s, u"100 0"_s};
    QTest::newRow("variables") << QStringList{u"-e"_s, u"A=1"_s,          u"-e"_s, u"B=x 'y' \"z\" $HOME"_s,
                                              u"-e"_s, u"TOKEN=s3cret"_s, u"-l"_s, u"a=b c"_s,
                                              u"-l"_s, u"empty="_s,       image};
    QTest::newRow("mounts") << QStringList{u"-v"_s,      u"kept:/kept:ro"_s,
                                           u"-v"_s,      u"/tmp:/host"_s,
                                           u"-v"_s,      u"/anonymous"_s,
                                           u"--tmpfs"_s, u"/scratch:size=1m"_s,
                                           u"--mount"_s, u"type=volume,source=kept,target=/again,readonly"_s,
                                           image};
    QTest::newRow("limits") << QStringList{
        u"-m"_s,  u"64m"_s,      u"--cpus"_s,           u"0.5"_s, u"--shm-size"_s, u"32m"_s, u"--pids-limit"_s,
        u"100"_s, u"--ulimit"_s, u"nofile=1024:2048"_s, image};
    QTest::newRow("rights") << QStringList{u"--cap-add"_s,
                                           u"NET_ADMIN"_s,
                                           u"--cap-drop"_s,
                                           u"MKNOD"_s,
                                           u"--security-opt"_s,
                                           u"no-new-privileges"_s,
                                           u"--read-only"_s,
                                           u"--init"_s,
                                           u"--group-add"_s,
                                           u"100"_s,
                                           image};
    QTest::newRow("terminal and restart") << QStringList{
        u"-it"_s, u"--restart"_s, u"on-failure:3"_s, u"--stop-signal"_s, u"SIGINT"_s, u"--stop-timeout"_s,
        u"3"_s,   image};
    QTest::newRow("health and log") << QStringList{u"--health-cmd"_s,
                                                   u"test -e /"_s,
                                                   u"--health-interval"_s,
                                                   u"90s"_s,
                                                   u"--health-retries"_s,
                                                   u"2"_s,
                                                   u"--log-opt"_s,
                                                   u"max-size=1m"_s,
                                                   u"--dns"_s,
                                                   u"1.1.1.1"_s,
                                                   u"--add-host"_s,
                                                   u"db:10.0.0.1"_s,
                                                   image};
    QTest::newRow("entrypoint") << QStringList{u"--entrypoint"_s, u"echo"_s, u"--network"_s, u"none"_s, u"--ipc"_s,
                                               u"host"_s,         image,     u"a"_s,         u"b c"_s};
}

void TestGuard::copiedCommandMakesTheSame()
{
    QFETCH(QStringList, arguments);
    m_engine.docker(QStringList{u"create"_s, u"--name"_s, u"original"_s} + arguments);
    const QString before = inspect(u"original"_s);
    const auto body = [](const QString &inspected) {
        return QByteArray::fromStdString(nlohmann::json::parse(inspected.toStdString()).at(0).dump());
    };
    const QString image = m_engine.docker({u"image"_s, u"inspect"_s, u"busybox"_s});
    const auto recipe = engine::recipeOf(body(before), body(image), u"inspect"_s);
    QVERIFY(recipe.has_value());
    const QString command = models::toDockerCommand(*recipe, false);
    m_engine.docker({u"rm"_s, u"original"_s});
    auto words = models::splitShellWords(command);
    QVERIFY2(words && words->value(0) == u"docker" && words->value(1) == u"run", qPrintable(command));
    QVERIFY(words->at(2).startsWith(u"-d"_s));
    QStringList again = words->sliced(3);
    if (words->at(2) != u"-d")
        again.prepend(u"-"_s + words->at(2).sliced(2)); // docker create does not know -d
    m_engine.docker(QStringList{u"create"_s} + again);
    const QString after = inspect(u"original"_s);
    m_engine.docker({u"rm"_s, u"original"_s});
    QCOMPARE(normalised(after).split('\n'), normalised(before).split('\n')); // tells the first line that differs
}

void TestGuard::dockerfileBuilds()
{
    engine::ContainerRecipe recipe;
    recipe.name = u"lab"_s;
    recipe.image = u"busybox"_s;
    recipe.environment = {u"A=x \"y\" $HOME \\ z"_s};
    recipe.command = {u"sh"_s, u"-c"_s, u"echo \"$A\"; cat '/root/b ü.csv'"_s};
    const QString folder = m_place.filePath(u"build"_s);
    QVERIFY(QDir().mkpath(folder + u"/files"_s));
    const auto write = [&](const QString &name, const QByteArray &bytes) {
        QFile file(folder + u'/' + name);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    };
    QVERIFY(write(u"files/b ü.csv"_s, "1,2\n"));
    QVERIFY(write(u"Dockerfile"_s, models::dockerfileOf(recipe, {{u"files/b ü.csv"_s, u"/root/b ü.csv"_s}}, {})));
    m_engine.docker({u"build"_s, u"-t"_s, u"me/built"_s, folder});
    QCOMPARE(m_engine.docker({u"run"_s, u"--rm"_s, u"me/built"_s}), u"x \"y\" $HOME \\ z\n1,2"_s);
}

QTEST_GUILESS_MAIN(TestGuard)
#include "tst_guard.moc"
