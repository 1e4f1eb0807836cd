// SPDX-License-Identifier: Apache-2.0
#include "ui/log_font.h"

#include "models/ansi_parser.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>

#include <algorithm>
#include <cmath>
#include <vector>

namespace ui {
namespace {

constexpr char16_t GridEnd = 0x2600;

/// Characters that stand alone: no combining marks, no scripts that are shaped or run from right to left, no invisible ones.
bool standsAlone(char16_t c)
{
    return (c >= 0x20 && c < 0x300 && c != 0x7f && c != 0xad) || (c >= 0x370 && c < 0x483) ||
           (c >= 0x48a && c < 0x530) || (c >= 0x1e00 && c < 0x1f00) || (c >= 0x2010 && c < 0x2028) ||
           (c >= 0x2030 && c < 0x205f) || (c >= 0x2070 && c < 0x20d0) || (c >= 0x2100 && c < GridEnd);
}

bool isBlank(char16_t c)
{
    return c == u' ' || c == u'\t' || c == models::AnsiTabFill || c == 0xa0;
}

} // namespace

/// Of one face. What a character is, is asked of the font when it is met for the first time: few logs have more than a hundred, and to
/// ask for all took 10 ms.
struct LogFont::Glyphs
{
    static constexpr quint32 Unknown = ~0U;

    QRawFont font;
    qreal width = 0;            ///< of a character that takes one cell
    std::vector<quint32> known; ///< glyphs by character

    /// 0: not in the grid.
    [[nodiscard]] quint32 index(char16_t c)
    {
        if (c >= GridEnd)
            return 0;
        if (known[c] == Unknown)
            known[c] = standsAlone(c) ? find(c) : 0;
        return known[c];
    }

    [[nodiscard]] quint32 find(char16_t c) const
    {
        const QChar character(c);
        quint32 glyph = 0;
        int count = 1;
        if (!font.glyphIndexesForChars(&character, 1, &glyph, &count) || glyph == 0)
            return 0;
        QPointF advance;
        font.advancesForGlyphIndexes(&glyph, &advance, 1);
        return std::abs(advance.x() - width) < 1 ? glyph : 0;
    }
};

LogFont::LogFont(const QFont &font, qreal devicePixelRatio) : m_font(font), m_devicePixelRatio(devicePixelRatio)
{
    m_font.setStyleStrategy(QFont::StyleStrategy(m_font.styleStrategy() | QFont::PreferQuality));
    const QFontMetricsF metrics(m_font);
    const auto wholePixels = [devicePixelRatio](qreal length) {
        return std::max<qreal>(1, std::round(length * devicePixelRatio)) / devicePixelRatio;
    };
    m_cellWidth = wholePixels(metrics.horizontalAdvance(u'0'));
    m_rowHeight = int(std::ceil(metrics.ascent() + metrics.descent())) + 3;
    m_baseLine = int(std::ceil(metrics.ascent())) + 1;
}

QFont LogFont::variant(int faces) const
{
    QFont font = m_font;
    font.setBold(faces & Bold);
    font.setItalic(faces & Italic);
    return font;
}

LogFont::Glyphs &LogFont::glyphs(int faces) const
{
    std::shared_ptr<Glyphs> &slot = m_glyphs[std::size_t(faces)];
    if (!slot) {
        slot = std::make_shared<Glyphs>();
        slot->font = QRawFont::fromFont(variant(faces));
        slot->width = QFontMetricsF(m_font).horizontalAdvance(u'0');
        slot->known.assign(GridEnd, Glyphs::Unknown);
    }
    return *slot;
}

bool LogFont::isCell(QChar c) const
{
    return glyphs(Regular).index(c.unicode()) != 0 || isBlank(c.unicode());
}

bool LogFont::isGrid(QStringView text) const
{
    Glyphs &face = glyphs(Regular);
    return std::all_of(text.begin(), text.end(),
                       [&face](QChar c) { return face.index(c.unicode()) != 0 || isBlank(c.unicode()); });
}

void LogFont::draw(QPainter &painter, const QPointF &baseLine, QStringView text, int faces) const
{
    Glyphs &face = glyphs(faces);
    QList<quint32> indexes;
    QList<QPointF> positions;
    indexes.reserve(text.size());
    positions.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (isBlank(c))
            continue;
        indexes.append(face.index(c));
        positions.append(QPointF(qreal(i) * m_cellWidth, 0));
    }
    if (indexes.isEmpty())
        return;
    QGlyphRun run;
    run.setRawFont(face.font);
    run.setRawData(indexes.constData(), positions.constData(), int(indexes.size()));
    painter.drawGlyphRun(baseLine, run);
}

} // namespace ui
