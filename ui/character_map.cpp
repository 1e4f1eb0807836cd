// SPDX-License-Identifier: Apache-2.0
#include "ui/character_map.h"

#include "ui/line_parts.h"

#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <iterator>
#include <limits>

namespace ui {
namespace {

/// From where to where the glyphs of some characters stand; nothing: there are none.
CharacterMap::Edges edgesOf(const QList<QGlyphRun> &runs)
{
    CharacterMap::Edges edges{std::numeric_limits<qreal>::max(), 0};
    for (const QGlyphRun &run : runs) {
        const QList<QPointF> places = run.positions();
        const QList<QPointF> advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes());
        for (qsizetype i = 0; i < std::min(places.size(), advances.size()); ++i) {
            edges.first = std::min(edges.first, places[i].x());
            edges.second = std::max(edges.second, places[i].x() + advances[i].x());
        }
    }
    return edges;
}

/// With the character before or after: Qt need not be asked whether all are glyphs of their own.
bool joins(QChar c)
{
    return c.isMark() || c.category() == QChar::Other_Format;
}

} // namespace

CharacterMap::CharacterMap(const QTextLine &line, QStringView text, bool isMixed)
{
    if (!isMixed) { // where they are not apart, QTextLine knows as much
        m_isApart = std::none_of(text.begin(), text.end(), joins) && addGlyphs(line.glyphRuns(), text);
        return;
    }
    qsizetype begin = 0;
    bool isRight = false;
    for (qsizetype i = 0; i < text.size();) {
        const qsizetype next = i + (text[i].isHighSurrogate() && i + 1 < text.size() ? 2 : 1);
        if (ui::isMixed(text.mid(i, next - i)) != isRight) {
            isRight = !isRight;
            if (i > begin)
                addStretch(line, text, std::exchange(begin, i), i);
        }
        i = next;
    }
    addStretch(line, text, begin, text.size());
}

void CharacterMap::addStretch(const QTextLine &line, QStringView text, qsizetype begin, qsizetype end)
{
    const int start = line.textStart();
    if (addGlyphs(line.glyphRuns(start + int(begin), int(end - begin)), text.mid(begin, end - begin)))
        return;
    m_isApart = false;
    for (qsizetype i = begin; i < end; ++i) // not by cursorToX(): that is wrong where directions meet and in ligatures
        m_characters.push_back({edgesOf(line.glyphRuns(start + int(i), 1)), 0, -1, {}});
}

bool CharacterMap::addGlyphs(const QList<QGlyphRun> &runs, QStringView stretch)
{
    const auto isPart = [](QChar c) { return c.isLowSurrogate(); };
    std::vector<Character> found;
    found.reserve(std::size_t(stretch.size()));
    const bool isBackward = !runs.isEmpty() && runs.first().isRightToLeft();
    if ((isBackward && runs.size() > 1) || stretch.isEmpty() || isPart(stretch.front()))
        return false; // which of several comes first is not told
    for (const QGlyphRun &run : runs) {
        if (run.isRightToLeft() != isBackward)
            return false;
        const QRawFont font = run.rawFont();
        const int index = fontIndex(font);
        const QList<quint32> glyphs = run.glyphIndexes();
        const QList<QPointF> places = run.positions();
        const QList<QPointF> advances = font.advancesForGlyphIndexes(glyphs);
        if (places.size() != glyphs.size() || advances.size() != glyphs.size())
            return false;
        for (qsizetype i = 0; i < glyphs.size(); ++i)
            found.push_back({{places[i].x(), places[i].x() + advances[i].x()}, glyphs[i], index, places[i]});
    }
    const auto characters = stretch.size() - std::count_if(stretch.begin(), stretch.end(), isPart);
    const auto isBehind = [isBackward](const Character &a, const Character &b) {
        return isBackward ? b.place.x() >= a.place.x() : b.place.x() <= a.place.x();
    };
    if (qsizetype(found.size()) != characters ||
        std::adjacent_find(found.begin(), found.end(), isBehind) != found.end())
        return false;
    auto next = found.begin();
    for (const QChar c : stretch) {
        if (isPart(c))
            m_characters.push_back({std::prev(next)->edges, 0, -1, {}});
        else
            m_characters.push_back(*next++);
    }
    return true;
}

int CharacterMap::fontIndex(const QRawFont &font)
{
    const auto known = std::find(m_fonts.begin(), m_fonts.end(), font);
    const auto index = int(known - m_fonts.begin());
    if (known == m_fonts.end())
        m_fonts.push_back(font);
    return index;
}

void CharacterMap::draw(QPainter &painter, const QPointF &origin, const Stretches &stretches) const
{
    for (std::size_t font = 0; font < m_fonts.size(); ++font) {
        QList<quint32> glyphs;
        QList<QPointF> places;
        for (const auto &[begin, end] : stretches) {
            for (qsizetype i = begin; i < end; ++i) {
                const Character &character = m_characters[std::size_t(i)];
                if (character.font != int(font))
                    continue;
                glyphs.append(character.glyph);
                places.append(character.place);
            }
        }
        if (glyphs.isEmpty())
            continue;
        QGlyphRun run;
        run.setRawFont(m_fonts[font]);
        run.setGlyphIndexes(glyphs);
        run.setPositions(places);
        painter.drawGlyphRun(origin, run);
    }
}

} // namespace ui
