// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/log_decoder.h"
#include "engine-client/decode/log_timestamp.h"
#include "tests/support/cuts.h"
#include "tests/support/fixtures.h"
#include "tests/support/log_load.h"

#include <QDateTime>
#include <QTest>

using namespace engine;
using namespace Qt::StringLiterals;

namespace {
QByteArray frame(char stream, const QByteArray &payload)
{
    QByteArray header(8, '\0');
    header[0] = stream;
    for (int i = 0; i < 4; ++i)
        header[4 + i] = static_cast<char>(payload.size() >> (24 - 8 * i));
    return header + payload;
}

/// One text line for each line of the log: "out|text", "err 1795359652725116077|text"; "+" before "|" when it goes on.
QByteArray dump(const LogBatch &batch)
{
    static const char *const names[] = {"in", "out", "err"};
    QByteArray text;
    for (const LogLine &line : batch.lines) {
        text += names[static_cast<int>(line.stream)];
        if (line.timeNs != 0)
            text += ' ' + QByteArray::number(line.timeNs);
        text += (line.partial ? "+|" : "|") + batch.bytes.mid(line.offset, line.length) + '\n';
    }
    return text;
}

/// The dump of the whole input, after checking that no cut changes it.
QByteArray decoded(const QByteArray &bytes, bool tty, bool timestamps)
{
    QByteArray first;
    for (const QList<QByteArray> &pieces : test::everyCut(bytes)) {
        LogDecoder decoder(tty, timestamps);
        QByteArray text;
        LogBatch batch;
        for (const QByteArray &piece : pieces) {
            decoder.push(piece.constData(), static_cast<std::size_t>(piece.size()));
            if (decoder.take(batch) > 0)
                text += dump(batch);
        }
        decoder.finish();
        if (decoder.take(batch) > 0)
            text += dump(batch);
        if (first.isNull())
            first = text;
        else if (text != first)
            return "differs when cut in " + QByteArray::number(pieces.size()) + ":\n" + text;
    }
    return first;
}
} // namespace

class TestLogDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsRecordedStreams();
    void readsRecordedTimestamps();
    void joinsLinesAcrossFrames();
    void keepsStreamsApart();
    void takesStampsOutOfLongLines();
    void keepsTextThatIsNoStamp_data();
    void keepsTextThatIsNoStamp();
    void passesRawStreamsOn_data();
    void passesRawStreamsOn();
    void boundsLongLines();
    void cutsBetweenCharacters();
    void weighsEmptyLines();
    void handsOverBlocks();
    void tellsFacts();
    void clockReadsAsTheParser();
    void parsesTimestamps_data();
    void parsesTimestamps();
    void refusesOtherTimestamps_data();
    void refusesOtherTimestamps();
};

void TestLogDecoder::readsRecordedStreams()
{
    for (const QString &engine : {u"docker-20.10"_s, u"podman-4.3"_s, u"podman-5.8"_s}) {
        const QByteArray text = decoded(test::fixture(engine, u"logs-mux.bin"_s), false, false);
        QCOMPARE(text.count("out|stdout line "), 40);
        QCOMPARE(text.count("err|stderr line "), 10);
        QVERIFY(text.endsWith("out|no newline at end\n"));
        const QByteArray tty = "out|tty line 1\nout|tty err\nout|\x1b[32mgreen\x1b[0m\n";
        QCOMPARE(decoded(test::fixture(engine, u"logs-tty.bin"_s), true, false), tty);
        QCOMPARE(decoded(test::fixture(engine, u"logs-tty.bin"_s), false, false), tty);
        QVERIFY(decoded(test::fixture(engine, u"logs-unicode.bin"_s), false, false).contains("out|10%\r50%\r100%\n"));
    }
}

void TestLogDecoder::readsRecordedTimestamps()
{
    const QByteArray docker = decoded(test::fixture(u"docker-20.10"_s, u"logs-mux-timestamps.bin"_s), false, true);
    QVERIFY2(docker.startsWith("out 1795359652725116077|stdout line 36\nerr 1795359652725120956|stderr line 36\n"),
             docker);
    const QByteArray podman = decoded(test::fixture(u"podman-4.3"_s, u"logs-mux-timestamps.bin"_s), false, true);
    QVERIFY2(podman.startsWith("err 1795359738000000000|stderr line 16\n"), podman);
}

