// SPDX-License-Identifier: Apache-2.0
// What the longer jobs do on a real Docker Engine, and what the commands that they show do, typed into the real client: pull, prune,
// copy out, stop and launch a notebook, make a container anew.
#include "models/copy_out_job.h"
#include "models/notebook_job.h"
#include "models/pull_job.h"
#include "models/recipe_command.h"
#include "models/recreate_plan.h"
#include "models/run_form_convert.h"
#include "models/run_job.h"
#include "tests/support/twins.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using models::Job;

namespace {

/// "a/b.txt 644: what is in it", one line a file.
QStringList filesIn(const QString &folder)
{
    QStringList lines;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            lines +=
                u"%1 %2: %3"_s.arg(QDir(folder).relativeFilePath(file.fileName()),
                                   QString::number(int(file.permissions()), 16), QString::fromUtf8(file.readAll()));
    }
    lines.sort();
    return lines;
}

const QString trap = u"trap 'exit 7' INT; trap 'exit 9' TERM; while :; do sleep 0.1; done"_s;

} // namespace

class ShownJobsTest : public QObject
{
    Q_OBJECT
    test::Twins m_twins;

    QString docker(const QString &words) const { return m_twins.engine().docker(words.split(u' ')); }
    /// Containers and images, without the ids of those that have a name.
    [[nodiscard]] QString listed() const
    {
        QStringList images = docker(u"images --format {{.Repository}}:{{.Tag}}"_s).split(u'\n');
        QStringList containers = docker(u"ps -a --format {{.Names}}"_s).split(u'\n');
        images.sort();
        containers.sort();
        return images.join(u' ') + u" | "_s + containers.join(u' ');
    }
    /// Used and unused images, with and without a name, and a container of each state.
    void makeThingsToPrune() const
    {
        docker(u"run -d --name up busybox sleep 1000"_s);
        docker(u"create --name new busybox"_s);
        docker(u"run --name ended busybox true"_s);
        for (const char *message : {"one", "two"})
            docker(u"commit -m %1 new me/unused:1"_s.arg(QLatin1String(message)));
    }
    /// The one object that `docker inspect` tells of.
    [[nodiscard]] QByteArray told(const QStringList &words) const
    {
        return m_twins.engine().docker(words + QStringList{u"--format"_s, u"{{json .}}"_s}).toUtf8();
    }
    void network(const QString &name) const
    {
        if (!docker(u"network ls --format {{.Name}}"_s).split(u'\n').contains(name))
            docker(u"network create "_s + name);
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void pull_data();
    void pull();
    void prune_data();
    void prune();
    void copyOut();
    void stopNotebook_data();
    void stopNotebook();
    void notebook();
    void runWithLogins();
    void recreateWithNetworks_data();
    void recreateWithNetworks();
    void republish();
};

void ShownJobsTest::initTestCase()
{
    QVERIFY(m_twins.start());
    docker(u"pull busybox"_s);
}

void ShownJobsTest::cleanup()
{
    QVERIFY(m_twins.clear());
}

void ShownJobsTest::pull_data()
{
    QTest::addColumn<QString>("reference");
    QTest::addColumn<QString>("platform");
    const QString digest =
        m_twins.engine().docker({u"image"_s, u"inspect"_s, u"--format"_s, u"{{index .RepoDigests 0}}"_s, u"busybox"_s});
    QTest::newRow("name") << u"busybox"_s << QString();
    QTest::newRow("tag and platform") << u"busybox:latest"_s << u"linux/amd64"_s;
    QTest::newRow("with registry") << test::RealEngine::registry() + u"/library/busybox:latest"_s << QString();
    QTest::newRow("digest") << digest << QString();
}

void ShownJobsTest::pull()
{
    QFETCH(QString, reference);
    QFETCH(QString, platform);
    const auto pulled = [&] {
        const QString told = docker(u"image inspect --format {{.Id}}{{.RepoTags}}{{.RepoDigests}} "_s + reference);
        docker(u"rmi -f "_s + docker(u"images -q --no-trunc"_s).section(u'\n', 0, 0));
        return told;
    };
    docker(u"rmi -f "_s + docker(u"images -q --no-trunc"_s).section(u'\n', 0, 0));
    const Job *job = m_twins.actions().pull(reference, platform);
    QVERIFY(m_twins.succeeded(job));
    const QString left = pulled();
    QVERIFY(m_twins.type(job));
    QCOMPARE(pulled(), left);
    docker(u"pull busybox"_s);
}

void ShownJobsTest::prune_data()
{
    QTest::addColumn<int>("what");
    QTest::newRow("containers") << 0;
    QTest::newRow("images without a name") << 1;
    QTest::newRow("unused images") << 2;
}

void ShownJobsTest::prune()
{
    QFETCH(int, what);
    makeThingsToPrune();
    const QString before = listed();
    const Job *job = what == 0 ? m_twins.actions().pruneContainers() : m_twins.actions().pruneImages(/*all=*/what == 2);
    QVERIFY(m_twins.succeeded(job));
    const QString left = listed();
    QVERIFY(left != before);
    QVERIFY(m_twins.clear());
    docker(u"image prune -a -f"_s);
    docker(u"pull busybox"_s);
    makeThingsToPrune();
    QCOMPARE(listed(), before);
    QVERIFY(m_twins.type(job));
    QCOMPARE(listed(), left);
    QVERIFY(m_twins.clear());
    docker(u"image prune -a -f"_s);
    docker(u"pull busybox"_s);
}

void ShownJobsTest::copyOut()
{
    for (const QString &name : {u"left"_s, u"right"_s})
        m_twins.engine().docker({u"run"_s, u"--name"_s, name, u"busybox"_s, u"sh"_s, u"-c"_s,
                                 u"mkdir -p '/w k/sub' && echo a >'/w k/a b' && echo b >'/w k/sub/b' && "
                                 "chmod 600 '/w k/sub/b' && touch '/w k/empty'"_s});
    const engine::Container container = m_twins.container();
    const QString folder = test::RealEngine::labFolder() + u"/of left"_s;
    const Job *job = m_twins.actions().copyOut(
        {models::copyOutItems({{container, {u"/w k/a b"_s, u"/w k/sub/b"_s, u"/w k/empty"_s}}}), folder});
    QVERIFY(m_twins.succeeded(job));
    QVERIFY(m_twins.type(job));
    QCOMPARE(filesIn(folder).size(), 3);
    QCOMPARE(filesIn(test::RealEngine::labFolder() + u"/of right"_s), filesIn(folder));
}

void ShownJobsTest::stopNotebook_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<int>("commands");
    QTest::newRow("interrupted") << u"no"_s << 3;
    QTest::newRow("stopped, since it would be started again") << u"unless-stopped"_s << 1;
}

