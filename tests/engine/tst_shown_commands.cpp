// SPDX-License-Identifier: Apache-2.0
// What actions do to containers of a real Docker Engine, and what the commands that they show do to twins, typed into the real
// client.
#include "models/recreate_plan.h"
#include "models/run_job.h"
#include "tests/support/twins.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using models::Actions;
using models::Job;

namespace {

/// Longer than the longest wait of an engine that is busy.
constexpr int patience = 60'000;

using Act = std::function<Job *(Actions &, const engine::Container &)>;

} // namespace

class ShownCommandsTest : public QObject
{
    Q_OBJECT
    test::Twins m_twins;

    QString docker(const QStringList &arguments) const { return m_twins.engine().docker(arguments); }

private Q_SLOTS:
    void initTestCase();
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
    QVERIFY(m_twins.start());
    docker({u"pull"_s, u"busybox"_s});
}

void ShownCommandsTest::cleanup()
{
    QVERIFY(m_twins.clear());
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
        docker({u"create"_s, u"--name"_s, name, u"--stop-timeout"_s, u"1"_s, u"busybox"_s, u"sleep"_s, u"1000"_s});
        for (const QString &verb : before.split(u' ', Qt::SkipEmptyParts))
            docker({verb, name});
    }
    const Job *job = act(m_twins.actions(), m_twins.container());
    QVERIFY(m_twins.succeeded(job));
    QVERIFY(m_twins.type(job));
    QVERIFY(m_twins.areEqual());
    QCOMPARE(docker({u"ps"_s, u"-aqf"_s, u"name=left"_s}).isEmpty(),
             docker({u"ps"_s, u"-aqf"_s, u"name=right"_s}).isEmpty());
}

void ShownCommandsTest::commit()
{
    for (const QString &name : {u"left"_s, u"right"_s})
        docker({u"create"_s, u"--name"_s, name, u"-e"_s, u"A=1"_s, u"busybox"_s});
    const Job *job =
        m_twins.actions().commit(m_twins.container(), {u"me/left"_s, u"1"_s, u"A. Person"_s, u"two words"_s, true});
    QVERIFY(m_twins.succeeded(job));
    QVERIFY(m_twins.type(job));
    const QString format = u"{{.Author}}|{{.Comment}}|{{json .Config.Env}}"_s;
    QCOMPARE(docker({u"image"_s, u"inspect"_s, u"--format"_s, format, u"me/right:1"_s}),
             docker({u"image"_s, u"inspect"_s, u"--format"_s, format, u"me/left:1"_s}));
}

void ShownCommandsTest::images()
{
    const Job *job = m_twins.actions().tagImage(u"busybox:latest"_s, u"left:2"_s);
    QVERIFY(m_twins.succeeded(job));
    QVERIFY(m_twins.type(job));
    QCOMPARE(docker({u"image"_s, u"inspect"_s, u"--format"_s, u"{{.Id}}"_s, u"right:2"_s}),
             docker({u"image"_s, u"inspect"_s, u"--format"_s, u"{{.Id}}"_s, u"left:2"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(m_twins.session().images().find(u"left:2"_s), patience);
    const Job *removal = m_twins.actions().removeImages(
        {{.reference = u"left:2"_s, .image = *m_twins.session().images().find(u"left:2"_s)}}, false);
    QVERIFY(m_twins.succeeded(removal));
    QVERIFY(m_twins.type(removal));
    const QStringList names = docker({u"images"_s, u"--format"_s, u"{{.Repository}}"_s}).split(u'\n');
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
    const Job *job = m_twins.actions().run(form);
    QVERIFY(m_twins.succeeded(job));
    QVERIFY(!job->dockerCommands().join(u' ').contains(u"s3 cret"_s));
    QVERIFY(m_twins.type(job));
    QVERIFY(m_twins.areEqual());
}

void ShownCommandsTest::recreate()
{
    for (const QString &name : {u"left"_s, u"right"_s})
        docker(
            {u"run"_s, u"-d"_s, u"--stop-timeout"_s, u"1"_s, u"--name"_s, name, u"busybox"_s, u"sleep"_s, u"1000"_s});
    models::RunForm form;
    form.image = u"busybox"_s;
    form.name = u"left"_s;
    form.command = u"sleep 2000"_s;
    const Job *job = m_twins.actions().recreate({m_twins.container(), form});
    QVERIFY(m_twins.succeeded(job));
    QVERIFY(m_twins.type(job));
    QVERIFY(m_twins.areEqual());
}

QTEST_GUILESS_MAIN(ShownCommandsTest)
#include "tst_shown_commands.moc"
