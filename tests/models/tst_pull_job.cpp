// SPDX-License-Identifier: Apache-2.0
#include "models/actions.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "models/pull_job.h"
#include "tests/support/fixtures.h"
#include "tests/support/scripted_engine.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::Actions;
using models::EngineSession;
using models::Job;
using models::JobsModel;
using models::PullJob;
using models::PullLayersModel;
using test::ScriptedAnswer;
using test::ScriptedEngine;
using test::ScriptedRequest;

namespace {

constexpr auto Path = "/images/create";

QByteArray download(const QByteArray &layer, int current, int total)
{
    return "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":" + QByteArray::number(current) +
           ",\"total\":" + QByteArray::number(total) + "},\"id\":\"" + layer + "\"}\n";
}

/// An engine, a session that has found it, and what starts jobs.
struct Lab
{
    explicit Lab(bool podman = false) : session(engine.endpoint())
    {
        if (podman)
            engine.answer("GET", "/version", 200, test::fixture(u"podman-4.3"_s, u"version.json"_s));
        session.start();
    }
    [[nodiscard]] bool isConnected() const { return session.state() == models::ConnectionState::Connected; }

    ScriptedEngine engine;
    EngineSession session;
    JobsModel jobs;
    Actions actions{session, jobs};
};

} // namespace

class TestPullJob : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsLayersAndEnds();
    void replaysEveryEngine_data();
    void replaysEveryEngine();
    void sendsTheWholeReference();
    void refusesWhatIsNoReference();
    void failsInTheEnginesWords_data();
    void failsInTheEnginesWords();
    void cancelHangsUp();
    void survivesAnEngineThatDies();
    void tellsAtMostThirtyTimesASecond();
    void startsAgain();
};

void TestPullJob::showsLayersAndEnds()
{
    Lab lab;
    const auto stream = lab.engine.stream("POST", Path);
    PullJob *job = lab.actions.pull(u"dwhitena/minimal-jupyter"_s);
    QCOMPARE(job->title(), u"Pull dwhitena/minimal-jupyter:latest"_s);
    QCOMPARE(job->dockerCommands(), QStringList{u"docker pull dwhitena/minimal-jupyter:latest"_s});
    QCOMPARE(job->statusText(), u"Asking the registry…"_s);
    QVERIFY(job->canCancel() && !job->canRetry());
    QCOMPARE(job->lossWhenQuit(), u"the download of dwhitena/minimal-jupyter:latest"_s);
    stream->push("{\"status\":\"Pulling from dwhitena/minimal-jupyter\",\"id\":\"latest\"}\n");
    QTRY_COMPARE(job->statusText(), u"Pulling from dwhitena/minimal-jupyter"_s);
    stream->push("{\"status\":\"Pulling fs layer\",\"progressDetail\":{},\"id\":\"a1\"}\n" +
                 download("a1", 1'000'000, 4'000'000));
    QTRY_VERIFY(job->statusText().startsWith(u"1 MB of 4 MB"));
    QCOMPARE(job->bytesDone(), 1'000'000);
    QCOMPARE(job->bytesTotal(), 4'000'000);
    QCOMPARE(job->progress(), 0.7 * 0.25);
    stream->push("{\"status\":\"Download complete\",\"progressDetail\":{},\"id\":\"a1\"}\n");
    QTRY_COMPARE(job->statusText(), u"0 of 1 layers complete"_s);
    stream->push("{\"status\":\"Digest: sha256:abc\"}\n{\"status\":\"Status: Downloaded newer image for x:latest\"}\n");
    stream->end();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->statusText(), u"Downloaded newer image for x:latest"_s);
    QCOMPARE(job->digest(), u"sha256:abc"_s);
    QCOMPARE(job->layers().doneCount(), 1);
    QVERIFY(job->lossWhenQuit().isEmpty() && !job->canCancel());
}

void TestPullJob::replaysEveryEngine_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("file");
    for (const QString &engine : test::recordedEngines()) {
        for (const QString &file : {u"pull-multi.ndjson"_s, u"pull-jupyter.ndjson"_s, u"pull-busybox.ndjson"_s,
                                    u"pull-up-to-date.ndjson"_s}) {
            if (test::hasFixture(engine, file))
                QTest::newRow(qUtf8Printable(engine + u' ' + file)) << engine << file;
        }
    }
}

/// The recorded stream, cut at random places.
void TestPullJob::replaysEveryEngine()
{
    QFETCH(QString, engine);
    QFETCH(QString, file);
    const bool podman = engine.startsWith(u"podman");
    Lab lab(podman);
    QTRY_VERIFY(lab.isConnected() && lab.session.isPodman() == podman);
    const auto stream = lab.engine.stream("POST", Path);
    PullJob *job = lab.actions.pull(u"library/postgres:latest"_s);
    double before = -1;
    connect(job, &Job::changed, this, [&] {
        QVERIFY(job->progress() >= before || job->progress() < 0);
        before = std::max(before, job->progress());
    });
    const QByteArray body = test::fixture(engine, file);
    QRandomGenerator random(7);
    for (qsizetype at = 0; at < body.size();) {
        const qsizetype size = random.bounded(1, 2000);
        stream->push(body.mid(at, size));
        at += size;
        if (random.bounded(20) == 0)
            QTRY_COMPARE(stream->unsent(), 0);
    }
    stream->end();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->layers().doneCount(), job->layers().rowCount({}));
    QVERIFY(podman ? job->statusText() == u"Pulled library/postgres:latest" : job->statusText().contains(u"for "));
    QCOMPARE(job->digest().startsWith(u"sha256:"), !podman);
}

