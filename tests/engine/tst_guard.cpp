// SPDX-License-Identifier: Apache-2.0
// Files inside containers of a real Docker Engine: which would be lost, copied out, kept in an image.
#include "engine-client/dto/container_recipe.h"
#include "models/compose_file.h"
#include "models/containers_model.h"
#include "models/copy_out_job.h"
#include "models/dockerfile.h"
#include "models/loss_check.h"
#include "tests/support/acting_session.h"
#include "tests/support/real_engine.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <cstring>

#include <sys/mount.h>

using namespace Qt::StringLiterals;
using models::Job;
using test::ended;

namespace {

/// Longer than the longest wait of an engine that is busy.
constexpr int patience = 60'000;

} // namespace

class TestGuard : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<test::ActingSession> m_acting;
    QTemporaryDir m_place;

    engine::Container listed(const QString &name)
    {
        const engine::Container *found = m_acting->session().containers().find(name);
        return found ? *found : engine::Container();
    }
    bool isListed(const QString &name)
    {
        return QTest::qWaitFor([&] { return m_acting->session().containers().find(name) != nullptr; }, patience);
    }

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void listsAndCopiesWhatIsLost();
    void copiesOutOfAStoppedContainer();
    void aFullDiskGetsNothingHalf();
    void commitKeepsFiles();
    void dockerfileBuilds();
};

void TestGuard::initTestCase()
{
    QVERIFY(m_engine.start());
    m_engine.docker({u"pull"_s, u"busybox"_s});
    m_acting = std::make_unique<test::ActingSession>(m_engine.endpoint());
    m_acting->session().start();
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
    m_acting.reset();
}

void TestGuard::listsAndCopiesWhatIsLost()
{
    models::LossCheck check(m_acting->session(), {listed(u"lab"_s)});
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
    const models::CopyOutJob *job = m_acting->actions().copyOut(plan);
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
    const models::CopyOutJob *job = m_acting->actions().copyOut(plan);
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QVERIFY2(job->statusText().contains(u"/root/gone.csv"_s), qPrintable(job->statusText()));
    QFile copy(m_place.filePath(u"done/x.ipynb"_s));
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), QByteArray("hello\n"));
}

void TestGuard::aFullDiskGetsNothingHalf()
{
    const QString disk = m_place.filePath(u"disk"_s);
    QVERIFY(QDir().mkdir(disk));
    const QByteArray path = disk.toLocal8Bit();
    QVERIFY2(::mount("tmpfs", path.constData(), "tmpfs", 0, "size=1m") == 0, std::strerror(errno));
    const auto unmount = qScopeGuard([&path] { ::umount2(path.constData(), MNT_DETACH); });
    QFile mine(disk + u"/mine"_s);
    QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("kept") == 4 && mine.flush());
    const auto there = [&disk] { return QDir(disk).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); };

    const models::CopyOutPlan plan{models::copyOutItems({{listed(u"lab"_s), {u"/root/work/deep/a.ipynb"_s}}}), disk};
    Job *full = m_acting->actions().copyOut(plan);
    QVERIFY(ended(full));
    QCOMPARE(full->state(), Job::State::Failed);
    QCOMPARE(full->errorText(), u"Can't write a.ipynb: the disk is full."_s);
    QCOMPARE(there(), QStringList{u"mine"_s});

    QVERIFY2(::mount(nullptr, path.constData(), nullptr, MS_REMOUNT, "size=16m") == 0, std::strerror(errno));
    QVERIFY(m_acting->actions().retry(full));
    const Job *again = m_acting->jobs().at(0);
    QVERIFY(again != full && ended(again));
    QVERIFY2(again->state() == Job::State::Succeeded, qPrintable(again->errorText()));
    QCOMPARE(there(), (QStringList{u"a.ipynb"_s, u"mine"_s}));
    QCOMPARE(QFileInfo(disk + u"/a.ipynb"_s).size(), 3'000'000);
}

void TestGuard::commitKeepsFiles()
{
    const Job *job =
        m_acting->actions().commit(listed(u"lab"_s), {u"me/lab"_s, u"1"_s, u"A. Person"_s, u"with a notebook"_s, true});
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QCOMPARE(job->statusText(), u"Committed to me/lab:1"_s);
    QCOMPARE(m_engine.docker({u"run"_s, u"--rm"_s, u"me/lab:1"_s, u"wc"_s, u"-c"_s, u"/root/work/deep/a.ipynb"_s}),
             u"3000000 /root/work/deep/a.ipynb"_s);
    QCOMPARE(m_engine.docker({u"image"_s, u"inspect"_s, u"--format"_s, u"{{.Author}}|{{.Comment}}"_s, u"me/lab:1"_s}),
             u"A. Person|with a notebook"_s);
    QVERIFY(listed(u"lab"_s).isUp());
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
