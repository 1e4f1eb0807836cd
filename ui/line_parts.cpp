// SPDX-License-Identifier: Apache-2.0
#include "ui/line_parts.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ui {
namespace {

constexpr qsizetype ShapedLength = 32;     ///< a part that is no grid ends at the next chance after so many characters
constexpr std::size_t DeepestBracket = 63; ///< as in the Unicode bidirectional algorithm (BD16)
constexpr char32_t FirstRightToLeft = 0x590;

bool isRightToLeft(char32_t c)
{
    const QChar::Direction direction = c < FirstRightToLeft ? QChar::DirL : QChar::direction(c);
    return direction == QChar::DirR || direction == QChar::DirAL || direction == QChar::DirAN;
}

/// Scripts and pictures whose characters don't change with their neighbours.
bool standsAlone(char32_t c)
{
    return (c >= 0x2600 && c < 0x2800) || (c >= 0x2e80 && c < 0xa4d0) || (c >= 0xac00 && c < 0xd7a4) ||
           (c >= 0xf900 && c < 0xfb00) || (c >= 0xff00 && c < 0xfff0) || c == 0xfffd || (c >= 0x1f000 && c < 0x1fb00) ||
           (c >= 0x20000 && c < 0x40000);
}

bool isFlagLetter(char32_t c)
{
    return c >= 0x1f1e6 && c < 0x1f200;
}

/// Belongs to the character before.
bool isAttached(char32_t c)
{
    const QChar::Category category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_SpacingCombining ||
           category == QChar::Mark_Enclosing || category == QChar::Other_Format || category == QChar::Symbol_Modifier;
}

bool isJoined(char32_t before, char32_t at)
{
    return isAttached(at) || QChar::category(before) == QChar::Other_Format ||
           (isFlagLetter(before) && isFlagLetter(at));
}

char32_t characterAt(QStringView text, qsizetype i)
{
    const QChar c = text[i];
    const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
    return isPair ? QChar::surrogateToUcs4(c, text[i + 1]) : c.unicode();
}

class Cutter
{
public:
    Cutter(QStringView text, const LogFont &font) : m_text(text), m_font(font) { noteDirections(); }

    std::vector<LinePart> run()
    {
        qsizetype begin = 0;
        for (qsizetype i = 1; i <= m_text.size(); ++i) {
            if (i == m_text.size() || canCut(i))
                add(std::exchange(begin, i), i);
        }
        return std::move(m_parts);
    }

private:
    [[nodiscard]] char32_t at(qsizetype i) const { return characterAt(m_text, i); }
    [[nodiscard]] char32_t before(qsizetype i) const
    {
        return i >= 2 && m_text[i - 1].isLowSurrogate() ? at(i - 2) : at(i - 1);
    }

    void noteDirections();
    [[nodiscard]] std::vector<int> bracketDepths() const;
    [[nodiscard]] bool canCut(qsizetype i) const;
    void add(qsizetype begin, qsizetype end);
    [[nodiscard]] qreal likelyWidth(qsizetype begin, qsizetype end) const;

    QStringView m_text;
    const LogFont &m_font;
    std::vector<bool> m_keepsOrder; ///< of a cut before each character; empty: all of the line reads from left to right
    std::vector<LinePart> m_parts;
};

/// A cut beside a character that reads from left to right, as the line does, changes no order, nor one before the first that reads
/// from right to left after such: what it leaves to either side is resolved against the same direction as before.
void Cutter::noteDirections()
{
    if (!isMixed(m_text))
        return;
    std::vector<int> depths = bracketDepths();
    m_keepsOrder.resize(depths.size());
    bool isBesideLeft = true;
    bool isLeftLast = true; // of those that have a direction
    for (qsizetype i = 0; i < m_text.size(); ++i) {
        const char32_t c = m_text[i].isLowSurrogate() && i > 0 ? at(i - 1) : at(i);
        const QChar::Direction direction = QChar::direction(c);
        const bool isLeft = direction == QChar::DirL;
        const bool isRight = isRightToLeft(c);
        m_keepsOrder[std::size_t(i)] =
            (isLeft || isBesideLeft || (isRight && isLeftLast)) && depths[std::size_t(i)] == 0;
        isBesideLeft = isLeft;
        isLeftLast = isLeft || (isLeftLast && !isRight);
    }
}

/// How many pairs of brackets a cut before each character would part: those are resolved as pairs.
std::vector<int> Cutter::bracketDepths() const
{
    std::vector<int> depths(std::size_t(m_text.size()) + 1);
    std::vector<std::pair<qsizetype, QChar>> open; // and what closes it
    for (qsizetype i = 0; i < m_text.size(); ++i) {
        const QChar c = m_text[i];
        if (c.category() == QChar::Punctuation_Open && c.hasMirrored()) {
            if (open.size() == DeepestBracket) { // from here on nothing is known of pairs
                ++depths[std::size_t(i)];
                break;
            }
            open.emplace_back(i, c.mirroredChar());
        } else if (c.category() == QChar::Punctuation_Close && c.hasMirrored()) {
            const auto match =
                std::find_if(open.rbegin(), open.rend(), [c](const auto &bracket) { return bracket.second == c; });
            if (match == open.rend())
                continue;
            ++depths[std::size_t(match->first) + 1];
            --depths[std::size_t(i) + 1];
            open.erase(match.base() - 1, open.end());
        }
    }
    std::partial_sum(depths.begin(), depths.end(), depths.begin());
    return depths;
}

bool Cutter::canCut(qsizetype i) const
{
    if (!m_keepsOrder.empty() && !m_keepsOrder[std::size_t(i)])
        return false;
    const bool isCellBefore = m_font.isCell(m_text[i - 1]);
    const bool isCellAt = m_font.isCell(m_text[i]);
    if (isCellBefore && isCellAt) // within a stretch of cells only where that is needed: most lines have little else
        return !m_keepsOrder.empty() || i + 1 == m_text.size() || !m_font.isCell(m_text[i + 1]);
    if (m_text[i].isLowSurrogate() || isJoined(before(i), at(i)))
        return false;
    return isCellBefore || isCellAt || standsAlone(at(i)) || standsAlone(before(i));
}

void Cutter::add(qsizetype begin, qsizetype end)
{
    const bool isGrid = m_font.isGrid(m_text.mid(begin, end - begin));
    LinePart *const last = m_parts.empty() ? nullptr : &m_parts.back();
    // Where a script begins, so does a part: signs before it would be taken for its own, and drawn in its fonts.
    const bool isShort = last && last->end - last->begin < ShapedLength;
    if (last && last->isGrid == isGrid && (isGrid || (isShort && standsAlone(at(begin)))))
        last->end = end;
    else
        m_parts.push_back({begin, end, isGrid, 0});
    m_parts.back().width += isGrid ? qreal(end - begin) * m_font.cellWidth() : likelyWidth(begin, end);
}

qreal Cutter::likelyWidth(qsizetype begin, qsizetype end) const
{
    int cells = 0;
    for (qsizetype i = begin; i < end; ++i) {
        const char32_t c = at(i);
        if (!m_text[i].isLowSurrogate() && !isAttached(c))
            cells += standsAlone(c) ? 2 : 1;
    }
    return cells * m_font.cellWidth();
}

} // namespace

bool isMixed(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isRightToLeft(characterAt(text, i)))
            return true;
    }
    return false;
}

std::vector<LinePart> cutParts(QStringView text, const LogFont &font)
{
    return Cutter(text, font).run();
}

} // namespace ui
