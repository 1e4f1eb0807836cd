// SPDX-License-Identifier: Apache-2.0
#include "models/commands.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "tests/support/fixtures.h"
#include "tests/support/scripted_engine.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using engine::ContainerState;
using models::Commands;
using models::ConnectionState;
using models::EngineSession;
using models::JobsModel;
using models::Selection;
using test::ScriptedEngine;

namespace {

engine::Container container(const QString &name, ContainerState state)
{
    engine::Container result;
    result.id = name + u"id"_s;
    result.name = name;
    result.state = state;
    return result;
}

Selection mixed()
{
    return {{container(u"web"_s, ContainerState::Running), container(u"db"_s, ContainerState::Exited),
             container(u"job"_s, ContainerState::Paused)},
            {}};
}

struct Lab
{
    Lab() : session(engine.endpoint()) {}
    bool connect()
    {
        session.start();
        return QTest::qWaitFor([this] { return session.state() == ConnectionState::Connected; }, 30'000);
    }

    ScriptedEngine engine;
    EngineSession session;
    JobsModel jobs;
    Commands commands{session, jobs};
};

} // namespace

class TestCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void needsTheEngine();
    void actsOnThoseThatFit();
    void asksForDialogs();
    void doesNothingUnavailable();
    void refreshes();
    void knowsPodmansLimits();
    void opensNotebooksOfTheHostsNetwork();
};

void TestCommands::needsTheEngine()
{
    Lab lab;
    lab.engine.stop();
    for (const models::Command &command : Commands::all()) {
        const auto availability = lab.commands.availability(command.id, mixed());
        const bool works = availability.enabled;
        const bool starts =
            command.id == u"global.run" || command.id == u"global.runCommand" || command.id == u"global.notebook";
        const bool own = (command.scope == models::Command::Scope::Global && !starts) ||
                         command.id == u"container.logs" || command.id == u"container.logWindow";
        if (!own)
            QVERIFY2(!works && availability.reason == u"Not connected to the engine", qUtf8Printable(command.id));
        else if (command.scope == models::Command::Scope::Global)
            QVERIFY2(works, qUtf8Printable(command.id));
    }
    QVERIFY(!lab.commands.availability(u"container.fly"_s, {}).enabled);
}

void TestCommands::actsOnThoseThatFit()
{
    Lab lab;
    lab.engine.answer("POST", "/containers/", 204);
    QVERIFY(lab.connect());
    QCOMPARE(lab.commands.dockerCommands(u"container.stop"_s, mixed()),
             (QStringList{u"docker stop web"_s, u"docker stop job"_s}));
    QSignalSpy added(&lab.jobs, &JobsModel::jobAdded);
    QSignalSpy finished(&lab.jobs, &JobsModel::jobFinished);
    lab.commands.run(u"container.stop"_s, mixed());
    QCOMPARE(added.size(), 1);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(lab.jobs.at(0)->title(), u"Stop 2 containers"_s);
    QCOMPARE(lab.engine.count("/containers/dbid/stop"), 0);
    lab.commands.run(u"container.resume"_s, mixed());
    QTRY_COMPARE(lab.engine.count("/containers/jobid/unpause"), 1);
}

void TestCommands::asksForDialogs()
{
    Lab lab;
    QVERIFY(lab.connect());
    QStringList asked;
    connect(&lab.commands, &Commands::uiRequested, this, [&](const QString &id, const Selection &selection) {
        asked += id + u' ' + QString::number(selection.containers.size());
    });
    lab.commands.run(u"container.remove"_s, mixed());
    lab.commands.run(u"container.kill"_s, mixed());
    lab.commands.run(u"image.pull"_s, {});
    lab.commands.run(u"global.about"_s, {});
    QCOMPARE(asked,
             (QStringList{u"container.remove 3"_s, u"container.kill 2"_s, u"image.pull 0"_s, u"global.about 0"_s}));
    QCOMPARE(lab.jobs.rowCount(), 0);
}

void TestCommands::doesNothingUnavailable()
{
    Lab lab;
    QVERIFY(lab.connect());
    QSignalSpy asked(&lab.commands, &Commands::uiRequested);
    lab.commands.run(u"container.rename"_s, mixed());
    lab.commands.run(u"container.start"_s, {{container(u"web"_s, ContainerState::Running)}, {}});
    lab.commands.run(u"container.fly"_s, mixed());
    QCOMPARE(asked.size(), 0);
    QCOMPARE(lab.jobs.rowCount(), 0);
}

void TestCommands::refreshes()
{
    Lab lab;
    QVERIFY(lab.connect());
    QTRY_VERIFY(lab.engine.count("/images/json") > 0);
    lab.engine.forgetRequests();
    lab.commands.run(u"global.refresh"_s, {});
    QTRY_VERIFY(lab.engine.count("/containers/json") > 0 && lab.engine.count("/images/json") > 0);
    lab.engine.stop();
    QTRY_VERIFY(lab.session.state() == ConnectionState::Reconnecting ||
                lab.session.state() == ConnectionState::NotReachable);
    lab.engine.start();
    lab.commands.run(u"global.refresh"_s, {});
    QTRY_COMPARE(lab.session.state(), ConnectionState::Connected);
}

void TestCommands::opensNotebooksOfTheHostsNetwork()
{
    Lab lab;
    lab.engine.answer("GET", "/containers/json", 200,
                      "[{\"Id\":\"labid\",\"Names\":[\"/lab\"],\"State\":\"running\",\"Image\":\"jupyter\","
                      "\"NetworkSettings\":{\"Networks\":{\"host\":{}}}}]");
    QVERIFY(lab.connect());
    QTRY_VERIFY(lab.session.containers().find(u"labid"_s) != nullptr);
    const Selection lone{{*lab.session.containers().find(u"labid"_s)}, {}};
    QCOMPARE(lab.commands.availability(u"container.open"_s, lone).reason,
             u"lab is on the host's network: its ports are not known"_s);
    models::Notebook notebook;
    notebook.kind = models::Notebook::Kind::Jupyter;
    notebook.url = QUrl(u"http://127.0.0.1:8888/lab?token=1"_s);
    lab.session.containers().setNotebook(u"labid"_s, notebook);
    QVERIFY(lab.commands.availability(u"container.open"_s, lone).enabled);
    QSignalSpy asked(&lab.commands, &Commands::uiRequested);
    lab.commands.run(u"container.open"_s, lone);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.first().at(1).value<Selection>().containers.size(), 1);
    notebook.reach = models::Notebook::Reach::LoopbackOnly;
    lab.session.containers().setNotebook(u"labid"_s, notebook);
    QVERIFY(!lab.commands.availability(u"container.open"_s, lone).enabled);
}

void TestCommands::knowsPodmansLimits()
{
    Lab lab;
    lab.engine.answer("GET", "/version", 200, test::fixture(u"podman-4.3"_s, u"version.json"_s));
    QVERIFY(lab.connect());
    QTRY_VERIFY(lab.session.isPodman());
    const Selection paused{{container(u"job"_s, ContainerState::Paused)}, {}};
    QCOMPARE(lab.commands.availability(u"container.stop"_s, paused).reason,
             u"Podman can't stop a paused container: resume job first"_s);
    QCOMPARE(lab.commands.dockerCommands(u"container.stop"_s, mixed()), QStringList{u"docker stop -t 10 web"_s});
}

QTEST_GUILESS_MAIN(TestCommands)
#include "tst_commands.moc"
