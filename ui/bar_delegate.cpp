// SPDX-License-Identifier: Apache-2.0
#include "ui/bar_delegate.h"

#include "ui/bar.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTimer>

#include <utility>

namespace ui {

namespace {
constexpr int CellPadding = 8;
}

BarDelegate::BarDelegate(QAbstractItemView *view, LookOf lookOf, int textWidth)
    : QStyledItemDelegate(view), m_view(view), m_lookOf(std::move(lookOf)), m_textWidth(textWidth)
{}

void BarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem background(option);
    initStyleOption(&background, index);
    const QString text = std::exchange(background.text, {});
    m_view->style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, m_view);

    const Look look = m_lookOf(index);
    const QRect cell = option.rect.adjusted(CellPadding, 0, -CellPadding, 0);
    const int textWidth = look.hasBar ? std::min(m_textWidth, cell.width()) : cell.width();
    const QRect textRect(cell.right() - textWidth + 1, cell.top(), textWidth, cell.height());
    if (look.hasBar) {
        const QRect barRect = cell.adjusted(0, 0, textWidth > 0 ? -textWidth - CellPadding : 0, 0);
        paintBar(*painter, barRect, look.fraction, look.tone, option.palette, busyPhase());
        if (look.fraction < 0)
            askForNextFrame(option.rect);
    }
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->setFont(background.font);
    const QString shown = background.fontMetrics.elidedText(text, Qt::ElideRight, textRect.width());
    painter->drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
}

void BarDelegate::askForNextFrame(const QRect &rect) const
{
    const bool pending = !m_moving.isEmpty();
    m_moving += rect;
    if (pending)
        return;
    QTimer::singleShot(Bar::BusyIntervalMs, this, [this] { m_view->viewport()->update(std::exchange(m_moving, {})); });
}

} // namespace ui

#include "moc_bar_delegate.cpp"
