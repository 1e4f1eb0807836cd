// SPDX-License-Identifier: Apache-2.0
#include "models/ansi_parser.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using models::AnsiColor;
using models::AnsiLine;
using models::AnsiState;
using models::AnsiStyle;

class TestAnsiParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsText_data();
    void showsText();
    void readsColours_data();
    void readsColours();
    void keepsStyleAcrossLines();
    void cutSequenceIsSwallowed();
    void skipGivesTheStateOfParse();
    void runsCoverTheTextInOrder();
    void plainTextKeepsTabs();
};

void TestAnsiParser::showsText_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &text) {
        QTest::newRow(name) << bytes << text;
    };
    row("empty", "", u""_s);
    row("plain", "hello", u"hello"_s);
    row("sgr", "\x1b[1;31mred\x1b[0m end", u"red end"_s);
    row("cursor and erase", "a\x1b[2Kb\x1b[10;5Hc\x1b[?25l", u"abc"_s);
    row("title", "\x1b]0;evil title\x07shown", u"shown"_s);
    row("hyperlink", "\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", u"link"_s);
    row("device control", "a\x1bPq#0;1~\x1b\\b", u"ab"_s);
    row("string broken off by escape", "\x1b]0;x\x1b[1mshown", u"shown"_s);
    row("unfinished sequence", "a\x1b[31", u"a"_s);
    row("unfinished string", "a\x1b]0;title", u"a"_s);
    row("lone escape", "a\x1b", u"a"_s);
    row("charset", "\x1b(Bx", u"x"_s);
    row("broken by text", "\x1b[3\xc3\xa9", u"\u00e9"_s);
    row("progress", "10%\r50%\r100%", u"100%"_s);
    row("trailing CR", "done\r", u"done"_s);
    row("many trailing CR", "done\r\r", u"done"_s);
    row("backspace", "abc\b\bX", u"aX"_s);
    row("backspace at start", "\b\bX", u"X"_s);
    row("backspace over a pair", "\xf0\x9f\x98\x80\bX", u"X"_s);
    row("tab", "a\tb", QString(u"a\t"_s + QString(6, QChar(models::AnsiTabFill)) + u'b'));
    row("NUL and others", QByteArray("a\0b\x01\x7f", 5), u"a^@b^A^?"_s);
    row("bell", "a\ab", u"ab"_s);
    row("invalid UTF-8", "a\xff\xfe\x80z", u"a\ufffd\ufffd\ufffdz"_s);
    row("cut character", "a\xe2\x82", u"a\ufffd\ufffd"_s);
    row("C1",
        "a\xc2\x9b"
        "31mb",
        u"a\ufffd31mb"_s);
    row("bidirectional override",
        "a\xe2\x80\xae"
        "b",
        u"a\ufffdb"_s);
    row("line separator",
        "a\xe2\x80\xa8"
        "b",
        u"a\ufffdb"_s);
    row("right to left", "\xd7\xa9\xd7\x9c", u"\u05e9\u05dc"_s);
}

void TestAnsiParser::showsText()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, text);
    QCOMPARE(models::parseAnsi(bytes, {}).text, text);
}

void TestAnsiParser::readsColours_data()
{
    using Kind = AnsiColor::Kind;
    QTest::addColumn<QByteArray>("codes");
    QTest::addColumn<AnsiStyle>("style");
    const AnsiColor red{Kind::Indexed, 1, 0, 0};
    const AnsiColor rgb{Kind::Rgb, 1, 2, 3};
    const auto row = [](const char *codes, const AnsiStyle &style) {
        QTest::newRow(codes) << QByteArray(codes) << style;
    };
    row("31", {red, {}, 0});
    row("41", {{}, red, 0});
    row("91", {{Kind::Indexed, 9, 0, 0}, {}, 0});
    row("107", {{}, {Kind::Indexed, 15, 0, 0}, 0});
    row("38;5;200", {{Kind::Indexed, 200, 0, 0}, {}, 0});
    row("38:5:200", {{Kind::Indexed, 200, 0, 0}, {}, 0});
    row("38;2;1;2;3", {rgb, {}, 0});
    row("38:2::1:2:3", {rgb, {}, 0});
    row("38:2:1:2:3", {rgb, {}, 0});
    row("48;2;1;2;3;31", {red, rgb, 0});
    row("38;2;999;2;3", {{Kind::Rgb, 255, 2, 3}, {}, 0});
    row("58;5;9;31", {red, {}, 0});
    row("38;5", {{Kind::Indexed, 0, 0, 0}, {}, 0});
    row("1;3;4;7;9",
        {{},
         {},
         AnsiStyle::Bold | AnsiStyle::Italic | AnsiStyle::Underline | AnsiStyle::Inverse | AnsiStyle::StrikeOut});
    row("1;2;22;4;24;7;27", {});
    row("4:3", {{}, {}, AnsiStyle::Underline});
    row("4:0", {});
    row("31;", {});
    row("", {});
    row("?31", {});
    row(">4;2", {});
    row("99999999999999999999", {});
    row("1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1;1", {});
}