void TestLogDecoder::joinsLinesAcrossFrames()
{
    QCOMPARE(decoded(frame(1, "one ") + frame(1, "") + frame(1, "line\r") + frame(1, "\nnext\n\nlast"), false, false),
             "out|one line\nout|next\nout|\nout|last\n");
}

void TestLogDecoder::keepsStreamsApart()
{
    QCOMPARE(decoded(frame(1, "out ") + frame(2, "err ") + frame(1, "put\n") + frame(2, "or\n") + frame(0, "in\n") +
                         frame(3, "engine\n"),
                     false, false),
             "out|out put\nerr|err or\nin|in\nerr|engine\n");
}

void TestLogDecoder::takesStampsOutOfLongLines()
{
    const QByteArray stamp = "2026-11-22T15:00:52.725116077Z ";
    const QByteArray later = "2026-11-22T15:00:53.000000001Z ";
    QCOMPARE(decoded(frame(1, stamp + "begin-") + frame(2, stamp + "other\n") + frame(1, later + "middle-") +
                         frame(1, later + "end\n") + frame(1, later + "next\n"),
                     false, true),
             "err 1795359652725116077|other\nout 1795359652725116077|begin-middle-end\nout 1795359653000000001|next\n");
}

void TestLogDecoder::keepsTextThatIsNoStamp_data()
{
    QTest::addColumn<QByteArray>("second");
    for (const char *text : {"text", "2026", "2026-11-22T15:00:52Z", "2026-11-22T15:00:52Zx ",
                             "1234567890.1234567890.1234567890.1234567890 "})
        QTest::newRow(text) << QByteArray(text);
}

void TestLogDecoder::keepsTextThatIsNoStamp()
{
    QFETCH(const QByteArray, second);
    const QByteArray expected = "out 1795359652000000000|a" + second + "b\n";
    const QByteArray first = "2026-11-22T15:00:52Z a";
    QCOMPARE(decoded(frame(1, first) + frame(1, second) + frame(1, "b\n"), false, true), expected);
    QCOMPARE(decoded(frame(1, first) + frame(1, second), false, true), expected.chopped(2) + '\n');
}

void TestLogDecoder::passesRawStreamsOn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("text") << QByteArray("hi\nyou") << QByteArray("out|hi\nout|you\n");
    QTest::newRow("shorter than a header") << QByteArray("x") << QByteArray("out|x\n");
    QTest::newRow("padding") << QByteArray("\x01\x00\x07rest\n", 8) << QByteArray("out|\x01\x00\x07rest\n", 12);
    QTest::newRow("size") << QByteArray("\x02\x00\x00\x00\x7f\xff\xff\xffz\n", 10)
                          << QByteArray("out|\x02\x00\x00\x00\x7f\xff\xff\xffz\n", 14);
    QTest::newRow("after frames") << frame(2, "fine\n") + "broken\n" << QByteArray("err|fine\nout|broken\n");
    QTest::newRow("cut header") << frame(2, "fine\n") + QByteArray("\x01\x00\x00", 3) << QByteArray("err|fine\n");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
}

void TestLogDecoder::passesRawStreamsOn()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);
    QCOMPARE(decoded(bytes, false, false), expected);
}

void TestLogDecoder::boundsLongLines()
{
    const auto limit = static_cast<qsizetype>(LineSplitter::defaultLimit);
    const QByteArray line(10 * 1024 * 1024 + 5, 'x');
    LogDecoder decoder(true, false);
    LogBatch all;
    decoder.push(line.constData(), static_cast<std::size_t>(line.size()));
    decoder.push("\nnext\n", 6);
    decoder.take(all);
    QCOMPARE(all.lines.size(), 12U);
    for (std::size_t i = 0; i < 10; ++i) {
        QCOMPARE(static_cast<qsizetype>(all.lines[i].length), limit);
        QVERIFY(all.lines[i].partial);
    }
    QCOMPARE(all.lines[10].length, 5U);
    QVERIFY(!all.lines[10].partial);
    QCOMPARE(all.bytes.replace("\n", ""), line + "next");
}

