// SPDX-License-Identifier: Apache-2.0
#include "models/command_log_model.h"

#include "models/jobs_model.h"
#include "tests/support/model_text.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using models::CommandLogModel;
using models::Job;

namespace {

class FakeJob : public Job
{
public:
    explicit FakeJob(const QStringList &shown, const QStringList &whole = {}) : Job(u"Job"_s)
    {
        setDockerCommands(shown, whole);
    }
    using Job::fail;
    using Job::setDockerCommands;
    using Job::succeed;
};

} // namespace

class CommandLogModelTest : public QObject
{
    Q_OBJECT

    /// Column by column but for the time.
    static QStringList cells(const CommandLogModel &log, int column)
    {
        QStringList texts;
        for (int row = 0; row < log.rowCount(); ++row)
            texts += log.index(row, column).data().toString();
        return texts;
    }

private Q_SLOTS:
    void listsNewestFirst()
    {
        models::JobsModel jobs;
        jobs.add(new FakeJob({u"docker pull a"_s}));
        CommandLogModel log(jobs);
        const QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto *job = jobs.add(new FakeJob({u"docker stop b"_s, u"docker rm b"_s}));
        jobs.add(new FakeJob({}));
        QCOMPARE(cells(log, CommandLogModel::Command),
                 (QStringList{u"docker rm b"_s, u"docker stop b"_s, u"docker pull a"_s}));
        job->fail(u"It is gone"_s, {});
        QCOMPARE(cells(log, CommandLogModel::Result),
                 (QStringList{u"Failed: It is gone"_s, u"Failed: It is gone"_s, u"Running"_s}));
        QCOMPARE(log.commands({0, 1, 2}, false), u"docker pull a\ndocker stop b\ndocker rm b"_s);
        jobs.clearEnded();
        QCOMPARE(cells(log, CommandLogModel::Command), QStringList{u"docker pull a"_s});
        QVERIFY(!log.index(0, CommandLogModel::Time).data().toString().isEmpty());
    }

    void followsCommandsThatAreKnownLater()
    {
        models::JobsModel jobs;
        auto *early = jobs.add(new FakeJob({u"docker stop a"_s}));
        CommandLogModel log(jobs);
        const QAbstractItemModelTester tester(&log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto *late = jobs.add(new FakeJob({}));
        jobs.add(new FakeJob({u"docker pull c"_s}));
        early->setDockerCommands({u"docker stop a"_s, u"docker run a"_s});
        QCOMPARE(cells(log, CommandLogModel::Command),
                 (QStringList{u"docker pull c"_s, u"docker run a"_s, u"docker stop a"_s}));
        late->setDockerCommands({u"docker run b"_s});
        QCOMPARE(log.commands({0, 1, 2, 3}, false), u"docker stop a\ndocker run a\ndocker run b\ndocker pull c"_s);
        early->setDockerCommands({});
        QCOMPARE(cells(log, CommandLogModel::Command), (QStringList{u"docker pull c"_s, u"docker run b"_s}));
    }

    void givesSecretsOnRequestOnly()
    {
        models::JobsModel jobs;
        jobs.add(new FakeJob({u"docker pull a"_s}));
        jobs.add(new FakeJob({u"docker run -e 'T=****' a"_s}, {u"docker run -e T=s3cret a"_s}));
        CommandLogModel log(jobs);
        QCOMPARE(cells(log, CommandLogModel::Command).first(), u"docker run -e 'T=****' a"_s);
        QVERIFY(log.hasSecrets({0}));
        QVERIFY(!log.hasSecrets({1}));
        QCOMPARE(log.commands({0, 1}, false), u"docker pull a\ndocker run -e 'T=****' a"_s);
        QCOMPARE(log.commands({0, 1}, true), u"docker pull a\ndocker run -e T=s3cret a"_s);
    }
};

QTEST_GUILESS_MAIN(CommandLogModelTest)
#include "tst_command_log_model.moc"
