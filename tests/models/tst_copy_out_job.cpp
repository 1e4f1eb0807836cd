// SPDX-License-Identifier: Apache-2.0
#include "models/actions.h"
#include "models/copy_out_job.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "models/target_check.h"
#include "tests/support/scripted_engine.h"
#include "tests/support/tar_bytes.h"

#include <QDirIterator>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using models::CopyOutJob;
using models::CopyOutPlan;

/// "Copy out…": what is asked of the engine, and what lies in the folder afterwards, however it ends.
class CopyOutJobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void plansKeepNames();
    void copies();
    void tellsWhatIsGone();
    void failsAndRetriesTheRest();
    void hostileArchive();
    void fullDisk();
    void cancelLeavesNothing();
    void endsWithTheApp();
    void checksTargets();

private:
    static engine::Container container(const QString &name)
    {
        engine::Container container;
        container.id = name + u"-id"_s;
        container.name = name;
        return container;
    }
    [[nodiscard]] CopyOutPlan plan(const QStringList &paths) const
    {
        return {models::copyOutItems({{container(u"lab"_s), paths}}), folder()};
    }
    /// Answers for each path with a file of that name that holds the path.
    void serve()
    {
        m_engine->handle("GET", "/containers/lab-id/archive", [](const test::ScriptedRequest &request) {
            const QByteArray path = QByteArray::fromPercentEncoding(request.query.mid(5));
            test::ScriptedAnswer answer;
            answer.body = test::tarOf({{path.mid(path.lastIndexOf('/') + 1), path}});
            answer.contentType = "application/x-tar";
            if (path.contains("gone")) {
                answer.status = 404;
                answer.body = R"({"message":"Could not find the file"})";
            }
            return answer;
        });
    }
    [[nodiscard]] QString folder() const { return m_place->filePath(u"out"_s); }
    [[nodiscard]] QStringList tree() const
    {
        QStringList paths;
        QDirIterator all(m_place->path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
        while (all.hasNext())
            paths += all.next().sliced(m_place->path().size() + 1);
        paths.sort();
        return paths;
    }

    std::unique_ptr<QTemporaryDir> m_place;
    std::unique_ptr<test::ScriptedEngine> m_engine;
    std::unique_ptr<models::EngineSession> m_session;
    std::unique_ptr<models::JobsModel> m_jobs;
    std::unique_ptr<models::Actions> m_actions;
};

void CopyOutJobTest::init()
{
    m_place = std::make_unique<QTemporaryDir>();
    m_engine = std::make_unique<test::ScriptedEngine>();
    m_session = std::make_unique<models::EngineSession>(m_engine->endpoint());
    m_jobs = std::make_unique<models::JobsModel>();
    m_actions = std::make_unique<models::Actions>(*m_session, *m_jobs);
}

void CopyOutJobTest::cleanup()
{
    m_jobs.reset();
    m_actions.reset();
    m_session.reset();
    m_engine.reset();
}