void TestAnsiParser::readsColours()
{
    QFETCH(const QByteArray, codes);
    QFETCH(const AnsiStyle, style);
    const AnsiLine line = models::parseAnsi("\x1b[" + codes + "mx", {});
    QCOMPARE(line.text, u"x"_s);
    QVERIFY(line.end.style == style);
    QCOMPARE(line.runs.size(), 1U);
    QVERIFY(line.runs.front().style == style);
}

void TestAnsiParser::keepsStyleAcrossLines()
{
    const AnsiLine first = models::parseAnsi("a\x1b[32mb", {});
    const AnsiLine second = models::parseAnsi("c\x1b[0md", first.end);
    QCOMPARE(second.runs.size(), 2U);
    QCOMPARE(second.runs[0].style.foreground.red, quint8(2));
    QVERIFY(second.runs[1].style == AnsiStyle());
    QCOMPARE(second.runs[1].start, 1);
}

void TestAnsiParser::cutSequenceIsSwallowed()
{
    const AnsiLine first = models::parseAnsi("a\x1b]0;ti", {});
    QCOMPARE(models::parseAnsi("tle\x07shown", first.end).text, u"shown"_s);
    const AnsiLine second = models::parseAnsi("a\x1b[3", {});
    QCOMPARE(models::parseAnsi("1mshown", second.end).text, u"shown"_s);
}

namespace {

/// Bytes that are likely to hit the parser's cases.
QByteArray randomLog(QRandomGenerator &random)
{
    static const QByteArrayList parts{"\x1b[",
                                      "\x1b]",
                                      "\x1b\\",
                                      "\x1b",
                                      "m",
                                      ";",
                                      ":",
                                      "31",
                                      "38;5;",
                                      "0",
                                      "\r",
                                      "\b",
                                      "\t",
                                      "\x07",
                                      "text",
                                      "\xc3\xa9",
                                      "\xf0\x9f\x98\x80",
                                      "\xff",
                                      "\xe2\x80\xae",
                                      "?",
                                      "1",
                                      "K"};
    QByteArray bytes;
    for (int i = random.bounded(30); i > 0; --i)
        bytes += parts[random.bounded(int(parts.size()))];
    return bytes;
}

} // namespace

void TestAnsiParser::skipGivesTheStateOfParse()
{
    QRandomGenerator random(1);
    for (int i = 0; i < 5000; ++i) {
        const QByteArray bytes = randomLog(random);
        const AnsiState start = models::parseAnsi(randomLog(random), {}).end;
        QVERIFY2(models::parseAnsi(bytes, start).end == models::skipAnsi(bytes, start), bytes.toHex().constData());
    }
}

void TestAnsiParser::runsCoverTheTextInOrder()
{
    QRandomGenerator random(2);
    for (int i = 0; i < 5000; ++i) {
        const QByteArray bytes = randomLog(random);
        const AnsiLine line = models::parseAnsi(bytes, {});
        QCOMPARE(line.runs.empty(), line.text.isEmpty());
        if (!line.runs.empty())
            QCOMPARE(line.runs.front().start, 0);
        for (std::size_t run = 1; run < line.runs.size(); ++run) {
            QVERIFY(line.runs[run].start > line.runs[run - 1].start);
            QVERIFY(line.runs[run].start < line.text.size());
        }
        QVERIFY(line.text.size() <= bytes.size() * 8);
    }
}

void TestAnsiParser::plainTextKeepsTabs()
{
    QCOMPARE(models::plainText(models::parseAnsi("a\tb\tc", {}).text), u"a\tb\tc"_s);
    QVERIFY(models::isPlainLog("a\tb\xc3\xa9"));
    QVERIFY(!models::isPlainLog("a\rb"));
}

QTEST_APPLESS_MAIN(TestAnsiParser)
#include "tst_ansi_parser.moc"