void TestPullJob::sendsTheWholeReference()
{
    Lab lab;
    const auto stream = lab.engine.stream("POST", Path);
    lab.actions.pull(u" localhost:5000/demo/app "_s, u"linux/arm64"_s);
    QTRY_COMPARE(lab.engine.count(Path), 1);
    const auto requests = lab.engine.requests();
    const auto asked =
        std::find_if(requests.cbegin(), requests.cend(), [](const ScriptedRequest &r) { return r.path == Path; });
    const QByteArray query = QByteArray::fromPercentEncoding(asked->query);
    QVERIFY2(query.contains("fromImage=localhost:5000/demo/app") && query.contains("tag=latest") &&
                 query.contains("platform=linux/arm64"),
             query);
    QCOMPARE(lab.jobs.at(0)->dockerCommands(),
             QStringList{u"docker pull --platform linux/arm64 localhost:5000/demo/app:latest"_s});
}

void TestPullJob::refusesWhatIsNoReference()
{
    Lab lab;
    QSignalSpy finished(&lab.jobs, &JobsModel::jobFinished);
    PullJob *job = lab.actions.pull(u"Bad_NAME!!"_s);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().startsWith(u"Can't pull Bad_NAME!!."), qUtf8Printable(job->errorText()));
    QCOMPARE(lab.engine.count(Path), 0);
}

void TestPullJob::failsInTheEnginesWords_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("text");
    QTest::newRow("refused")
        << 404 << QByteArray("{\"message\":\"manifest for postgres:99 not found: manifest unknown: manifest unknown\"}")
        << u"Can't pull image postgres:99. The registry has no image postgres:99. Check the name and the tag."_s;
    QTest::newRow("in the stream")
        << 200
        << QByteArray("{\"status\":\"Pulling fs layer\",\"id\":\"a1\"}\n{\"errorDetail\":{\"message\":\"write /x: no "
                      "space left on device\"}}\n")
        << u"Can't pull image postgres:99. The engine's disk is full. Remove images and containers that are not "
           u"needed, or free "
           "space on the disk."_s;
}

void TestPullJob::failsInTheEnginesWords()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, text);
    Lab lab;
    lab.engine.answer("POST", Path, status, body);
    PullJob *job = lab.actions.pull(u"postgres:99"_s);
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(job->errorText(), text);
    QVERIFY(!job->errorDetails().isEmpty());
    QVERIFY(job->canRetry());
}

void TestPullJob::cancelHangsUp()
{
    Lab lab;
    const auto stream = lab.engine.stream("POST", Path);
    PullJob *job = lab.actions.pull(u"postgres"_s);
    stream->push(download("a1", 1, 4));
    QTRY_COMPARE(job->layers().rowCount({}), 1);
    QCOMPARE(stream->readers(), 1);
    job->cancel();
    QCOMPARE(job->state(), Job::State::Cancelled);
    QTRY_COMPARE(stream->readers(), 0);
    lab.engine.hang("POST", Path); // no answer at all, as with a slow look-up
    PullJob *silent = lab.actions.pull(u"postgres"_s);
    QTRY_COMPARE(lab.engine.count(Path), 2);
    silent->cancel();
    QCOMPARE(silent->state(), Job::State::Cancelled);
}

void TestPullJob::survivesAnEngineThatDies()
{
    Lab lab;
    const auto stream = lab.engine.stream("POST", Path);
    PullJob *job = lab.actions.pull(u"postgres"_s);
    stream->push(download("a1", 1, 4));
    QTRY_COMPARE(job->layers().rowCount({}), 1);
    lab.engine.stop();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().startsWith(u"Can't pull image postgres:latest."), qUtf8Printable(job->errorText()));
}

void TestPullJob::tellsAtMostThirtyTimesASecond()
{
    Lab lab;
    const auto stream = lab.engine.stream("POST", Path);
    PullJob *job = lab.actions.pull(u"postgres"_s);
    QSignalSpy changed(job, &Job::changed);
    QSignalSpy painted(&job->layers(), &QAbstractItemModel::dataChanged);
    QElapsedTimer clock;
    clock.start();
    for (int i = 1; i <= 10'000; ++i) {
        stream->push(download("a" + QByteArray::number(i % 4), i, 10'000));
        if (i % 500 == 0)
            QTRY_COMPARE(stream->unsent(), 0);
    }
    QTRY_COMPARE(job->bytesDone(), 4 * 10'000 - 6);
    const qint64 most = clock.elapsed() / 33 + 3;
    QVERIFY2(changed.size() <= most, qPrintable(u"%1 signals, at most %2"_s.arg(changed.size()).arg(most)));
    QVERIFY2(painted.size() <= most, qPrintable(u"%1 repaints, at most %2"_s.arg(painted.size()).arg(most)));
}

void TestPullJob::startsAgain()
{
    Lab lab;
    lab.engine.refuse("POST", Path, 500, "received unexpected HTTP status: 503 Service Unavailable");
    PullJob *job = lab.actions.pull(u"postgres"_s, u"linux/amd64"_s);
    QCOMPARE(lab.actions.retry(job), nullptr); // it runs
    QTRY_COMPARE(job->state(), Job::State::Failed);
    lab.engine.answer("POST", Path, 200, "{\"status\":\"Status: Image is up to date for postgres:latest\"}\n");
    auto *again = qobject_cast<PullJob *>(lab.actions.retry(job));
    QVERIFY(again);
    QCOMPARE(again->platform(), u"linux/amd64"_s);
    QTRY_COMPARE(again->statusText(), u"Image is up to date for postgres:latest"_s);
    QCOMPARE(lab.jobs.rowCount(), 2);
}

QTEST_GUILESS_MAIN(TestPullJob)
#include "tst_pull_job.moc"