void CopyOutJobTest::plansKeepNames()
{
    const auto targets = [](const QList<CopyOutPlan::Source> &sources) {
        const CopyOutPlan plan{models::copyOutItems(sources), u"/out"_s};
        QStringList all;
        for (const auto &item : plan.items)
            all += plan.targetOf(item);
        return all;
    };
    const auto lab = container(u"lab"_s);
    QCOMPARE(targets({{lab, {u"/home/a/x.ipynb"_s}}}), QStringList{u"/out/x.ipynb"_s});
    QCOMPARE(targets({{lab, {u"/home/a/x.ipynb"_s, u"/home/a/data/x.csv"_s}}}),
             (QStringList{u"/out/x.ipynb"_s, u"/out/data/x.csv"_s}));
    QCOMPARE(targets({{lab, {u"/home/ab/x"_s, u"/home/a/x"_s}}}), (QStringList{u"/out/ab/x"_s, u"/out/a/x"_s}));
    QCOMPARE(targets({{lab, {u"/x"_s, u"/home/x"_s}}}), (QStringList{u"/out/x"_s, u"/out/home/x"_s}));
    QCOMPARE(targets({{lab, {u"/a/x"_s}}, {container(u"web"_s), {u"/a/x"_s}}, {container(u"../e/vil"_s), {u"/x"_s}}}),
             (QStringList{u"/out/lab/x"_s, u"/out/web/x"_s, u"/out/container_.._e_vil/x"_s}));
    const CopyOutPlan plan{models::copyOutItems({{lab, {u"/a b/x"_s, u"/a b/c/y"_s, u"/a b/z"_s}}}), u"/out"_s};
    QCOMPARE(plan.dockerCommands(),
             (QStringList{u"mkdir -p /out /out/c"_s, u"docker cp 'lab:/a b/x' /out/x"_s,
                          u"docker cp 'lab:/a b/c/y' /out/c/y"_s, u"docker cp 'lab:/a b/z' /out/z"_s}));
    QCOMPARE(plan.dockerCommands(1),
             (QStringList{u"mkdir -p /out"_s, u"docker cp 'lab:/a b/x' /out/x"_s, u"# and 2 more files"_s}));
}

void CopyOutJobTest::copies()
{
    serve();
    CopyOutJob *job = m_actions->copyOut(plan({u"/home/a/x.ipynb"_s, u"/home/a/data/y z.csv"_s}));
    QCOMPARE(job->title(), u"Copy 2 files out of lab"_s);
    QVERIFY(job->lossWhenQuit().contains(u"lab"_s));
    QTRY_COMPARE(job->state(), models::Job::State::Succeeded);
    QCOMPARE(job->statusText(), u"2 files copied to "_s + folder());
    QCOMPARE(tree(), (QStringList{u"out"_s, u"out/data"_s, u"out/data/y z.csv"_s, u"out/x.ipynb"_s}));
    QFile file(folder() + u"/data/y z.csv"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("/home/a/data/y z.csv"));
    QCOMPARE(job->copied().size(), 2);
    QVERIFY(!job->canRetry());
}

void CopyOutJobTest::tellsWhatIsGone()
{
    serve();
    CopyOutJob *job = m_actions->copyOut(plan({u"/a/gone"_s, u"/a/x"_s}));
    QTRY_COMPARE(job->state(), models::Job::State::Succeeded);
    QCOMPARE(job->statusText(), u"1 file copied to %1; left out, gone or no plain file: /a/gone"_s.arg(folder()));
    job = m_actions->copyOut(plan({u"/a/gone"_s}));
    QTRY_COMPARE(job->state(), models::Job::State::Failed);
    QCOMPARE(job->errorText(), u"No such file any more: /a/gone."_s);
}

