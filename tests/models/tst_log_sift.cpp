// SPDX-License-Identifier: Apache-2.0
#include "models/log_sift.h"
#include "tests/support/elsewhere.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using models::StoredLine;

namespace {

constexpr qint64 Memory = 2 * 1024 * 1024;

/// The files without a name that were made in `folder`.
QList<int> filesIn(const QString &folder)
{
    QList<int> files;
    for (const QFileInfo &open : QDir(u"/proc/self/fd"_s).entryInfoList(QDir::Files | QDir::System | QDir::Hidden)) {
        if (QFile::symLinkTarget(open.filePath()).startsWith(folder))
            files.append(open.fileName().toInt());
    }
    return files;
}

/// Nothing that is in them can be read any more.
void lose(const QList<int> &files)
{
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    for (const int file : files)
        QVERIFY(dup3(nothing, file, O_CLOEXEC) >= 0);
    close(nothing);
}

} // namespace

class TestLogSift : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatItLost_data();
    void tellsWhatItLost();
};

void TestLogSift::tellsWhatItLost_data()
{
    QTest::addColumn<bool>("hides");
    QTest::addColumn<bool>("hasFile");
    QTest::newRow("a file that can't be read") << false << true;
    QTest::newRow("no file") << false << false;
    QTest::newRow("a file that can't be read, text hidden") << true << true;
    QTest::newRow("no file, text hidden") << true << false;
}

/// One line in very many pieces, of which only the last tells whether it passes.
void TestLogSift::tellsWhatItLost()
{
    QFETCH(const bool, hides);
    QFETCH(const bool, hasFile);
    const QTemporaryDir folder;
    models::LogFilterQuery query;
    query.text.text = u"the needle"_s;
    query.hideMatching = hides;
    models::LogSift sift(query, Memory, hasFile ? folder.path() : u"/proc/no such folder"_s);
    qint64 pieces = 0;
    qint64 marks = 0;
    const auto take = [&](const StoredLine &line, std::size_t) {
        if (line.kind == StoredLine::Kind::Mark) {
            QVERIFY2(line.bytes.endsWith(" lines could not be read back from the cache folder"), line.bytes.data());
            marks += line.bytes.first(line.bytes.indexOf(' ')).toByteArray().toLongLong();
            return;
        }
        ++pieces;
    };
    constexpr int Batches = 80;
    const auto push = [&](const QByteArray &bytes, bool partial) {
        engine::LogBatch batch;
        batch.bytes = bytes;
        batch.lines.push_back({0, quint32(bytes.size()), 1, engine::LogStream::Stdout, partial});
        sift.push(batch, 0, take);
    };
    for (int i = 0; i < Batches; ++i)
        push(QByteArray(128 * 1024, 'x'), true);
    QCOMPARE(pieces, 0);
    if (hasFile) {
        QTRY_COMPARE(filesIn(folder.path()).size(), hides ? 2 : 1); // what waits, and what has passed
        lose(filesIn(folder.path()));
    }
    test::elsewhere([&] {
        push(hides ? "the end" : "the needle", false);
        sift.finish(take);
    });
    QVERIFY(marks > 0);
    QCOMPARE(sift.missingLines(), marks);
    QVERIFY(pieces > 0);
    QCOMPARE(pieces + marks, Batches * 128 / 8 + 1);
}

QTEST_GUILESS_MAIN(TestLogSift)
#include "tst_log_sift.moc"
