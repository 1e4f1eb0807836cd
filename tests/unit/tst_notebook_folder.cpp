// SPDX-License-Identifier: Apache-2.0
// Whether a notebook can save in a folder, what helps, and what an engine says of its GPUs.
#include "models/folder_look.h"
#include "models/gpu_offer.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace models;
using namespace Qt::StringLiterals;
using Remedy = FolderAdvice::Remedy;

namespace {

NotebookPreset jupyter()
{
    NotebookPreset preset;
    preset.user.name = u"jovyan"_s;
    preset.user.uid = 1000;
    preset.user.gid = 100;
    return preset;
}

} // namespace

class TestNotebookFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void advises_data();
    void advises();
    void saysWhatIsNoFolder();
    void knowsWhoTheServerRunsAs_data();
    void knowsWhoTheServerRunsAs();
    void looksAtFolders();
    void offersGpus();
};

void TestNotebookFolder::advises_data()
{
    QTest::addColumn<int>("owner");
    QTest::addColumn<int>("group");
    QTest::addColumn<int>("mode");
    QTest::addColumn<int>("uid");
    QTest::addColumn<QString>("engine"); // rootful, podman, docker (the last two rootless, run by 1001)
    QTest::addColumn<bool>("isWell");
    QTest::addColumn<int>("remedy");
    const auto row = [](const char *name, int owner, int group, int mode, int uid, const QString &engine, bool isWell,
                        Remedy remedy = Remedy::None) {
        QTest::newRow(name) << owner << group << mode << uid << engine << isWell << int(remedy);
    };
    const QString rootful = u"rootful"_s;
    row("own", 1000, 1000, 0755, 1000, rootful, true);
    row("own, read-only mode", 1000, 1000, 0555, 1000, rootful, false);
    row("root inside", 1234, 1234, 0700, 0, rootful, true);
    row("foreign", 1001, 1001, 0755, 1000, rootful, false, Remedy::RunAsOwner);
    row("foreign, open to all", 1001, 1001, 0777, 1000, rootful, true);
    row("foreign, by group", 1001, 100, 0775, 1000, rootful, true);
    row("foreign, group may read", 1001, 100, 0755, 1000, rootful, false, Remedy::RunAsOwner);
    row("root's", 0, 0, 0755, 1000, rootful, false);
    row("not known who runs", 1001, 1001, 0700, -1, rootful, true);
    row("rootless Podman", 1001, 1001, 0755, 1000, u"podman"_s, false, Remedy::KeepId);
    row("rootless Podman, somebody else's", 1002, 1002, 0755, 1000, u"podman"_s, false);
    row("rootless Podman, root inside", 1001, 1001, 0700, 0, u"podman"_s, true);
    row("rootless Docker", 1001, 1001, 0755, 1000, u"docker"_s, false);
    row("rootless Docker, open to all", 1001, 1001, 0777, 1000, u"docker"_s, true);
}

void TestNotebookFolder::advises()
{
    QFETCH(const int, owner);
    QFETCH(const int, group);
    QFETCH(const int, mode);
    QFETCH(const int, uid);
    QFETCH(const QString, engine);
    FolderFacts facts{true, true, false, owner, group, mode, owner == 1001 ? u"ada"_s : QString()};
    FolderUser user{uid, 100, u"jovyan"_s, engine != u"rootful", engine == u"podman", 1001};
    const FolderAdvice advice = folderAdvice(u"/data"_s, facts, user);
    QTEST(advice.problem.isEmpty(), "isWell");
    QTEST(int(advice.remedy), "remedy");
    QVERIFY(!advice.isError);
    if (owner == 1000 && !advice.problem.isEmpty())
        QVERIFY(advice.problem.startsWith(u"The folder is read-only for its owner"));
    if (owner == 1001 && !advice.problem.isEmpty())
        QVERIFY2(advice.problem.startsWith(
                     u"The folder belongs to ada (1001) and the notebook runs as jovyan (1000), who can’t save there."),
                 qPrintable(advice.problem));
    facts.isReadOnly = true;
    QVERIFY(folderAdvice(u"/data"_s, facts, user).problem.contains(u"read-only"));
}

void TestNotebookFolder::saysWhatIsNoFolder()
{
    const FolderAdvice missing = folderAdvice(u"/data"_s, {}, {});
    QVERIFY(missing.isError);
    QCOMPARE(missing.problem, u"Folder /data does not exist: create it or choose another."_s);
    FolderFacts file;
    file.isThere = true;
    QVERIFY(folderAdvice(u"/data"_s, file, {}).isError);
}

void TestNotebookFolder::knowsWhoTheServerRunsAs_data()
{
    QTest::addColumn<QString>("imageUser");
    QTest::addColumn<QString>("expected");
    QTest::newRow("the preset's") << u"jovyan"_s << u"jovyan 1000:100"_s;
    QTest::newRow("its number") << u"1000"_s << u"jovyan 1000:100"_s;
    QTest::newRow("with a group") << u"1000:100"_s << u"jovyan 1000:100"_s;
    QTest::newRow("root") << QString() << u"root 0:0"_s;
    QTest::newRow("another number") << u"4711"_s << u" 4711:-1"_s;
    QTest::newRow("another name") << u"app"_s << u"app -1:-1"_s;
}

void TestNotebookFolder::knowsWhoTheServerRunsAs()
{
    const auto text = [](const FolderUser &user) { return u"%1 %2:%3"_s.arg(user.name).arg(user.uid).arg(user.gid); };
    QFETCH(const QString, imageUser);
    QTEST(text(folderUser(jupyter(), imageUser)), "expected");
    QCOMPARE(text(folderUser(jupyter(), std::nullopt)), u"jovyan 1000:100"_s);
    NotebookPreset rstudio = jupyter();
    rstudio.user.uidVariable = u"USERID"_s;
    QCOMPARE(text(folderUser(rstudio, QString())), u"jovyan 1000:100"_s);
}

void TestNotebookFolder::looksAtFolders()
{
    const QTemporaryDir folder;
    FolderLook look;
    QSignalSpy changed(&look, &FolderLook::changed);
    look.look(u"/nonexistent"_s);
    look.look(folder.path());
    QVERIFY(!look.facts());
    QTRY_VERIFY(look.facts());
    QVERIFY(look.facts()->isFolder);
    QCOMPARE(look.facts()->uid, int(getuid()));
    QCOMPARE(look.facts()->mode, 0700);
    QCOMPARE(changed.size(), 1); // the other one is of no interest any more
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    look.look(file.fileName());
    QTRY_VERIFY(look.facts());
    QVERIFY(look.facts()->isThere && !look.facts()->isFolder);
    look.look({});
    QVERIFY(!look.facts());
}

void TestNotebookFolder::offersGpus()
{
    engine::SystemInfo info;
    info.runtimes = {u"runc"_s};
    QVERIFY(!gpuOffer(info).isThere());
    QVERIFY(gpuOffer(info).text.contains(u"no GPUs"));
    info.cdiDevices = {u"vendor.com/nic=0"_s, u"nvidia.com/gpu=0"_s};
    QCOMPARE(gpuOffer(info).request, u"nvidia.com/gpu=0"_s);
    info.cdiDevices += u"nvidia.com/gpu=all"_s;
    QCOMPARE(gpuOffer(info).request, u"nvidia.com/gpu=all"_s);
    info.runtimes += u"nvidia"_s;
    QCOMPARE(gpuOffer(info).request, u"all"_s);
}

QTEST_GUILESS_MAIN(TestNotebookFolder)
#include "tst_notebook_folder.moc"
