// SPDX-License-Identifier: Apache-2.0
#include "ui/log_json_panel.h"
#include "ui/log_view.h"
#include "ui/script_fonts.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGlyphRun>
#include <QPlainTextEdit>
#include <QRawFont>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using ui::LogFont;
using ui::ScriptFonts;

namespace {

constexpr int LimitMs = 60'000;
const QString Blank = u" "_s;

QString box()
{
    const LogFont grid(ui::monospaceFont());
    const QString boxes = u"\u2395\u25a1?"_s;
    return *std::find_if(boxes.begin(), boxes.end(), [&grid](QChar c) { return grid.isCell(c); });
}

/// What stands in for a text, once it is known.
QString masked(ScriptFonts &fonts, QString text, const QList<QTextLayout::FormatRange> &faces = {})
{
    const LogFont grid(ui::monospaceFont());
    for (;;) {
        QString shown = text;
        fonts.mask(shown, grid, faces);
        if (!fonts.isLooking())
            return shown;
        QSignalSpy learned(&fonts, &ScriptFonts::learned);
        if (!learned.wait(LimitMs))
            return u"nothing was learned"_s;
    }
}

/// Whether Qt finds a font when it looks through all of them itself.
bool hasFont(const QString &text)
{
    QTextLayout layout(text, ui::monospaceFont());
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    const QList<QGlyphRun> runs = line.glyphRuns();
    return std::none_of(runs.begin(), runs.end(), [](const QGlyphRun &run) {
        return run.glyphIndexes().contains(0) || run.rawFont().fontTable("head").isEmpty();
    });
}

QTextLayout::FormatRange bold(int start, int length)
{
    QTextCharFormat format;
    format.setFontWeight(QFont::Bold);
    return {start, length, format};
}

} // namespace

class TestScriptFonts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void isSharedAmongThoseOfOneFont();
    void cellsAreNeverAskedFor();
    void showsWhatSomeFontHas_data();
    void showsWhatSomeFontHas();
    void eachFaceIsMadeReady();
    void mayGoWhileItLooks();
    void viewShowsTheTextOnceItIsKnown();
    void clickHitsWholeCharacters();
    void jsonIsCopiedAsItIs();
};

void TestScriptFonts::isSharedAmongThoseOfOneFont()
{
    const QFont font = ui::monospaceFont();
    QFont other = font;
    other.setPointSizeF(font.pointSizeF() + 1);
    const std::shared_ptr<ScriptFonts> one = ScriptFonts::of(font);
    QCOMPARE(ScriptFonts::of(font), one);
    QVERIFY(ScriptFonts::of(other) != one);
    QCOMPARE(ScriptFonts::of(font), one);
}

void TestScriptFonts::cellsAreNeverAskedFor()
{
    ScriptFonts fonts(ui::monospaceFont());
    QString text = u"plain, \u00e9 and \u03b1"_s;
    fonts.mask(text, LogFont(ui::monospaceFont()), {});
    QVERIFY(!fonts.isLooking());
    QCOMPARE(text, u"plain, \u00e9 and \u03b1"_s);
}

void TestScriptFonts::showsWhatSomeFontHas_data()
{
    QTest::addColumn<QString>("letter");
    QTest::newRow("Hebrew") << u"\u05e9"_s;
    QTest::newRow("Arabic") << u"\u0633"_s;
    QTest::newRow("Devanagari") << u"\u0915"_s;
    QTest::newRow("Khmer") << u"\u1780"_s;
    QTest::newRow("Thai") << u"\u0e01"_s;
    QTest::newRow("Chinese") << u"\u4f60"_s;
    QTest::newRow("Hangul") << u"\uac00"_s;
    QTest::newRow("Gothic, a pair of surrogates") << u"\U00010330"_s;
    QTest::newRow("Adlam, from right to left") << u"\U0001e900"_s;
}

void TestScriptFonts::showsWhatSomeFontHas()
{
    QFETCH(const QString, letter);
    ScriptFonts fonts(ui::monospaceFont());
    QString first = u"a"_s + letter + u"b"_s;
    fonts.mask(first, LogFont(ui::monospaceFont()), {});
    QVERIFY(fonts.isLooking());
    QCOMPARE(first, u"a"_s + Blank.repeated(letter.size()) + u"b"_s);
    const QString missing = box() + Blank.repeated(letter.size() - 1);
    QCOMPARE(masked(fonts, u"a"_s + letter + u"b"_s), u"a"_s + (hasFont(letter) ? letter : missing) + u"b"_s);
}

