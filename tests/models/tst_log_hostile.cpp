// SPDX-License-Identifier: Apache-2.0
// What no well-behaved program prints, on its whole way from the engine's bytes to the text that is shown.
#include "engine-client/decode/log_decoder.h"
#include "models/line_cutter.h"
#include "models/line_store.h"
#include "tests/support/elsewhere.h"

#include <QTemporaryDir>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using engine::LogStream;
using models::LineCutter;
using models::LineStore;
using models::LogPiece;
using models::StoredLine;

namespace {

constexpr qsizetype FrameBytes = 16 * 1024;

/// A log under way: frames go in, lines come to stand in the store.
struct Pipe
{
    void print(QByteArrayView bytes, LogStream stream = LogStream::Stdout)
    {
        QByteArray frame(8, '\0');
        frame[0] = char(stream);
        for (int i = 0; i < 4; ++i)
            frame[4 + i] = char(quint32(bytes.size()) >> (24 - 8 * i));
        frame += bytes;
        decoder.push(frame.constData(), std::size_t(frame.size()));
        take();
    }
    void finish()
    {
        decoder.finish();
        take();
        cutter.flush([this](const LogPiece &piece) { store.append(piece); });
    }
    [[nodiscard]] QString shown(qint64 line) const
    {
        return models::plainText(models::parseAnsi(store.line(line).bytes, store.ansiState(line)).text);
    }

    QTemporaryDir folder;
    engine::LogDecoder decoder{false, false};
    LineCutter cutter;
    LineStore store{4 * 1024 * 1024, std::make_shared<models::LogSpill>(folder.path())};

private:
    void take()
    {
        engine::LogBatch batch;
        (void)decoder.take(batch);
        cutter.push(batch, [this](const LogPiece &piece) { store.append(piece); });
    }
};

} // namespace

class TestLogHostile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hundredMegabytesWithoutAnEnd();
    void millionEmptyLines();
    void isShown_data();
    void isShown();
};

void TestLogHostile::hundredMegabytesWithoutAnEnd()
{
    constexpr qint64 Frames = 100LL * 1024 * 1024 / FrameBytes;
    Pipe pipe;
    QByteArray frame(FrameBytes, 'x');
    for (qint64 i = 0; i < Frames; ++i) {
        frame.replace(0, 10, QByteArray::number(i).rightJustified(10, '0'));
        pipe.print(frame);
        if (i % 64 == 0)
            QTRY_VERIFY(pipe.store.spill()->isIdle());
        QVERIFY(pipe.store.memoryBytes() <= pipe.store.budget());
    }
    pipe.print("\nnext\n");
    QCOMPARE(pipe.store.droppedLines(), 0);
    qint64 bytes = 0;
    const auto check = [&](qint64 index, const StoredLine &line) {
        bytes += line.bytes.size();
        return line.bytes.size() <= LineCutter::PieceBytes && line.continuation == (index > 0);
    };
    test::elsewhere([&] { pipe.store.visit(pipe.store.firstLine(), pipe.store.endLine() - 1, check); });
    QCOMPARE(bytes, Frames * FrameBytes);
    QCOMPARE(test::elsewhere([&] { return pipe.shown(0); }).left(10), u"0000000000"_s);
    QCOMPARE(pipe.shown(pipe.store.endLine() - 1), u"next"_s);
}

void TestLogHostile::millionEmptyLines()
{
    constexpr qint64 Lines = 1'000'000;
    Pipe pipe;
    const QByteArray frame(FrameBytes, '\n');
    for (qint64 printed = 0; printed < Lines; printed += FrameBytes)
        pipe.print(QByteArrayView(frame).first(std::min<qint64>(FrameBytes, Lines - printed)));
    QCOMPARE(pipe.store.lineCount(), Lines);
    QVERIFY(pipe.store.memoryBytes() <= pipe.store.budget());
    for (const qint64 line : {qint64(0), Lines / 2, Lines - 1})
        QCOMPARE(pipe.shown(line), QString());
}

void TestLogHostile::isShown_data()
{
    QTest::addColumn<QByteArray>("printed");
    QTest::addColumn<QString>("shown");
    QTest::newRow("NUL") << "a\0b"_ba << u"a^@b"_s;
    QTest::newRow("control characters") << "\x01\x02\x1f\x7f"_ba << u"^A^B^_^?"_s;
    QTest::newRow("invalid UTF-8") << "a\xff\xfe\xc3(z"_ba << u"a\uFFFD\uFFFD\uFFFD(z"_s;
    QTest::newRow("cut UTF-8") << "a\xf0\x9f\x98"_ba << u"a\uFFFD\uFFFD\uFFFD"_s;
    QTest::newRow("overlong UTF-8") << "\xc0\xaf"_ba << u"\uFFFD\uFFFD"_s;
    QTest::newRow("surrogate in UTF-8") << "\xed\xa0\x80"_ba << u"\uFFFD\uFFFD\uFFFD"_s;
    QTest::newRow("progress bar of CRs") << "10%\r50%\r100%"_ba << u"100%"_s;
    QTest::newRow("line ends of CRs") << "text\r\r"_ba << u"text"_s;
    QTest::newRow("combining characters") << "e\xcc\x81\xcc\x81\xcc\x81"_ba << u"e\u0301\u0301\u0301"_s;
    QTest::newRow("combining characters alone") << "\xcc\x81\xcc\x81"_ba << u"\u0301\u0301"_s;
    QTest::newRow("right to left") << "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"_ba << u"\u05E9\u05DC\u05D5\u05DD"_s;
    QTest::newRow("reordering") << "safe\xe2\x80\xae"
                                   "exe.txt"_ba
                                << u"safe\uFFFDexe.txt"_s;
    QTest::newRow("line separator") << "a\xe2\x80\xa8z"_ba << u"a\uFFFDz"_s;
    QTest::newRow("byte order mark") << "\xef\xbb\xbfz"_ba << u"z"_s;
    QTest::newRow("endless escape") << "a\x1b[" + QByteArray(5000, '1') << u"a"_s;
    QTest::newRow("title") << "\x1b]0;evil\x07text"_ba << u"text"_s;
    QTest::newRow("backspaces") << "\b\b\bab\b\b\b\bz"_ba << u"z"_s;
}

void TestLogHostile::isShown()
{
    QFETCH(const QByteArray, printed);
    QFETCH(const QString, shown);
    for (const LogStream stream : {LogStream::Stdout, LogStream::Stderr}) {
        Pipe pipe;
        pipe.print(printed + '\n', stream);
        pipe.print("next\n", stream);
        QCOMPARE(pipe.store.lineCount(), 2);
        QCOMPARE(pipe.shown(0), shown);
        QCOMPARE(pipe.shown(1), u"next"_s);
    }
    Pipe unended;
    unended.print(printed);
    unended.finish();
    QCOMPARE(unended.store.lineCount(), 1);
    QCOMPARE(unended.shown(0), shown);
}

QTEST_GUILESS_MAIN(TestLogHostile)
#include "tst_log_hostile.moc"
