// SPDX-License-Identifier: Apache-2.0
#include "ui/line_parts.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QRandomGenerator>
#include <QScrollBar>
#include <QTest>
#include <QTextLayout>

#include <algorithm>
#include <map>
#include <memory>

using namespace Qt::StringLiterals;
using ui::LinePart;

namespace {

QString dump(const QString &text)
{
    const ui::LogFont font(ui::monospaceFont());
    QStringList parts;
    for (const LinePart &part : ui::cutParts(text, font))
        parts.append((part.isGrid ? u'=' : u'~') + text.mid(part.begin, part.end - part.begin));
    return parts.join(u'|');
}

void addLine(models::LogDocument &document, const QString &text)
{
    document.append([&text](models::LineStore &store) {
        const QByteArray bytes = text.toUtf8();
        store.append(models::LogPiece{bytes, 0, engine::LogStream::Stdout, false, false});
    });
}

/// Where characters are painted. QTextLine::cursorToX() tells of other places where directions meet.
void addPlaces(std::multimap<qreal, qsizetype> &order, const QTextLine &line, qreal left, qsizetype offset)
{
    for (int i = 0; i < line.textLength(); ++i) {
        const QList<QGlyphRun> glyphs = line.glyphRuns(i, 1);
        order.emplace(left + glyphs.constFirst().positions().constFirst().x(), offset + i);
    }
}

/// The characters of a line from left to right, as Qt orders all of it at once.
std::vector<qsizetype> orderOfWhole(const QString &text)
{
    QTextLayout layout(text, ui::monospaceFont());
    QTextOption option;
    option.setTextDirection(Qt::LeftToRight);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    const QTextLine line = layout.createLine();
    layout.endLayout();
    std::multimap<qreal, qsizetype> order;
    addPlaces(order, line, 0, 0);
    std::vector<qsizetype> result;
    for (const auto &[x, at] : order)
        result.push_back(at);
    return result;
}

/// The same of its parts.
std::vector<qsizetype> orderOfParts(const QString &text)
{
    models::LogDocument document;
    addLine(document, text);
    ui::LogLayout layout;
    layout.setFont(ui::LogFont(ui::monospaceFont()));
    layout.setDocument(&document);
    std::multimap<qreal, qsizetype> order;
    const ui::ShownLine &shown = layout.line(0);
    if (shown.parts.empty()) { // all of it is a grid
        for (qsizetype i = 0; i < text.size(); ++i)
            order.emplace(qreal(i), i);
    }
    (void)layout.xOf({0, shown.ansi.text.size()}); // makes all parts ready, whatever time that takes
    layout.visitParts(0, 0, 1e6, [&order](const ui::ShownLine::Part &part, qreal left) {
        if (part.shaped)
            return addPlaces(order, part.layout->lineAt(0), left, part.begin);
        for (qsizetype i = part.begin; i < part.end; ++i)
            order.emplace(left + qreal(i - part.begin) * part.width / qreal(part.end - part.begin), i);
    });
    std::vector<qsizetype> result;
    for (const auto &[x, at] : order)
        result.push_back(at);
    return result;
}

} // namespace

class TestLineParts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cutsWhereNothingReachesAcross_data();
    void cutsWhereNothingReachesAcross();
    void partsAreAllOfTheLine();
    void directionsAreThoseOfTheWholeLine();
    void placesAreThoseOfTheCharacters();
    void extentsFollowTheDirections();
    void aCostlyPageIsPaintedInTheEnd();

private:
    std::shared_ptr<ui::ScriptFonts> m_fonts; ///< of all that is laid out here: known from the beginning
};

