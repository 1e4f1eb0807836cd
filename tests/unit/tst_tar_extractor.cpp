// SPDX-License-Identifier: Apache-2.0
#include "engine-client/byte_pipe.h"
#include "engine-client/tar_extractor.h"
#include "tests/support/tar_bytes.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using engine::BytePipe;
using engine::TarExtractor;
using test::TarPart;
using Type = test::TarPart::Type;

/// What becomes of archives on disk, of honest and of hostile ones.
class TarExtractorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void writesFiles();
    void anyCut();
    void staysInside_data();
    void staysInside();
    void passesOverSpecialFiles();
    void followsNoLinkOnDisk();
    void asksBeforeReplacing();
    void leavesNothingHalf();
    void saysWhatTheDiskSays();
    void noArchive();
    void holesDoNotFillTheDisk();
    void foldersHaveAnEnd();
    void undoes();

private:
    static bool extract(TarExtractor &extractor, const QByteArray &tar, const QString &subfolder = {},
                        bool whole = true, qsizetype piece = 0);
    [[nodiscard]] QStringList tree() const;
    [[nodiscard]] QString folder() const { return m_place->filePath(u"out"_s); }
    [[nodiscard]] QByteArray contents(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_place;
};

void TarExtractorTest::init()
{
    m_place = std::make_unique<QTemporaryDir>();
}

bool TarExtractorTest::extract(TarExtractor &extractor, const QByteArray &tar, const QString &subfolder, bool whole,
                               qsizetype piece)
{
    BytePipe pipe;
    for (qsizetype at = 0; at<tar.size(); at += piece> 0 ? piece : tar.size())
        pipe.push(tar.constData() + at, std::size_t(std::min(piece > 0 ? piece : tar.size(), tar.size() - at)));
    pipe.finish(whole);
    return extractor.extract(pipe, subfolder);
}

/// Everything below the test's own folder.
QStringList TarExtractorTest::tree() const
{
    QStringList paths;
    QDirIterator all(m_place->path(), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext())
        paths += all.next().sliced(m_place->path().size() + 1);
    paths.sort();
    return paths;
}