void ShownJobsTest::stopNotebook()
{
    QFETCH(QString, policy);
    QFETCH(int, commands);
    for (const QString &name : {u"left"_s, u"right"_s})
        m_twins.engine().docker(
            {u"run"_s, u"-d"_s, u"--name"_s, name, u"--restart"_s, policy, u"busybox"_s, u"sh"_s, u"-c"_s, trap});
    const Job *job = m_twins.actions().stopNotebook(m_twins.container(), u"idle"_s);
    QVERIFY(m_twins.succeeded(job));
    QCOMPARE(job->dockerCommands().size(), commands);
    QVERIFY(m_twins.type(job));
    QVERIFY(m_twins.areEqual());
}

void ShownJobsTest::notebook()
{
    models::NotebookPlan plan;
    plan.preset.title = u"Web"_s;
    plan.preset.image = u"busybox"_s;
    plan.preset.ports = {{.number = 80, .probePath = u"bin/sh"_s}};
    plan.preset.arguments = {u"httpd"_s, u"-f"_s, u"-h"_s, u"/"_s};
    plan.preset.secret = models::NotebookPreset::Secret::Password;
    plan.preset.secretVariable = u"WEB_PASSWORD"_s;
    plan.preset.memory = u"64m"_s;
    plan.name = u"left"_s;
    plan.hostPort = 18090;
    const models::NotebookJob *job = m_twins.actions().notebook(plan);
    QVERIFY(m_twins.succeeded(job));
    QVERIFY(!job->secret().isEmpty() && !job->dockerCommands().join(u' ').contains(job->secret()));
    QVERIFY(m_twins.setLeftAside());
    QVERIFY(m_twins.type(job));
    QVERIFY(m_twins.areEqual());
}

