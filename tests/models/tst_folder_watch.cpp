// SPDX-License-Identifier: Apache-2.0
#include "models/folder_watch.h"

#include <QDir>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using models::FolderWatch;

namespace {

QSemaphore fileServer; ///< answers when it is released

} // namespace

class TestFolderWatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesWhatIsMissing();
    void asksAgain();
    void oneThatHangsHoldsUpNoOther();
    void passesOverVolumes();
    void answersNobody();
};

void TestFolderWatch::namesWhatIsMissing()
{
    const QTemporaryDir folder;
    const QString missing = folder.filePath(u"none"_s);
    FolderWatch watch;
    QSignalSpy changed(&watch, &FolderWatch::changed);
    watch.setRows({{folder.path(), u"/a"_s, false}, {missing, u"/b"_s, false}});
    QVERIFY(watch.problems().isEmpty()); // not known yet
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(watch.problems().size(), 1);
    QCOMPARE(watch.problems().first().field, u"mounts[1].source"_s);
    QCOMPARE(watch.problems().first().message,
             u"Folder %1 does not exist: create it or choose another."_s.arg(missing));
    watch.setRows({{missing + u"/"_s, u"/b"_s, false}});
    QCOMPARE(watch.problems().first().field, u"mounts[0].source"_s); // the same folder
    watch.setRows({});
    QVERIFY(watch.problems().isEmpty());
}

void TestFolderWatch::asksAgain()
{
    const QTemporaryDir folder;
    const QString late = folder.filePath(u"late"_s);
    FolderWatch watch;
    watch.setRows({{late, u"/a"_s, false}});
    QTRY_COMPARE(watch.problems().size(), 1);
    QVERIFY(QDir().mkpath(late));
    watch.askAgain();
    QCOMPARE(watch.problems().size(), 1); // what is known stays until the answer
    QTRY_COMPARE(watch.problems().size(), 0);
}

void TestFolderWatch::oneThatHangsHoldsUpNoOther()
{
    FolderWatch watch(
        [](const QString &path) {
            if (path == u"/hangs")
                fileServer.acquire();
            return false;
        },
        nullptr);
    watch.setRows({{u"/hangs"_s, u"/a"_s, false}, {u"/none"_s, u"/b"_s, false}, {u"/hangs"_s, u"/c"_s, false}});
    QTRY_COMPARE(watch.problems().size(), 1);
    QCOMPARE(watch.problems().first().field, u"mounts[1].source"_s);
    watch.askAgain(); // the one that hangs is asked once
    fileServer.release();
    QTRY_COMPARE(watch.problems().size(), 3);
    QCOMPARE(fileServer.available(), 0);
}

void TestFolderWatch::passesOverVolumes()
{
    FolderWatch watch;
    QSignalSpy changed(&watch, &FolderWatch::changed);
    watch.setRows({{u"data"_s, u"/a"_s, false}, {QString(), u"/b"_s, false}, {u"/no/such/folder"_s, u"/c"_s, false}});
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(watch.problems().size(), 1);
    QCOMPARE(watch.problems().first().field, u"mounts[2].source"_s);
}

void TestFolderWatch::answersNobody()
{
    // Gone before the answer: run often, so that the sanitizers see each order of the two threads.
    for (int i = 0; i < 100; ++i) {
        FolderWatch watch;
        watch.setRows({{u"/no/such/folder"_s, u"/a"_s, false}});
    }
    FolderWatch last;
    last.setRows({{u"/no/such/folder"_s, u"/a"_s, false}});
    QTRY_COMPARE(last.problems().size(), 1);
}

QTEST_GUILESS_MAIN(TestFolderWatch)
#include "tst_folder_watch.moc"