QByteArray TarExtractorTest::contents(const QString &name) const
{
    QFile file(m_place->filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
}

void TarExtractorTest::writesFiles()
{
    const QByteArray big(1'000'000, 'x');
    TarExtractor extractor({folder()});
    QVERIFY2(extract(extractor, test::tarOf({{"a", {}, Type::Folder, {}, 0755},
                                             {"a/b ü.csv", "1,2\n"},
                                             {"./c", big, Type::File, {}, 0755}})),
             qPrintable(extractor.error()));
    QVERIFY(extract(extractor, test::tarOf({{"x.ipynb", "{}"}}), u"home/work"_s));
    QCOMPARE(tree(), (QStringList{u"out"_s, u"out/a"_s, u"out/a/b ü.csv"_s, u"out/c"_s, u"out/home"_s,
                                  u"out/home/work"_s, u"out/home/work/x.ipynb"_s}));
    QCOMPARE(contents(u"out/a/b ü.csv"_s), QByteArray("1,2\n"));
    QCOMPARE(contents(u"out/c"_s), big);
    QVERIFY(QFileInfo(folder() + u"/c"_s).isExecutable());
    QCOMPARE(QFileInfo(folder() + u"/c"_s).lastModified().toSecsSinceEpoch(), 1'700'000'000);
    QCOMPARE(extractor.files(), 3);
    QCOMPARE(extractor.bytes(), big.size() + 6);
}

void TarExtractorTest::anyCut()
{
    const QByteArray tar = test::tarOf({{"a/x", QByteArray(700, 'a')}, {"b", QByteArray(3, 'b')}});
    for (const qsizetype piece : {1, 7, 511, 513, 1024}) {
        TarExtractor extractor({folder(), true});
        QVERIFY(extract(extractor, tar, {}, true, piece));
        QCOMPARE(contents(u"out/a/x"_s), QByteArray(700, 'a'));
    }
}

void TarExtractorTest::staysInside_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("parent") << QByteArray("../evil");
    QTest::newRow("absolute") << QByteArray("/evil");
    QTest::newRow("hidden in the middle") << QByteArray("a/../../evil");
    QTest::newRow("harmless, but odd") << QByteArray("a/../evil");
    QTest::newRow("only parent") << QByteArray("..");
    QTest::newRow("after dot") << QByteArray("./../evil");
}

void TarExtractorTest::staysInside()
{
    QFETCH(QByteArray, path);
    for (const Type type : {Type::File, Type::Folder}) {
        TarExtractor extractor({folder()});
        QVERIFY(!extract(extractor, test::tarOf({{path, "x", type}})));
        QVERIFY2(extractor.error().startsWith(u"The archive names a place outside the folder: "_s),
                 qPrintable(extractor.error()));
        QCOMPARE(tree(), QStringList{u"out"_s});
    }
}

void TarExtractorTest::passesOverSpecialFiles()
{
    const QString outside = m_place->filePath(u"outside"_s);
    QVERIFY(QDir().mkpath(outside));
    TarExtractor extractor({folder()});
    QVERIFY(extract(extractor, test::tarOf({{"link", {}, Type::Link, outside.toUtf8()},
                                            {"link/evil", "x"},
                                            {"hard", {}, Type::HardLink, "/etc/passwd"},
                                            {"device", {}, Type::Device},
                                            {"pipe", {}, Type::Pipe},
                                            {"good", "y"}})));
    QCOMPARE(extractor.passedOver(), (QStringList{u"link"_s, u"hard"_s, u"device"_s, u"pipe"_s}));
    QCOMPARE(tree(), (QStringList{u"out"_s, u"out/good"_s, u"out/link"_s, u"out/link/evil"_s, u"outside"_s}));
}

void TarExtractorTest::followsNoLinkOnDisk()
{
    const QString outside = m_place->filePath(u"outside"_s);
    QVERIFY(QDir().mkpath(outside) && QDir().mkpath(folder()));
    QVERIFY(QFile::link(outside, folder() + u"/a"_s));
    QFile precious(outside + u"/precious"_s);
    QVERIFY(precious.open(QIODevice::WriteOnly) && precious.write("old") == 3);
    precious.close();
    QVERIFY(QFile::link(outside + u"/precious"_s, folder() + u"/file"_s));
    TarExtractor extractor({folder(), true});
    QVERIFY(!extract(extractor, test::tarOf({{"a/evil", "x"}})));
    QCOMPARE(extractor.error(), u"Can't write a: a part of its path is a link or a file, not a folder."_s);
    QVERIFY(extract(extractor, test::tarOf({{"file", "new"}}))); // the link is replaced, not what it leads to
    QCOMPARE(contents(u"outside/precious"_s), QByteArray("old"));
    QCOMPARE(contents(u"out/file"_s), QByteArray("new"));
    QVERIFY(!QFile::exists(outside + u"/evil"_s));
}

void TarExtractorTest::asksBeforeReplacing()
{
    TarExtractor first({folder()});
    QVERIFY(extract(first, test::tarOf({{"a", "old"}})));
    TarExtractor second({folder()});
    QVERIFY(!extract(second, test::tarOf({{"a", "new"}})));
    QCOMPARE(second.error(), u"Can't write a: a file of that name is there already."_s);
    QCOMPARE(contents(u"out/a"_s), QByteArray("old"));
    TarExtractor third({folder(), true});
    QVERIFY(extract(third, test::tarOf({{"a", "new"}})));
    QCOMPARE(contents(u"out/a"_s), QByteArray("new"));
    QCOMPARE(tree(), (QStringList{u"out"_s, u"out/a"_s}));
}

void TarExtractorTest::leavesNothingHalf()
{
    const QByteArray tar = test::tarOf({{"a", "1"}, {"b", QByteArray(100'000, 'b')}});
    TarExtractor extractor({folder()});
    QVERIFY(!extract(extractor, tar.first(50'000), {}, false));
    QCOMPARE(extractor.error(), QString()); // why it was cut, the call tells
    QCOMPARE(tree(), (QStringList{u"out"_s, u"out/a"_s}));
}

void TarExtractorTest::saysWhatTheDiskSays()
{
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit small = before;
    small.rlim_cur = 300'000;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    TarExtractor extractor({folder()});
    const bool done = extract(extractor, test::tarOf({{"a", "1"}, {"big", QByteArray(1'000'000, 'b')}}));
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!done);
    QCOMPARE(extractor.error(), u"Can't write big: it is larger than the disk's limits allow."_s);
    QCOMPARE(tree(), (QStringList{u"out"_s, u"out/a"_s}));

    if (QFile::exists(u"/dev/full"_s)) {
        TarExtractor nowhere({u"/proc/longshore"_s});
        QVERIFY(!extract(nowhere, test::tarOf({{"a", "1"}})));
        QVERIFY2(nowhere.error().startsWith(u"Can't write /proc/longshore: "_s), qPrintable(nowhere.error()));
    }
}

void TarExtractorTest::noArchive()
{
    TarExtractor extractor({folder()});
    QVERIFY(!extract(extractor, QByteArray(5000, 'z')));
    QCOMPARE(extractor.error(), u"What the engine sent is no complete archive."_s);
    QVERIFY(!extract(extractor, test::tarOf({{"b", QByteArray(100'000, 'b')}}).first(3000)));
    QCOMPARE(extractor.error(), u"What the engine sent is no complete archive."_s);
    QCOMPARE(tree(), QStringList{u"out"_s});
}

void TarExtractorTest::holesDoNotFillTheDisk()
{
    const QByteArray tar = test::tarOf({{.path = "holes", .data = "end", .hole = 50'000'000}});
    QVERIFY(tar.size() < 20'000);
    TarExtractor extractor({folder()});
    QVERIFY(!extract(extractor, tar));
    QCOMPARE(extractor.error(), u"The archive names more than was sent."_s);
    QVERIFY(extractor.bytes() <= tar.size());
    QCOMPARE(tree(), QStringList{u"out"_s});
}

void TarExtractorTest::foldersHaveAnEnd()
{
    TarExtractor extractor({folder()});
    QVERIFY(extract(extractor, test::tarOf({{QByteArray("a/").repeated(250) + "x", "1"}})));
    QVERIFY(!extract(extractor, test::tarOf({{QByteArray("b/").repeated(5000) + "x", "1"}})));
    QVERIFY2(extractor.error().endsWith(u": File name too long."_s), qPrintable(extractor.error()));
    extractor.undo();
    QCOMPARE(tree(), QStringList());
}

void TarExtractorTest::undoes()
{
    TarExtractor first({folder()});
    QVERIFY(extract(first, test::tarOf({{"keep/old", "old"}})));
    TarExtractor second({folder(), true});
    QVERIFY(extract(second, test::tarOf({{"keep/old", "new"}, {"keep/x", "x"}, {"new/deep/y", "y"}})));
    second.undo();
    QCOMPARE(tree(), (QStringList{u"out"_s, u"out/keep"_s, u"out/keep/old"_s}));
    first.undo();
    QCOMPARE(tree(), QStringList());
}

QTEST_GUILESS_MAIN(TarExtractorTest)
#include "tst_tar_extractor.moc"
