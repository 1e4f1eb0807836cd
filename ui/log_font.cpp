// SPDX-License-Identifier: Apache-2.0
#include "ui/log_font.h"

#include "models/ansi_parser.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

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

std::unique_ptr<LogFont::Glyphs> LogFont::load(int faces) const
{
    auto loaded = std::make_unique<Glyphs>();
    loaded->font = QRawFont::fromFont(variant(faces));
    loaded->index.assign(GridEnd, 0);
    const qreal expected = QFontMetricsF(m_font).horizontalAdvance(u'0');
    for (char16_t c = 0x20; c < GridEnd; ++c) {
        if (!standsAlone(c))
            continue;
        const QChar character(c);
        quint32 glyph = 0;
        int count = 1;
        if (!loaded->font.glyphIndexesForChars(&character, 1, &glyph, &count) || glyph == 0)
            continue;
        QPointF advance;
        loaded->font.advancesForGlyphIndexes(&glyph, &advance, 1);
        if (std::abs(advance.x() - expected) < 1)
            loaded->index[c] = glyph;
    }
    return loaded;
}

const LogFont::Glyphs &LogFont::glyphs(int faces) const
{
    std::shared_ptr<const Glyphs> &slot = m_glyphs[std::size_t(faces)];
    if (!slot)
        slot = load(faces);
    return *slot;
}

bool LogFont::isCell(QChar c) const
{
    return (c.unicode() < GridEnd && glyphs(Regular).index[c.unicode()] != 0) || isBlank(c.unicode());
}

bool LogFont::isGrid(QStringView text) const
{
    const std::vector<quint32> &index = glyphs(Regular).index;
    return std::all_of(text.begin(), text.end(), [&](QChar c) {
        return (c.unicode() < GridEnd && index[c.unicode()] != 0) || isBlank(c.unicode());
    });
}

void LogFont::draw(QPainter &painter, const QPointF &baseLine, QStringView text, int faces) const
{
    const Glyphs &face = glyphs(faces);
    QList<quint32> indexes;
    QList<QPointF> positions;
    indexes.reserve(text.size());
    positions.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (isBlank(c))
            continue;
        indexes.append(face.index[c]);
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