void TestLineParts::initTestCase()
{
    ui::applyTheme(*qApp);
    const ui::LogFont font(ui::monospaceFont());
    m_fonts = ui::ScriptFonts::of(font.font());
    const auto isKnown = [&] {
        QString text = u"e\u0301\u4f60\u05e9\u0633\u0915\u0301 "_s;
        m_fonts->mask(text, font, {});
        return !m_fonts->isLooking();
    };
    QTRY_VERIFY_WITH_TIMEOUT(isKnown(), 60'000);
}

void TestLineParts::cutsWhereNothingReachesAcross_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("parts");
    QTest::newRow("empty") << u""_s << u""_s;
    QTest::newRow("cells only") << u"all cells"_s << u"=all cells"_s;
    QTest::newRow("Chinese") << u"ab \u4f60\u597d cd"_s << u"=ab |~\u4f60\u597d|= cd"_s;
    QTest::newRow("mark") << u"cafe\u0301!"_s << u"=caf|~e\u0301|=!"_s;
    QTest::newRow("joined emoji") << u"a\U0001f469\u200d\U0001f4bb b"_s << u"=a|~\U0001f469\u200d\U0001f4bb|= b"_s;
    QTest::newRow("words of a script with shapes")
        << u"\u0915\u094d\u0937 \u0915"_s << u"~\u0915\u094d\u0937|= |~\u0915"_s;
    QTest::newRow("right to left") << u"ab \u05e9\u05dc 12 \u05e9 cd"_s << u"=ab |~\u05e9\u05dc 12 \u05e9 |=cd"_s;
    QTest::newRow("sign before a script") << u"\u2713\u0915\u094d\u0937"_s << u"~\u2713|~\u0915\u094d\u0937"_s;
    QTest::newRow("brackets around both") << u"(a \u05e9) \u05dc"_s << u"~(a \u05e9) \u05dc"_s;
    QTest::newRow("long") << QString(40, u'\u4f60')
                          << u"~"_s + QString(32, u'\u4f60') + u"|~"_s + QString(8, u'\u4f60');
}

void TestLineParts::cutsWhereNothingReachesAcross()
{
    QFETCH(const QString, text);
    QFETCH(const QString, parts);
    QCOMPARE(dump(text), parts);
}

QString randomLine(QRandomGenerator &random, bool withDirections)
{
    static const QString neutral = u"ab12 .-+,%$()[]{}<>\u00e9\u4f60\u597d\u0915\u094d\u0937\u00a0"_s;
    static const QString all = neutral + u"\u05e9\u05dc\u05d0\u0633\u0644\u0663 \u0301"_s;
    const QString &from = withDirections ? all : neutral;
    QString line;
    for (int i = random.bounded(1, 40); i > 0; --i)
        line += from[random.bounded(from.size())];
    return line;
}

void TestLineParts::partsAreAllOfTheLine()
{
    QRandomGenerator random(17);
    const ui::LogFont font(ui::monospaceFont());
    for (int round = 0; round < 500; ++round) {
        const QString line = randomLine(random, round % 2 == 1);
        qsizetype at = 0;
        for (const LinePart &part : ui::cutParts(line, font)) {
            QCOMPARE(part.begin, at);
            QVERIFY(part.end > part.begin);
            QCOMPARE(part.isGrid, font.isGrid(QStringView(line).mid(part.begin, part.end - part.begin)));
            at = part.end;
        }
        QCOMPARE(at, line.size());
    }
}

void TestLineParts::directionsAreThoseOfTheWholeLine()
{
    QRandomGenerator random(4);
    for (int round = 0; round < 1000; ++round) {
        QString line = randomLine(random, true);
        // What has no width of its own has no order; what no font has is measured only the second time.
        line.removeIf(
            [](QChar c) { return c.category() == QChar::Mark_NonSpacing || c.script() == QChar::Script_Devanagari; });
        if (round % 2 == 1) {
            line.insert(random.bounded(line.size() + 1), u'(');
            line.insert(random.bounded(line.indexOf(u'(') + 1, line.size() + 1), u')');
        }
        if (!line.isEmpty() && orderOfParts(line) != orderOfWhole(line))
            QFAIL(qPrintable(line + u" ← "_s + dump(line)));
    }
}

