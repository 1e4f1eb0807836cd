// SPDX-License-Identifier: Apache-2.0
#include "models/actions.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "tests/support/scripted_engine.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using engine::Container;
using engine::ContainerState;
using models::Actions;
using models::EngineSession;
using models::ImagesModel;
using models::Job;
using models::JobsModel;
using test::ScriptedAnswer;
using test::ScriptedEngine;
using test::ScriptedRequest;

namespace {

Container container(const QString &name, ContainerState state = ContainerState::Running)
{
    Container result;
    result.id = name + u"id"_s;
    result.name = name;
    result.state = state;
    return result;
}

QList<Container> containers(int count)
{
    QList<Container> result;
    for (int i = 0; i < count; ++i)
        result += container(u"c%1"_s.arg(i));
    return result;
}

ImagesModel::Row image(const QString &reference, const QString &id)
{
    ImagesModel::Row row;
    row.reference = reference;
    row.image.id = id;
    row.image.tags = {reference};
    return row;
}

struct Lab
{
    Lab() : session(engine.endpoint()) {}
    /// What the engine was told, without the questions: "POST /containers/web/stop?t=5".
    [[nodiscard]] QStringList told() const
    {
        QStringList lines;
        for (const ScriptedRequest &request : engine.requests()) {
            if (request.method != "GET")
                lines += QString::fromUtf8(request.method + ' ' + request.path +
                                           (request.query.isEmpty() ? "" : "?" + request.query));
        }
        lines.sort();
        return lines;
    }

    ScriptedEngine engine;
    EngineSession session;
    JobsModel jobs;
    Actions actions{session, jobs};
};

} // namespace

class TestActions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void doesSimpleThings_data();
    void doesSimpleThings();
    void namesEachFailure();
    void namesNotTooMany();
    void worksOnFourAtATime();
    void cancelStopsTheRest();
    void killsWithAnySignal();
    void renames();
    void goneIsRemoved();
    void prunes();
    void tags();
    void neverForcesImagesInUse();
    void asksBeforeForce();
    void retriesWhatIsLeft();
    void leavesOtherEnginesAlone();
};

void TestActions::doesSimpleThings_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("status");
    QTest::newRow("start") << int(Actions::Simple::Start) << u"Start web"_s << u"start"_s << u"Started"_s;
    QTest::newRow("stop") << int(Actions::Simple::Stop) << u"Stop web"_s << u"stop"_s << u"Stopped"_s;
    QTest::newRow("restart") << int(Actions::Simple::Restart) << u"Restart web"_s << u"restart"_s << u"Restarted"_s;
    QTest::newRow("pause") << int(Actions::Simple::Pause) << u"Pause web"_s << u"pause"_s << u"Paused"_s;
    QTest::newRow("resume") << int(Actions::Simple::Resume) << u"Resume web"_s << u"unpause"_s << u"Resumed"_s;
}

void TestActions::doesSimpleThings()
{
    QFETCH(int, what);
    QFETCH(QString, title);
    QFETCH(QString, call);
    QFETCH(QString, status);
    Lab lab;
    lab.engine.answer("POST", "/containers/", 204);
    Job *job = lab.actions.simple(Actions::Simple(what), {container(u"web"_s)});
    QCOMPARE(job->title(), title);
    QCOMPARE(job->dockerCommands(), QStringList{u"docker %1 web"_s.arg(call)});
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->statusText(), status);
    QCOMPARE(lab.told(), QStringList{u"POST /containers/webid/"_s + call});
}

void TestActions::namesEachFailure()
{
    Lab lab;
    lab.engine.answer("POST", "/containers/", 204);
    lab.engine.refuse("POST", "/containers/c1id/stop", 500,
                      "tried to kill container, but did not receive an exit event");
    lab.engine.refuse("POST", "/containers/c3id/stop", 404, "No such container: c3id");
    Job *job = lab.actions.simple(Actions::Simple::Stop, containers(5));
    QCOMPARE(job->title(), u"Stop 5 containers"_s);
    QCOMPARE(job->dockerCommands().size(), 5);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    const QString text = job->errorText();
    QVERIFY2(text.startsWith(u"3 of 5 stopped.\n"), qUtf8Printable(text));
    QVERIFY2(text.contains(u"Can't stop container c1.") && text.contains(u"Can't stop container c3."),
             qUtf8Printable(text));
    QVERIFY2(job->errorDetails().contains(u"c1: tried to kill container"), qUtf8Printable(job->errorDetails()));
}