void TestLogDecoder::cutsBetweenCharacters()
{
    const QByteArray bytes =
        "a\xe2\x9c\x93\xf0\x9f\x90\xb3zz\xff\xff\xff\xff\xff\xc3\xbc\nshort\nexactly8\nexactly8\r\n";
    QByteArray first;
    for (const QList<QByteArray> &pieces : test::everyCut(bytes)) {
        LineSplitter splitter(8);
        LineSplitter::Line line;
        QByteArray text;
        for (const QByteArray &piece : pieces) {
            std::string_view input(piece.constData(), static_cast<std::size_t>(piece.size()));
            while (splitter.next(input, line))
                text += QByteArray(line.text.data(), static_cast<qsizetype>(line.text.size())) +
                        (line.partial ? "+\n" : "\n");
            QVERIFY(splitter.heldBytes() <= 8);
        }
        QVERIFY(!splitter.finish(line));
        if (first.isNull())
            first = text;
        QCOMPARE(text, first);
    }
    QCOMPARE(first,
             "a\xe2\x9c\x93\xf0\x9f\x90\xb3+\nzz\xff\xff\xff\xff\xff+\n\xc3\xbc\nshort\nexactly8\nexactly8+\n\n");
}

void TestLogDecoder::weighsEmptyLines()
{
    LogDecoder decoder(true, false);
    LogBatch batch;
    QCOMPARE(decoder.take(batch), 0U);
    decoder.push("part", 4);
    QCOMPARE(decoder.take(batch), 0U);
    decoder.push("\n\n", 2);
    QVERIFY(decoder.take(batch) > 4);
    QCOMPARE(dump(batch), "out|part\nout|\n");
    QCOMPARE(decoder.take(batch), 0U);
}