void TestLineParts::placesAreThoseOfTheCharacters()
{
    models::LogDocument document;
    addLine(document, u"at 12:00 \u4f60\u597d (\u05e9\u05dc\u05d5\u05dd) cafe\u0301 \u0915\u094d\u0937 end"_s);
    ui::LogLayout layout;
    layout.setFont(ui::LogFont(ui::monospaceFont()));
    layout.setDocument(&document);
    const qsizetype length = layout.line(0).ansi.text.size();
    QCOMPARE(layout.xOf({0, 0}), 0.0);
    QCOMPARE(layout.positionAt({0, 0}, -5), (ui::LogPosition{0, 0}));
    QCOMPARE(layout.positionAt({0, 0}, 1e6), (ui::LogPosition{0, length}));
    QCOMPARE(layout.xOf({0, length}), layout.line(0).width);
    for (const QStringView word : {u"12:00", u"\u4f60", u"\u597d", u"caf", u"end"}) {
        const ui::LogPosition position{0, layout.line(0).ansi.text.indexOf(word)};
        QCOMPARE(layout.positionAt({0, 0}, layout.xOf(position) + 1), position);
    }
}

void TestLineParts::extentsFollowTheDirections()
{
    models::LogDocument document;
    addLine(document, u"ab \u05e9\u05dc\u05d5\u05dd cd"_s);
    ui::LogLayout layout;
    layout.setFont(ui::LogFont(ui::monospaceFont()));
    layout.setColumns(80);
    layout.setDocument(&document);
    const ui::ShapedText &row = layout.line(0).shapedRows.at(0);
    QCOMPARE(row.extents(0, 10), (std::vector<std::pair<qreal, qreal>>{{0, row.width()}}));
    const auto first = row.extents(3, 4); // of the word that reads from right to left: at its right end
    const auto word = row.extents(3, 7);
    const auto mixed = row.extents(1, 4);
    QCOMPARE(first.size(), 1);
    QCOMPARE(word.size(), 1);
    QCOMPARE(first[0].second, word[0].second);
    QVERIFY(first[0].first > word[0].first);
    QCOMPARE(mixed.size(), 2);
    QCOMPARE(mixed[1], first[0]);
    addLine(document, u"a \u0633\u0644\u0627\u0645 b"_s); // with a ligature: its last character is the leftmost
    const ui::ShapedText &joined = layout.line(1).shapedRows.at(0);
    QCOMPARE(joined.extents(5, 6)[0].first, joined.extents(2, 6)[0].first);
    addLine(document, u"\U0001f469 e\u0301b"_s);
    const ui::ShapedText &marks = layout.line(2).shapedRows.at(0);
    QVERIFY(!marks.extents(0, 2).empty());
    QCOMPARE(marks.extents(1, 2), marks.extents(0, 1)); // half of a character is all of it
    QCOMPARE(marks.extents(4, 5), marks.extents(3, 4));
    QCOMPARE(marks.extents(4, 5).size(), 1);
    QVERIFY(marks.extents(4, 5)[0].second > marks.extents(4, 5)[0].first);
    QVERIFY(marks.extents(5, 6)[0].first >= marks.extents(4, 5)[0].second);
}

void TestLineParts::aCostlyPageIsPaintedInTheEnd()
{
    models::LogDocument document;
    for (int i = 0; i < 200; ++i) // each line another one
        addLine(document, u"ab \u05e9\u05dc \u4f60%1 "_s.arg(QChar(0x5000 + i)).repeated(16));
    ui::LogView view;
    view.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // no other width when the lines come
    view.setWrapped(false);
    view.resize(1600, 1000);
    view.setDocument(&document);
    view.show();
    const auto picture = [&view] { return view.viewport()->grab().toImage(); };
    (void)picture();
    QTRY_VERIFY(!view.lineLayout().isUnfinished());
    const QImage settled = picture();
    QVERIFY(!view.lineLayout().isUnfinished());
    view.lineLayout().forget();
    QTRY_COMPARE(picture(), settled);
    QCOMPARE(view.horizontalScrollBar()->maximum(), 0); // all of a line is in view, and its true width is known
}

QTEST_MAIN(TestLineParts)
#include "tst_line_parts.moc"