void TestActions::namesNotTooMany()
{
    Lab lab;
    lab.engine.refuse("POST", "/containers/", 500, "out of memory");
    Job *job = lab.actions.simple(Actions::Simple::Start, containers(100));
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(job->errorText().count(u'\n'), 9);
    QVERIFY(job->errorText().startsWith(u"0 of 100 started.\nCan't start container c"_s));
    QVERIFY(job->errorText().endsWith(u"\n…and 92 more, which Copy details tells of."_s));
    QCOMPARE(job->errorDetails().count(u'\n'), 99);
}

void TestActions::worksOnFourAtATime()
{
    Lab lab;
    lab.engine.hang("POST", "/containers/");
    Job *job = lab.actions.simple(Actions::Simple::Stop, containers(9));
    QTRY_COMPARE(lab.told().size(), 4);
    QCOMPARE(job->statusText(), u"0 of 9 stopped"_s);
    job->cancel();
    lab.engine.answer("POST", "/containers/", 204);
    Job *again = lab.actions.simple(Actions::Simple::Stop, containers(9));
    QTRY_COMPARE(again->state(), Job::State::Succeeded);
    QCOMPARE(again->statusText(), u"9 of 9 stopped"_s);
}

void TestActions::cancelStopsTheRest()
{
    Lab lab;
    lab.engine.answer("POST", "/containers/", 204);
    for (const char *name :
         {"/containers/c1id/stop", "/containers/c2id/stop", "/containers/c3id/stop", "/containers/c4id/stop"})
        lab.engine.hang("POST", name);
    Job *job = lab.actions.simple(Actions::Simple::Stop, containers(9));
    QTRY_COMPARE(job->statusText(), u"1 of 9 stopped"_s);
    QTRY_COMPARE(lab.told().size(), 5);
    QVERIFY(job->canCancel());
    job->cancel();
    QCOMPARE(job->state(), Job::State::Cancelled);
    QCOMPARE(job->statusText(), u"Cancelled: 1 of 9 stopped"_s);
    QTRY_VERIFY(lab.engine.openConnections() <= 1);
    QCOMPARE(lab.told().size(), 5);
}

void TestActions::killsWithAnySignal()
{
    Lab lab;
    lab.engine.answer("POST", "/containers/", 204);
    Job *job = lab.actions.kill({container(u"web"_s)}, u"HUP"_s);
    QCOMPARE(job->dockerCommands(), QStringList{u"docker kill -s HUP web"_s});
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(lab.told(), QStringList{u"POST /containers/webid/kill?signal=HUP"_s});
    QCOMPARE(lab.actions.kill({container(u"web"_s)}, u"SIGKILL"_s)->dockerCommands(),
             QStringList{u"docker kill web"_s});
}

void TestActions::renames()
{
    Lab lab;
    lab.engine.answer("POST", "/containers/", 204);
    Job *job = lab.actions.rename(container(u"web"_s), u"shop"_s);
    QCOMPARE(job->dockerCommands(), QStringList{u"docker rename web shop"_s});
    QTRY_COMPARE(job->statusText(), u"Renamed to shop"_s);
    lab.engine.refuse("POST", "/containers/", 409,
                      "name shop already in use, cannot rename container 1: container already exists");
    job = lab.actions.rename(container(u"web"_s), u"shop"_s);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().startsWith(
                 u"Can't rename container web to shop. The name “shop” belongs to another container."),
             qUtf8Printable(job->errorText()));
}

void TestActions::goneIsRemoved()
{
    Lab lab;
    lab.engine.answer("DELETE", "/containers/", 204);
    lab.engine.refuse("DELETE", "/containers/c1id", 409, "removal of container c1id is already in progress");
    lab.engine.refuse("DELETE", "/containers/c2id", 404, "No such container: c2id");
    Job *job = lab.actions.removeContainers(containers(3), true, true);
    QCOMPARE(job->dockerCommands().first(), u"docker rm -f -v c0"_s);
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->statusText(), u"3 of 3 removed"_s);
    QVERIFY(lab.told().first().contains(u"force=1") && lab.told().first().contains(u"v=1"));
    lab.engine.refuse(
        "DELETE", "/containers/", 409,
        "cannot remove container \"c0\": container is running: stop the container before removing or force remove");
    job = lab.actions.removeContainers({container(u"c0"_s)}, false, false);
    QTRY_COMPARE(job->state(), Job::State::Failed);
}

void TestActions::prunes()
{
    Lab lab;
    lab.engine.answer("POST", "/containers/prune", 200,
                      "{\"ContainersDeleted\":[\"a\",\"b\"],\"SpaceReclaimed\":12000000}");
    lab.engine.answer("POST", "/images/prune", 200, "{\"ImagesDeleted\":null,\"SpaceReclaimed\":0}");
    Job *job = lab.actions.pruneContainers();
    QCOMPARE(job->title(), u"Prune containers"_s);
    QTRY_COMPARE(job->statusText(), u"2 removed, 12 MB freed"_s);
    job = lab.actions.pruneImages(true);
    QCOMPARE(job->dockerCommands(), QStringList{u"docker image prune -a -f"_s});
    QTRY_COMPARE(job->statusText(), u"Nothing to remove"_s);
}

