// SPDX-License-Identifier: Apache-2.0
#include "models/lost_files.h"

#include <QTest>

using namespace Qt::StringLiterals;
using engine::FileChange;
using models::lossesOf;
using models::LostFile;

/// Which of the changes that an engine tells are files that somebody would miss.
class LostFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOutNoise_data();
    void leavesOutNoise();
    void ordersByWorth();
    void leavesOutFolders();
    void leavesOutMounts();
    void countsPrograms();
    void manyChanges();
};

void LostFilesTest::leavesOutNoise_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isShown");
    const auto row = [](const QString &path, bool isShown) { QTest::newRow(qPrintable(path)) << path << isShown; };
    for (const QString &noise : {u"/tmp/x.csv"_s,
                                 u"/var/tmp/a"_s,
                                 u"/run/secrets/a"_s,
                                 u"/var/log/a.csv"_s,
                                 u"/home/a/.cache/pip/x"_s,
                                 u"/home/a/__pycache__/b.py"_s,
                                 u"/home/a/.ipynb_checkpoints/b-checkpoint.ipynb"_s,
                                 u"/home/a/b.pyc"_s,
                                 u"/home/a/.local/share/jupyter/runtime/jpserver-7.json"_s,
                                 u"/etc/hosts"_s,
                                 u"/etc/passwd"_s,
                                 u"/.dockerenv"_s,
                                 u"/run/.containerenv"_s,
                                 u"/root/.bash_history"_s,
                                 u"/home/a/x.LOG"_s,
                                 u"/home/a/x.ipynb~"_s,
                                 u"/var/lib/dpkg/status"_s,
                                 u"/lib/apk/db/installed"_s,
                                 u"/home/a/.jupyter/lab/workspaces/d.json"_s,
                                 u"/home/a/.ipython/profile_default/history.sqlite"_s,
                                 u"/opt/conda/pkgs/urls.txt"_s})
        row(noise, false);
    for (const QString &precious :
         {u"/home/a/x.csv"_s, u"/home/a/tmp/x.csv"_s, u"/tmpfiles/x"_s, u"/data"_s, u"/home/a/.gitconfig"_s,
          u"/home/a/cache/x"_s, u"/home/a/__pycache__"_s, u"/etc/my.conf"_s, u"/home/a/log"_s, u"/home/a/b c.ipynb"_s,
          u"/usr/src/tool/main.c"_s, u"/home/a/hosts"_s, u"/home/ä/π.ipynb"_s})
        row(precious, true);
}

void LostFilesTest::leavesOutNoise()
{
    QFETCH(QString, path);
    QFETCH(bool, isShown);
    const auto losses = lossesOf({{path, FileChange::Kind::Added}}, {});
    QCOMPARE(losses.files.size(), isShown ? 1 : 0);
    QCOMPARE(losses.programs, 0);
}

void LostFilesTest::ordersByWorth()
{
    const auto added = FileChange::Kind::Added;
    const auto losses = lossesOf({{u"/a/note.txt"_s, added},
                                  {u"/a/fit.py"_s, added},
                                  {u"/a/net.SafeTensors"_s, added},
                                  {u"/z/b.parquet"_s, FileChange::Kind::Modified},
                                  {u"/z/a.csv"_s, added},
                                  {u"/z/x.ipynb"_s, added},
                                  {u"/a/net.pt"_s, added},
                                  {u"/a/gone.ipynb"_s, FileChange::Kind::Deleted}},
                                 {});
    QStringList paths;
    for (const LostFile &file : losses.files)
        paths += (file.isNew ? u""_s : u"changed "_s) + file.path;
    QCOMPARE(paths, (QStringList{u"/z/x.ipynb"_s, u"/z/a.csv"_s, u"changed /z/b.parquet"_s, u"/a/net.SafeTensors"_s,
                                 u"/a/net.pt"_s, u"/a/fit.py"_s, u"/a/note.txt"_s}));
}

void LostFilesTest::leavesOutFolders()
{
    const auto losses = lossesOf({{u"/home"_s, FileChange::Kind::Modified},
                                  {u"/home/a"_s, FileChange::Kind::Modified},
                                  {u"/home/a/x.csv"_s, FileChange::Kind::Added},
                                  {u"/srv"_s, FileChange::Kind::Modified},
                                  {u"/srv/gone"_s, FileChange::Kind::Deleted}},
                                 {});
    QCOMPARE(losses.files, (QList<LostFile>{{u"/home/a/x.csv"_s, LostFile::Sort::Data, true}}));
}

void LostFilesTest::leavesOutMounts()
{
    const QList<FileChange> changes{{u"/home/a/work"_s, FileChange::Kind::Added},
                                    {u"/home/a/work/x.csv"_s, FileChange::Kind::Added},
                                    {u"/home/a/workshop/y.csv"_s, FileChange::Kind::Added}};
    const auto losses = lossesOf(changes, {u"/home/a/work"_s});
    QCOMPARE(losses.files, (QList<LostFile>{{u"/home/a/workshop/y.csv"_s, LostFile::Sort::Data, true}}));
    QCOMPARE(lossesOf(changes, {u"/"_s}).files.size(), 0);
}

void LostFilesTest::countsPrograms()
{
    const auto added = FileChange::Kind::Added;
    const auto losses = lossesOf({{u"/usr/bin/git"_s, added},
                                  {u"/opt/conda/lib/x.so"_s, added},
                                  {u"/home/a/.local/lib/python3.12/site-packages/x.py"_s, added},
                                  {u"/home/a/x.py"_s, added}},
                                 {});
    QCOMPARE(losses.programs, 3);
    QCOMPARE(losses.files.size(), 1);
}

void LostFilesTest::manyChanges()
{
    QList<FileChange> changes;
    for (int i = 0; i < 20'000; ++i)
        changes.append({u"/home/a/%1/%2/%3.txt"_s.arg(i / 1000).arg(i / 10).arg(i), FileChange::Kind::Added});
    QCOMPARE(lossesOf(changes, {}).files.size(), 20'000);
}

QTEST_GUILESS_MAIN(LostFilesTest)
#include "tst_lost_files.moc"
