// SPDX-License-Identifier: Apache-2.0
#include "models/jobs_model.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::Job;
using models::JobsModel;

namespace {

/// A job that does what the test tells it.
class TestJob : public Job
{
public:
    using Job::endCancelled;
    using Job::fail;
    using Job::Job;
    using Job::setDockerCommands;
    using Job::setProgress;
    using Job::succeed;
};

QString dump(const JobsModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (const int column : {JobsModel::Title, JobsModel::Status, JobsModel::Progress, JobsModel::Command})
            cells += model.index(row, column).data().toString();
        rows += cells.join(u" | "_s);
    }
    return rows.join(u'\n');
}

} // namespace

class TestJobsModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void listsNewestFirst();
    void endsOnce();
    void tellsOfABurstAtMostThirtyTimesASecond();
    void takesJobsThatHaveEnded();
    void keepsTheLastFiveHundred();
    void clearsWhatHasEnded();
};

void TestJobsModel::listsNewestFirst()
{
    JobsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto *pull = model.add(new TestJob(u"Pull nginx:latest"_s));
    auto *remove = model.add(new TestJob(u"Remove 3 containers"_s));
    remove->setDockerCommands({u"docker rm a"_s, u"docker rm b"_s, u"docker rm c"_s});
    pull->setProgress(u"Downloading"_s, 0.42);
    QCOMPARE(
        dump(model),
        u"Remove 3 containers |  | Running | docker rm a (and 2 more)\nPull nginx:latest | Downloading | 42 % | "_s);
    QCOMPARE(model.runningCount(), 2);
    QCOMPARE(model.index(1, 0).data(JobsModel::FractionRole).toDouble(), 0.42);
    QCOMPARE(model.index(1, 0).data(JobsModel::JobStateRole).toInt(), int(Job::State::Running));
    remove->fail(u"b is running."_s, u"409"_s);
    pull->endCancelled(u"Cancelled"_s);
    QCOMPARE(
        dump(model),
        u"Remove 3 containers | b is running. | Failed | docker rm a (and 2 more)\nPull nginx:latest | Cancelled | Cancelled | "_s);
    QVERIFY(model.running().isEmpty());
    for (int column = 0; column < JobsModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
}

void TestJobsModel::endsOnce()
{
    JobsModel model;
    QSignalSpy finished(&model, &JobsModel::jobFinished);
    QSignalSpy counts(&model, &JobsModel::runningCountChanged);
    auto *job = model.add(new TestJob(u"Stop web"_s));
    job->succeed(u"Stopped"_s);
    job->fail(u"too late"_s, QString());
    job->endCancelled(u"too late"_s);
    job->setProgress(u"too late"_s, 0);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(counts.size(), 2);
    QCOMPARE(job->statusText(), u"Stopped"_s);
    QCOMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->progress(), 1.0);
    QVERIFY(job->endedAt() >= job->startedAt());
}

void TestJobsModel::tellsOfABurstAtMostThirtyTimesASecond()
{
    TestJob job(u"Pull"_s);
    QSignalSpy changed(&job, &Job::changed);
    QElapsedTimer clock;
    clock.start();
    int steps = 0;
    for (; clock.elapsed() < 200; ++steps) {
        job.setProgress(u"Downloading"_s, double(steps % 1000) / 1000);
        QCoreApplication::processEvents();
    }
    const qint64 most = clock.elapsed() / 33 + 2;
    QVERIFY2(changed.size() >= 1 && changed.size() <= most,
             qPrintable(u"%1 signals, at most %2"_s.arg(changed.size()).arg(most)));
    job.setProgress(u"Last"_s, 1);
    QTRY_COMPARE(job.statusText(), u"Last"_s);
    const auto before = changed.size();
    job.succeed(u"Done"_s);
    QCOMPARE(changed.size(), before + 1);
}

void TestJobsModel::takesJobsThatHaveEnded()
{
    JobsModel model;
    QSignalSpy finished(&model, &JobsModel::jobFinished);
    auto *job = new TestJob(u"Pull B"_s);
    job->fail(u"Image names are lower case."_s, QString());
    model.add(job);
    QCOMPARE(finished.size(), 1);
    QCOMPARE(model.runningCount(), 0);
}

void TestJobsModel::keepsTheLastFiveHundred()
{
    JobsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto *running = model.add(new TestJob(u"Pull"_s));
    QPointer<Job> oldest = model.add(new TestJob(u"Oldest"_s));
    static_cast<TestJob *>(oldest.data())->succeed(u"Done"_s);
    for (int i = 0; i < 500; ++i)
        model.add(new TestJob(u"Stop"_s))->succeed(u"Stopped"_s);
    QCOMPARE(model.rowCount(), 501);
    QCOMPARE(model.at(500), running);
    QTRY_VERIFY(!oldest);
}

void TestJobsModel::clearsWhatHasEnded()
{
    JobsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    auto *running = model.add(new TestJob(u"Pull"_s));
    model.add(new TestJob(u"Stop"_s))->succeed(u"Stopped"_s);
    model.clearEnded();
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.at(0), running);
    QCOMPARE(model.at(1), nullptr);
}

QTEST_GUILESS_MAIN(TestJobsModel)
#include "tst_jobs_model.moc"