void TestActions::tags()
{
    Lab lab;
    lab.engine.answer("POST", "/images/", 201);
    Job *job = lab.actions.tagImage(u"busybox:latest"_s, u"localhost:5000/me/box"_s);
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->statusText(), u"Tagged as localhost:5000/me/box:latest"_s);
    QCOMPARE(lab.told().size(), 1);
    const QString call = QString::fromUtf8(QByteArray::fromPercentEncoding(lab.told().first().toUtf8()));
    QVERIFY2(call.startsWith(u"POST /images/busybox:latest/tag?") && call.contains(u"repo=localhost:5000/me/box") &&
                 call.contains(u"tag=latest"),
             qUtf8Printable(call));
}

/// Forced, yet the image that a container uses is asked for without force.
void TestActions::neverForcesImagesInUse()
{
    Lab lab;
    lab.engine.answer("GET", "/containers/json", 200,
                      "[{\"Id\":\"1\",\"Names\":[\"/web\"],\"ImageID\":\"sha256:used\",\"State\":\"exited\"}]");
    lab.engine.answer("DELETE", "/images/", 200, "[{\"Deleted\":\"sha256:free\"}]");
    lab.engine.refuse("DELETE", "/images/used:1", 409,
                      "conflict: unable to remove repository reference \"used:1\" (must force) - container 1 is using "
                      "its referenced image 2");
    Job *job =
        lab.actions.removeImages({image(u"used:1"_s, u"sha256:used"_s), image(u"free:1"_s, u"sha256:free"_s)}, true);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(lab.told(), (QStringList{u"DELETE /images/free:1?force=1"_s, u"DELETE /images/used:1"_s}));
    QVERIFY2(job->errorText().contains(u"Can't remove image used:1. Container 1 uses the image."),
             qUtf8Printable(job->errorText()));
    lab.engine.forgetRequests();
    job = lab.actions.removeImages({image(u"free:1"_s, u"sha256:free"_s)}, false);
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(lab.told(), QStringList{u"DELETE /images/free:1"_s});
}

void TestActions::asksBeforeForce()
{
    Lab lab;
    lab.engine.refuse("GET", "/containers/json", 500, "database is locked");
    Job *job = lab.actions.removeImages({image(u"a:1"_s, u"sha256:a"_s)}, true);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QVERIFY(lab.told().isEmpty());
}

void TestActions::retriesWhatIsLeft()
{
    Lab lab;
    lab.engine.answer("POST", "/containers/", 204);
    lab.engine.refuse("POST", "/containers/c1id/start", 500, "out of memory");
    Job *job = lab.actions.simple(Actions::Simple::Start, containers(3));
    QTRY_COMPARE(job->state(), Job::State::Failed);
    lab.engine.forgetRequests();
    lab.engine.answer("POST", "/containers/c1id/start", 204);
    Job *again = lab.actions.retry(job);
    QVERIFY(again);
    QCOMPARE(again->title(), u"Start c1"_s);
    QTRY_COMPARE(again->state(), Job::State::Succeeded);
    QCOMPARE(lab.told(), QStringList{u"POST /containers/c1id/start"_s});
    QCOMPARE(lab.actions.retry(again), nullptr);
    QCOMPARE(lab.actions.retry(nullptr), nullptr);
}

void TestActions::leavesOtherEnginesAlone()
{
    Lab lab;
    lab.engine.hang("DELETE", "/images/");
    QList<ImagesModel::Row> images;
    for (int i = 0; i < 6; ++i)
        images += image(u"a:%1"_s.arg(i), u"sha256:%1"_s.arg(i));
    Job *job = lab.actions.removeImages(images, false);
    QTRY_COMPARE(lab.told().size(), 4);
    ScriptedEngine other;
    other.answer("DELETE", "/images/", 200, "[]");
    lab.session.connectTo(other.endpoint());
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().contains(u"Can't remove a:5. It was cut off when the engine was left."),
             qUtf8Printable(job->errorText()));
    QVERIFY(!job->canRetry());
    QCOMPARE(lab.actions.retry(job), nullptr);
    QTRY_COMPARE(lab.session.state(), models::ConnectionState::Connected);
    QCOMPARE(other.count("/images/a:4"), 0);
    QCOMPARE(other.count("/images/a:0"), 0);
    lab.session.connectTo(lab.engine.endpoint());
    QVERIFY(job->canRetry()); // back where they are
}

QTEST_GUILESS_MAIN(TestActions)
#include "tst_actions.moc"