/// --use-api-socket: the engine's socket, and the logins of the client's own settings.
void ShownJobsTest::runWithLogins()
{
    const QString folder = test::RealEngine::labFolder() + u"/client"_s;
    QVERIFY(QDir().mkpath(folder));
    QFile config(folder + u"/config.json"_s);
    QVERIFY(config.open(QIODevice::WriteOnly));
    config.write("{\"auths\":{\"r.example\":{\"auth\":\"Ym9iOnMzY3JldA==\"},\"empty.example\":{}}}");
    config.close();
    qputenv("DOCKER_CONFIG", folder.toUtf8());
    models::RunForm form;
    form.image = u"busybox"_s;
    form.name = u"left"_s;
    form.command = u"sleep 1000"_s;
    form.alsoSet = {u"--use-api-socket"_s};
    const Job *job = m_twins.actions().run(form);
    QVERIFY(m_twins.succeeded(job));
    qunsetenv("DOCKER_CONFIG");
    // What the client makes of it since 28.1, in the words of all clients.
    docker(u"run -d --name right -e DOCKER_CONFIG=/run/secrets/docker --mount "
           "type=bind,source=%1,target=/var/run/docker.sock busybox sleep 1000"_s.arg(m_twins.engine().socketPath()));
    QVERIFY(m_twins.areEqual());
    const auto inside = [this](const QString &command) {
        return docker(u"exec left %1 /run/secrets/docker/config.json"_s.arg(command)).simplified();
    };
    QCOMPARE(inside(u"stat -c %a.%u.%g"_s), u"600.0.0"_s);
    QVERIFY(inside(u"cat"_s).contains(u"Ym9iOnMzY3JldA=="_s));
    docker(u"exec left test -S /var/run/docker.sock"_s);
}

void ShownJobsTest::recreateWithNetworks_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<bool>("isUp");
    QTest::newRow("beside the default one") << QString() << true;
    QTest::newRow("several, stopped") << u"--network mine --network-alias own"_s << false;
}

/// Each network but the first was joined after the container was made, as older engines want it.
void ShownJobsTest::recreateWithNetworks()
{
    QFETCH(QString, options);
    QFETCH(bool, isUp);
    network(u"mine"_s);
    network(u"side"_s);
    for (const QString &name : {u"left"_s, u"right"_s}) {
        docker(u"create --name %1 %2 --stop-timeout 1 busybox sleep 1000"_s.arg(name, options).simplified());
        docker(u"network connect --alias db --alias cache side "_s + name);
        if (isUp)
            docker(u"start "_s + name);
    }
    const auto recipe =
        engine::recipeOf(told({u"inspect"_s, u"left"_s}), told({u"image"_s, u"inspect"_s, u"busybox"_s}), {});
    QVERIFY(recipe);
    auto form = models::toRunForm(models::toRunCommand(*recipe), models::run::ShellEnvironment());
    QVERIFY(form);
    form->memory = u"64m"_s;
    const Job *job = m_twins.actions().recreate({m_twins.container(), *form});
    QVERIFY(m_twins.succeeded(job));
    const QStringList joins = job->dockerCommands().filter(u"docker network connect "_s);
    QVERIFY2(joins.size() == 1 && joins.first().endsWith(u" side left"_s), qPrintable(joins.join(u'\n')));
    QCOMPARE(job->dockerCommands().contains(u"docker stop left"_s), isUp);
    QVERIFY(m_twins.type(job));
    QVERIFY(m_twins.areEqual());
}

void ShownJobsTest::republish()
{
    network(u"mine"_s);
    network(u"side"_s);
    const QStringList options = u"-p 18091:80 -p 18092:81/udp -v kept:/data -v /tmp:/host:ro -e PASSWORD=s3cret -m 64m "
                                "--label a=b --network mine --network-alias notes --stop-timeout 1"_s.split(u' ');
    for (const QString &name : {u"left"_s, u"right"_s}) {
        m_twins.engine().docker(QStringList{u"create"_s, u"--name"_s, name} + options +
                                QStringList{u"busybox"_s, u"sh"_s, u"-c"_s, trap});
        docker(u"network connect --alias db side "_s + name);
    }
    docker(u"start left"_s);
    const Job *job = m_twins.actions().republish(m_twins.container(), /*wantsToken=*/true);
    QVERIFY(m_twins.succeeded(job));
    const QString shown = job->dockerCommands().join(u'\n');
    QVERIFY2(!shown.contains(u'…') && !shown.contains(u"s3cret"_s), qPrintable(shown));
    QVERIFY2(shown.contains(u"-p 127.0.0.1:18091:80"_s) && shown.contains(u"-p 127.0.0.1:18092:81/udp"_s),
             qPrintable(shown));
    QVERIFY(m_twins.setLeftAside());
    docker(u"start right"_s);
    QVERIFY(m_twins.type(job));
    QVERIFY(m_twins.areEqual());
    QCOMPARE(docker(u"inspect --format {{.State.Status}} right-open"_s), u"exited"_s);
}

QTEST_GUILESS_MAIN(ShownJobsTest)
#include "tst_shown_jobs.moc"
