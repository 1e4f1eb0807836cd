// SPDX-License-Identifier: Apache-2.0
#include "ui/character_map.h"
#include "ui/line_parts.h"
#include "ui/shaped_text.h"
#include "ui/theme.h"

#include <QGlyphRun>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QTest>
#include <QTextLayout>

#include <algorithm>

using namespace Qt::StringLiterals;
using ui::CharacterMap;
using ui::ShapedText;

namespace {

/// A row of text, and what is known of it.
struct Row
{
    explicit Row(const QString &shown) : text(shown), layout(shown, ui::monospaceFont())
    {
        QTextOption option;
        option.setTextDirection(Qt::LeftToRight);
        option.setFlags(QTextOption::IncludeTrailingSpaces);
        layout.setTextOption(option);
        layout.setCacheEnabled(true);
        layout.beginLayout();
        line = layout.createLine();
        line.setLineWidth(10'000);
        layout.endLayout();
    }

    [[nodiscard]] CharacterMap map() const { return {line, text, ui::isMixed(text)}; }
    [[nodiscard]] ShapedText shaped() const { return {line, 0, text}; }
    /// As Qt tells it of one character.
    [[nodiscard]] CharacterMap::Edges edges(qsizetype at) const
    {
        CharacterMap::Edges found{1e9, 0};
        for (const QGlyphRun &run : line.glyphRuns(int(at), 1)) {
            const QList<QPointF> advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes());
            for (qsizetype i = 0; i < advances.size(); ++i) {
                found.first = std::min(found.first, run.positions()[i].x());
                found.second = std::max(found.second, run.positions()[i].x() + advances[i].x());
            }
        }
        return found;
    }

    QString text;
    QTextLayout layout;
    QTextLine line;
};

template<class Paint>
QImage painted(const Paint &paint)
{
    QImage image(1500, 60, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(Qt::black);
    paint(painter);
    return image;
}

QString randomText(QRandomGenerator &random)
{
    static const QStringList words{u"ab"_s,
                                   u"c"_s,
                                   u" "_s,
                                   u"12"_s,
                                   u"\u05e9\u05dc"_s,
                                   u"\u05d0"_s,
                                   u"\u0633\u0644\u0627"_s,
                                   u"("_s,
                                   u"\u4f60\u597d"_s,
                                   u"-"_s,
                                   u")"_s,
                                   u"\u0661"_s,
                                   u"e\u0301"_s,
                                   u"\u05e9\u05b8"_s};
    QString text;
    for (int count = random.bounded(1, 20); count > 0; --count)
        text += words[random.bounded(int(words.size()))];
    return text;
}

} // namespace

class TestCharacterMap : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void knowsWhatIsApart_data();
    void knowsWhatIsApart();
    void standsWhereQtSaysOfEach();
    void paintsStretchesAsTheWhole();
};

void TestCharacterMap::knowsWhatIsApart_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isApart");
    QTest::newRow("Latin") << u"abc"_s << true;
    QTest::newRow("both directions") << u"ab \u05e9\u05dc cd"_s << true;
    QTest::newRow("right to left alone") << u"\u05e9\u05dc\u05d5"_s << true;
    QTest::newRow("one that takes a pair") << u"a\U0001f600b"_s << true;
    QTest::newRow("mark") << u"ae\u0301b"_s << false;
    QTest::newRow("mark from right to left") << u"a \u05e9\u05b8 b"_s << false;
    QTest::newRow("empty") << u""_s << false;
}

void TestCharacterMap::knowsWhatIsApart()
{
    QFETCH(const QString, text);
    QTEST(Row(text).map().isApart(), "isApart");
}

void TestCharacterMap::standsWhereQtSaysOfEach()
{
    QRandomGenerator random(11);
    int apart = 0;
    for (int round = 0; round < 500; ++round) {
        const Row row(randomText(random));
        const CharacterMap map = row.map();
        apart += map.isApart() ? 1 : 0;
        if (!map.isApart() && !ui::isMixed(row.text))
            continue; // nothing is told of these
        for (qsizetype i = 0; i < row.text.size(); ++i) {
            const QByteArray what = row.text.toUtf8() + " at " + QByteArray::number(i);
            QVERIFY2(qAbs(map.edges(i).first - row.edges(i).first) < 0.01, what);
            QVERIFY2(qAbs(map.edges(i).second - row.edges(i).second) < 0.01, what);
        }
    }
    QVERIFY(apart > 50 && apart < 450);
}

void TestCharacterMap::paintsStretchesAsTheWhole()
{
    QRandomGenerator random(12);
    for (int round = 0; round < 100; ++round) {
        const Row row(randomText(random));
        const ShapedText shaped = row.shaped();
        if (!shaped.isApart())
            continue;
        const QImage whole = painted([&](QPainter &painter) {
            shaped.draw(painter, {0, 10}, shaped.begin(), shaped.end());
        });
        CharacterMap::Stretches odd;
        CharacterMap::Stretches even;
        for (qsizetype i = shaped.begin(); i < shaped.end(); ++i)
            (i % 2 ? odd : even).emplace_back(i, i + 1);
        const QImage stretches = painted([&](QPainter &painter) {
            shaped.drawApart(painter, {0, 10}, odd);
            shaped.drawApart(painter, {0, 10}, even);
        });
        QVERIFY2(whole == stretches, row.text.toUtf8());
        const QImage some = painted([&](QPainter &painter) { shaped.drawApart(painter, {0, 10}, even); });
        const bool isLess =
            std::any_of(odd.begin(), odd.end(), [&row](const auto &at) { return !row.text[at.first].isSpace(); });
        QVERIFY2(!isLess || some != whole, row.text.toUtf8());
    }
}

QTEST_MAIN(TestCharacterMap)
#include "tst_character_map.moc"