void CopyOutJobTest::failsAndRetriesTheRest()
{
    serve();
    m_engine->handle("GET", "/containers/lab-id/archive", [](const test::ScriptedRequest &request) {
        test::ScriptedAnswer answer;
        answer.body = test::tarOf({{"x", QByteArray(100'000, 'x')}});
        if (request.query.contains("bad"))
            answer.cutAfter = 50'000;
        return answer;
    });
    CopyOutJob *job = m_actions->copyOut(plan({u"/a/x"_s, u"/a/bad/x"_s}));
    QTRY_COMPARE(job->state(), models::Job::State::Failed);
    QVERIFY2(job->errorText().endsWith(u"1 of 2 files were copied."_s), qPrintable(job->errorText()));
    QCOMPARE(tree(), (QStringList{u"out"_s, u"out/bad"_s, u"out/x"_s}));
    QVERIFY(job->canRetry());
    serve();
    auto *again = qobject_cast<CopyOutJob *>(m_actions->retry(job));
    QVERIFY(again);
    QTRY_COMPARE(again->state(), models::Job::State::Succeeded);
    QCOMPARE(tree(), (QStringList{u"out"_s, u"out/bad"_s, u"out/bad/x"_s, u"out/x"_s}));
}

void CopyOutJobTest::hostileArchive()
{
    test::ScriptedAnswer answer;
    answer.body = test::tarOf({{"../../evil", "x"}});
    m_engine->answer("GET", "/containers/lab-id/archive", answer);
    CopyOutJob *job = m_actions->copyOut(plan({u"/a/x"_s}));
    QTRY_COMPARE(job->state(), models::Job::State::Failed);
    QCOMPARE(job->errorText(), u"The archive names a place outside the folder: ../../evil"_s);
    QCOMPARE(tree(), QStringList{u"out"_s});
}

void CopyOutJobTest::fullDisk()
{
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 300'000;
    test::ScriptedAnswer answer;
    answer.body = test::tarOf({{"big", QByteArray(20'000'000, 'x')}});
    m_engine->answer("GET", "/containers/lab-id/archive", answer);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    CopyOutJob *job = m_actions->copyOut(plan({u"/a/big"_s}));
    const bool failed = QTest::qWaitFor([job] { return job->state() == models::Job::State::Failed; });
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY(failed);
    QCOMPARE(job->errorText(), u"Can't write big: it is larger than the disk's limits allow."_s);
    QCOMPARE(tree(), QStringList{u"out"_s});
}

void CopyOutJobTest::cancelLeavesNothing()
{
    const auto body = m_engine->stream("GET", "/containers/lab-id/archive");
    CopyOutJob *job = m_actions->copyOut(plan({u"/a/x"_s, u"/a/y"_s}));
    body->push(test::tarOf({{"x", QByteArray(5'000'000, 'x')}}).first(3'000'000));
    QTRY_VERIFY(tree().size() > 1);
    QVERIFY(job->canCancel());
    job->cancel();
    QVERIFY(!job->canCancel());
    QTRY_COMPARE(job->state(), models::Job::State::Cancelled);
    QCOMPARE(tree(), QStringList());
    QCOMPARE(job->remaining().items.size(), 2);
}

void CopyOutJobTest::endsWithTheApp()
{
    const auto body = m_engine->stream("GET", "/containers/lab-id/archive");
    m_actions->copyOut(plan({u"/a/x"_s}));
    body->push(test::tarOf({{"x", QByteArray(5'000'000, 'x')}}).first(3'000'000));
    QTRY_VERIFY(tree().size() > 1);
    m_jobs.reset();
    QCOMPARE(tree(), QStringList());
}

void CopyOutJobTest::checksTargets()
{
    models::TargetCheck check;
    const QSignalSpy answered(&check, &models::TargetCheck::answered);
    check.ask(u"out"_s, {});
    check.ask(m_place->filePath(u"no/where"_s), {}); // the first question is dropped
    QVERIFY(check.isAsking());
    QTRY_VERIFY(!check.isAsking());
    QCOMPARE(check.answer().problem, u"Folder %1 does not exist."_s.arg(m_place->filePath(u"no"_s)));
    check.ask(folder(), {u"a"_s}); // will be made
    QTRY_VERIFY(!check.isAsking());
    QCOMPARE(check.answer().problem, QString());
    QVERIFY(QDir().mkpath(folder() + u"/a"_s));
    check.ask(folder(), {u"a"_s, u"b"_s});
    QTRY_VERIFY(!check.isAsking());
    QCOMPARE(check.answer().existing, QStringList{u"a"_s});
    QFile file(m_place->filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    check.ask(file.fileName(), {});
    QTRY_VERIFY(!check.isAsking());
    QCOMPARE(check.answer().problem, u"This is a file: choose a folder."_s);
    QCOMPARE(answered.size(), 4);
}

QTEST_GUILESS_MAIN(CopyOutJobTest)
#include "tst_copy_out_job.moc"
