// SPDX-License-Identifier: Apache-2.0
#include "ui/row_delegate.h"

#include "models/resource_model.h"
#include "models/roles.h"
#include "ui/resource_table.h"
#include "ui/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int rowHeight = 34;
constexpr int cellPadding = 6;
constexpr int markWidth = 18;
constexpr int badgeSide = 14;
constexpr int badgeGap = 6;
constexpr int badgeWidth = badgeSide + badgeGap;

using BadgeOfRow = std::pair<QString, Tone>;

/// At the left of `area`, behind the text.
void paintBadge(QPainter &painter, const QRect &area, const QString &name, const QColor &color)
{
    if (name.isEmpty())
        return;
    const QRect place(area.left(), area.center().y() - badgeSide / 2 + 1, badgeSide, badgeSide);
    icon(name, color).paint(&painter, place);
}

} // namespace

RowDelegate::RowDelegate(ResourceTable &table) : QStyledItemDelegate(&table), m_table(table)
{
    const models::ResourceModel *const model = table.page().model;
    for (int column = 0; column < model->columnCount(); ++column) {
        const QString id = model->headerData(column, Qt::Horizontal, models::ColumnIdRole).toString();
        const auto &columns = table.page().columns;
        m_quiet << std::none_of(columns.cbegin(), columns.cend(),
                                [&](const auto &c) { return c.id == id && c.strong; });
    }
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool group = index.data(models::IsGroupRole).toBool();
    const bool first = index.column() == 0;
    QRect area = option.rect.adjusted(cellPadding, 0, -cellPadding, -1);
    if (first && !group && m_table.page().mark) {
        StateMark mark = m_table.page().mark(index);
        if (m_table.isStale())
            mark.tone = Tone::Muted;
        paintMark(*painter, QRectF(area.left(), area.top(), 12, area.height()), mark, option.palette);
        area.setLeft(area.left() + markWidth);
    }
    const QRect button = m_table.openButtonRect(index);
    if (button.isValid() && option.rect.contains(button.center())) {
        icon(u"external-link"_s,
             selected ? option.palette.color(QPalette::HighlightedText) : toneColor(Tone::Accent, option.palette))
            .paint(painter, button.adjusted(4, 4, -4, -4));
        area.setRight(button.left() - 2);
    }
    QFont font = option.font;
    if (first)
        font.setWeight(group ? QFont::DemiBold : QFont::Medium);
    QColor color = option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    if (!selected && (m_quiet.value(index.column()) || m_table.isStale()))
        color = toneColor(Tone::Muted, option.palette);
    painter->setFont(font);
    painter->setPen(color);
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment align =
        alignment.isValid() ? Qt::Alignment(alignment.toInt()) : Qt::AlignLeft | Qt::AlignVCenter;
    const BadgeOfRow badge = first && !group && m_table.page().badge ? m_table.page().badge(index) : BadgeOfRow();
    if (!badge.first.isEmpty())
        area.setRight(area.right() - badgeWidth);
    const QFontMetrics metrics(font);
    const QString text = metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, area.width());
    painter->drawText(area, int(align) | Qt::TextSingleLine, text);
    const Tone tone = m_table.isStale() ? Tone::Muted : badge.second;
    area.setLeft(area.left() + metrics.horizontalAdvance(text) + badgeGap);
    paintBadge(*painter, area, badge.first, selected ? color : toneColor(tone, option.palette));
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), qMax(rowHeight, option.fontMetrics.height() + 12)};
}

} // namespace ui