void TestScriptFonts::eachFaceIsMadeReady()
{
    ScriptFonts fonts(ui::monospaceFont());
    const QString text = u"e\u0301e\u0301"_s;
    QCOMPARE(masked(fonts, text), text);
    QString shown = text;
    fonts.mask(shown, LogFont(ui::monospaceFont()), {bold(2, 2)});
    QCOMPARE(shown, u"e\u0301e "_s);
    QVERIFY(fonts.isLooking());
    QCOMPARE(masked(fonts, text, {bold(2, 2)}), text);
}

void TestScriptFonts::mayGoWhileItLooks()
{
    for (int i = 0; i < 2000; ++i) { // far more than could be looked for before others give up
        ScriptFonts fonts(ui::monospaceFont());
        QString text = u"\u05e9\u0633\u0915\u0e01\u4f60"_s;
        fonts.mask(text, LogFont(ui::monospaceFont()), {});
        QVERIFY(fonts.isLooking());
    }
    ScriptFonts fonts(ui::monospaceFont());
    QCOMPARE(masked(fonts, u"e\u0301"_s), u"e\u0301"_s);
}

void TestScriptFonts::viewShowsTheTextOnceItIsKnown()
{
    const QString text = u"ab e\u0301 \u05e9 c"_s;
    models::LogDocument document;
    document.append([&text](models::LineStore &store) {
        const QByteArray bytes = text.toUtf8();
        store.append(models::LogPiece{bytes, 0, engine::LogStream::Stdout, false, false});
    });
    ui::LogView view;
    view.setDocument(&document);
    view.show();
    const auto laidOut = [&view] { return view.lineLayout().line(0).layout->text(); };
    QCOMPARE(laidOut().size(), text.size());
    QTRY_COMPARE_WITH_TIMEOUT(laidOut(), hasFont(u"\u05e9"_s) ? text : u"ab e\u0301 "_s + box() + u" c"_s, LimitMs);
}

void TestScriptFonts::clickHitsWholeCharacters()
{
    models::LogDocument document;
    document.append([](models::LineStore &store) { // emoji, Gothic, Adlam
        const QByteArray bytes = u"\U0001f469\U00010330\U0001e900"_s.repeated(20).toUtf8();
        store.append(models::LogPiece{bytes, 0, engine::LogStream::Stdout, false, false});
    });
    ui::LogView view;
    view.resize(900, 200);
    view.setDocument(&document);
    view.show();
    for (const bool wrapped : {true, false}) {
        view.setWrapped(wrapped);
        (void)view.viewport()->grab();
        QTRY_VERIFY_WITH_TIMEOUT(!view.lineLayout().scripts().isLooking(), LimitMs);
        const QString text = view.lineLayout().line(0).ansi.text;
        for (int x = 0; x < 600; ++x) {
            const qsizetype offset = view.positionAt({x, 5}).offset;
            QVERIFY(offset == text.size() || !text[offset].isLowSurrogate());
        }
    }
}

void TestScriptFonts::jsonIsCopiedAsItIs()
{
    const QString json = u"{\n  \"a\": \"\u0915 \U00010330 \u05e9 \u2029 e\u0301\",\n  \"b\": 1\n}"_s;
    ui::LogJsonPanel panel;
    panel.showLine(0, {}, json);
    auto *const text = panel.findChild<QPlainTextEdit *>();
    QTRY_COMPARE_WITH_TIMEOUT(text->document()->characterCount(), json.size() + 1, LimitMs);
    QCOMPARE(text->blockCount(), 4);
    QCOMPARE(text->toPlainText().contains(u'\u0915'), hasFont(u"\u0915"_s));
    QVERIFY(text->toPlainText().contains(u"e\u0301"_s));
    text->selectAll();
    text->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), json);
}

QTEST_MAIN(TestScriptFonts)
#include "tst_script_fonts.moc"
