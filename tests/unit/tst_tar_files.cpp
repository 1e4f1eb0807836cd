// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/tar_files.h"
#include "tests/support/tar_bytes.h"

#include <QTest>

#include <stdexcept>

using namespace Qt::StringLiterals;
using engine::ArchivedFile;
using engine::readTarFiles;
using test::tarOf;
using test::TarPart;

class TarFilesTest : public QObject
{
    Q_OBJECT

    static constexpr qint64 noon = 1'767'323'045;

private Q_SLOTS:
    void readsPlainFiles()
    {
        const QList<ArchivedFile> files =
            readTarFiles(tarOf({{"runtime/", {}, TarPart::Type::Folder},
                                {.path = "runtime/jpserver-7.json", .data = "{}", .modified = noon},
                                {"runtime/link.json", {}, TarPart::Type::Link, "/etc/shadow"},
                                {"runtime/deep/er/kernel.json", QByteArray(1000, 'x')}}));
        QCOMPARE(files.size(), 2);
        QCOMPARE(files[0], (ArchivedFile{u"jpserver-7.json"_s, QDateTime::fromSecsSinceEpoch(noon, Qt::UTC), "{}"}));
        QCOMPARE(files[1].name, u"kernel.json"_s);
        QCOMPARE(files[1].content.size(), 1000);
    }

    void isNotTakenInByNames()
    {
        const QList<ArchivedFile> files = readTarFiles(tarOf({{"../../etc/passwd", "root"}}));
        QCOMPARE(files.size(), 1);
        QCOMPARE(files.first().name, u"passwd"_s); // a name only: nothing is ever written by it
        QVERIFY(readTarFiles(tarOf({{"folder/", "x"}})).isEmpty());
    }

    void passesOverWhatIsTooLarge()
    {
        const QByteArray tar = tarOf({{"large", QByteArray(engine::mostFileBytes + 1, 'x')}, {"small", "y"}});
        const QList<ArchivedFile> files = readTarFiles(tar);
        QCOMPARE(files.size(), 1);
        QCOMPARE(files.first().name, u"small"_s);
        QList<TarPart> many;
        for (int i = 0; i < 2 * engine::mostTarFiles; ++i)
            many += TarPart{QByteArray::number(i), {}};
        QCOMPARE(readTarFiles(tarOf(many)).size(), engine::mostTarFiles);
    }

    void stopsAtDamage()
    {
        const QByteArray whole = tarOf({{"a", "one"}, {"b", "two"}});
        for (qsizetype size = 0; size < whole.size(); size += 101) {
            const QList<ArchivedFile> files = readTarFiles(whole.left(size));
            QVERIFY(files.size() <= 2);
            QVERIFY(files.isEmpty() || files.first().content == "one");
        }
        QVERIFY(readTarFiles("no tar at all").isEmpty());
        QVERIFY(readTarFiles({}).isEmpty());
    }

    void takesNoMoreThanItsBound()
    {
        engine::TarFilesDecoder decoder;
        const QByteArray tar = tarOf({{"a", "one"}});
        for (const char byte : tar)
            decoder.push(&byte, 1);
        decoder.finish();
        QList<ArchivedFile> files;
        QVERIFY(decoder.take(files) > 0);
        QCOMPARE(files.size(), 1);
        QCOMPARE(decoder.take(files), std::size_t(0));
        const QByteArray flood(engine::mostTarBytes, 'x');
        engine::TarFilesDecoder flooded;
        flooded.push(flood.constData(), std::size_t(flood.size()));
        QVERIFY_THROWS_EXCEPTION(std::runtime_error, flooded.push("x", 1));
    }
};

QTEST_GUILESS_MAIN(TarFilesTest)
#include "tst_tar_files.moc"
