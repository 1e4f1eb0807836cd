// SPDX-License-Identifier: Apache-2.0
#include "ui/kind_delegate.h"

#include "ui/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr qreal TileSize = 32;
constexpr qreal Padding = 10;
constexpr int LineGap = 2;
constexpr int Hues = 12;

/// The same for a kind every time, and far from its neighbours' in the list.
QColor tileColor(const QString &id, bool dark)
{
    uint sum = 7;
    for (const QChar letter : id)
        sum = sum * 31 + letter.unicode();
    const int hue = int(sum % Hues) * (360 / Hues) + 8;
    return QColor::fromHsl(hue, dark ? 90 : 120, dark ? 95 : 105);
}

QFont strong(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont small(QFont font)
{
    font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

} // namespace

void paintKindTile(QPainter &painter, const QRectF &tile, const QString &id, const QString &iconName, bool broken,
                   const QPalette &palette)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(broken ? separatorColor(palette) : tileColor(id, isDark(palette)));
    painter.drawRoundedRect(tile, tile.width() / 4, tile.width() / 4);
    const qreal inset = tile.width() * 0.23;
    const QColor color = broken ? toneColor(Tone::Warning, palette) : QColor(Qt::white);
    const QString name = iconName.isEmpty() ? u"notebook-pen"_s : iconName;
    icon(name, color).paint(&painter, tile.adjusted(inset, inset, -inset, -inset).toAlignedRect());
}

void KindDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRectF ground = QRectF(option.rect).adjusted(1, 1, -5, -1);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.palette.color(selected ? QPalette::Highlight : QPalette::Midlight));
        painter->drawRoundedRect(ground, 8, 8);
    }
    if (selected && option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(toneColor(Tone::Accent, option.palette), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(ground.adjusted(1, 1, -1, -1), 7, 7);
    }
    const QRectF tile(ground.left() + Padding, ground.center().y() - TileSize / 2, TileSize, TileSize);
    paintKindTile(*painter, tile, index.data(IdRole).toString(), index.data(IconRole).toString(),
                  index.data(BrokenRole).toBool(), option.palette);

    const QFontMetricsF title(strong(option.font));
    const QFontMetricsF line(small(option.font));
    const qreal height = title.height() + LineGap + line.height();
    QRectF text(tile.right() + Padding, ground.center().y() - height / 2, 0, title.height());
    text.setRight(ground.right() - Padding);
    painter->setFont(strong(option.font));
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::WindowText));
    painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                      title.elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    text.moveTop(text.bottom() + LineGap);
    text.setHeight(line.height());
    painter->setFont(small(option.font));
    if (!selected)
        painter->setPen(toneColor(Tone::Muted, option.palette));
    painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine,
                      line.elidedText(index.data(PurposeRole).toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

QSize KindDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex & /*index*/) const
{
    const int text = QFontMetrics(strong(option.font)).height() + QFontMetrics(small(option.font)).height() + LineGap;
    return {int(TileSize), std::max(int(TileSize), text) + 18};
}

} // namespace ui

#include "moc_kind_delegate.cpp"