void TestLogDecoder::handsOverBlocks()
{
    constexpr int lines = 10'000;
    constexpr qsizetype read = 100'000;
    const QByteArray frames = test::logFrames(0, lines);
    LogDecoder decoder(false, true);
    int next = 0;
    int blocks = 0;
    for (qsizetype at = 0; at < frames.size(); at += read) {
        const QByteArray part = frames.mid(at, read); // gone when the batch is read
        decoder.push(part.constData(), static_cast<std::size_t>(part.size()));
        LogBatch batch;
        if (at / read % 3 == 2 || at + read >= frames.size())
            (void)decoder.take(batch);
        blocks += batch.block ? 1 : 0;
        for (const LogLine &line : batch.lines) {
            const QByteArray number = QByteArray::number(next).rightJustified(9, '0');
            QCOMPARE(QByteArrayView(batch.bytes).sliced(line.offset, 9), QByteArrayView(number));
            QCOMPARE(batch.bytes.at(line.offset + line.length), '\n');
            QCOMPARE(line.length, 99U);
            QCOMPARE(line.timeNs % 1'000'000'000, next * 1000LL);
            ++next;
        }
        QVERIFY(!batch.block || (batch.facts.isRising && batch.facts.isAscii && batch.facts.longest == 99));
    }
    QCOMPARE(next, lines);
    QVERIFY(blocks > 1); // from the second batch on
}

void TestLogDecoder::tellsFacts()
{
    const QByteArray much = test::logFrames(0, 2000);
    const auto facts = [&much](const QByteArray &more) {
        LogDecoder decoder(false, true);
        LogBatch batch;
        for (int i = 0; i < 2; ++i) {
            decoder.push(much.constData(), static_cast<std::size_t>(much.size()));
            if (i == 0)
                (void)decoder.take(batch);
        }
        decoder.push(more.constData(), static_cast<std::size_t>(more.size()));
        (void)decoder.take(batch);
        return batch.block ? batch.facts : LogFacts();
    };
    QVERIFY(facts({}).isRising);
    QCOMPARE(facts({}).times[1].count, 2000);
    QCOMPARE(facts({}).times[1].lastNs - facts({}).times[1].firstNs, 1999 * 1000);
    const LogFacts equal = facts(frame(1, "2026-11-22T10:00:10.001999000Z x\n"));
    QVERIFY(!equal.isRising && equal.isSorted);
    const LogFacts back = facts(frame(1, "2026-11-22T10:00:10.001998999Z x\n"));
    QVERIFY(!back.isRising && !back.isSorted);
    QVERIFY(facts(frame(2, "2026-11-22T10:00:10.001998999Z x\n")).isRising); // another stream
    const LogFacts coloured = facts(frame(2, "2026-11-22T10:00:11.5Z \x1b[1mx\xc3\xbc\n"));
    QVERIFY(coloured.hasEscape && !coloured.isAscii && !coloured.hasPartial);
    const LogFacts large = facts(frame(2, "2026-11-22T10:00:11.5Z " + QByteArray(120'000, 'x') + '\n'));
    QCOMPARE(large.longest, 120'000U);
}

void TestLogDecoder::clockReadsAsTheParser()
{
    LogClock clock;
    for (const char *text :
         {"2026-11-22T15:00:52.725116077Z a", "2026-11-22T15:00:52.000000001Z a", "2026-11-22T15:00:53.999999999Z a",
          "2026-11-22T15:00:53.99999999xZ a", "2026-11-22T15:00:53.9999999 9Z a",
          "2026-11-22T15:00:53.999999999+01:00 a", "2026-11-22T15:00:53.1Z a", "2026-11-22T15:00:53Z a",
          "2026-11-22T15:00:53.999999999Za", "no time at all, so none", "2026-13-22T15:00:53.123456789Z a",
          "2026-13-22T15:00:53.123456789Z a", "1969-12-31T23:59:59.000000005Z a", "1969-12-31T23:59:59.000000006Z a",
          ""}) {
        std::string_view expectedRest = text;
        std::string_view rest = text;
        const std::optional<qint64> expected = takeLogTimestamp(expectedRest);
        QCOMPARE(clock.take(rest), expected);
        QCOMPARE(QByteArray(rest.data(), qsizetype(rest.size())),
                 QByteArray(expectedRest.data(), qsizetype(expectedRest.size())));
    }
}

void TestLogDecoder::parsesTimestamps_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"1970-01-01T00:00:00Z", "2026-11-22T15:00:52.725116077Z", "2024-02-29T23:59:59.1Z",
          "2000-03-01T00:00:00.000000001+01:30", "1999-12-31T23:59:59-08:00", "1969-12-31T23:59:59.5Z"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestLogDecoder::parsesTimestamps()
{
    QFETCH(const QString, text);
    const QDateTime expected = QDateTime::fromString(text, Qt::ISODateWithMs);
    const auto time = parseLogTimestamp(text.toStdString());
    QVERIFY(time);
    QCOMPARE(*time / 1'000'000, expected.toMSecsSinceEpoch());
    std::string line = text.toStdString() + " the rest";
    std::string_view rest = line;
    QCOMPARE(takeLogTimestamp(rest), time);
    QCOMPARE(rest, std::string_view("the rest"));
}

void TestLogDecoder::refusesOtherTimestamps_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "2026", "2026-11-22 15:00:52Z", "2026-11-22T15:00:52", "2026-11-22T15:00:52.Z", "2026-13-22T15:00:52Z",
          "2026-11-22T15:00:52.1234567890Z", "0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z", "2026-11-22T15:00:52Zz"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestLogDecoder::refusesOtherTimestamps()
{
    QFETCH(const QString, text);
    QVERIFY(!parseLogTimestamp(text.toStdString()));
    const std::string line = text.toStdString() + " the rest";
    std::string_view rest = line;
    QVERIFY(!takeLogTimestamp(rest));
    QCOMPARE(rest, std::string_view(line));
}

QTEST_GUILESS_MAIN(TestLogDecoder)
#include "tst_log_decoder.moc"
