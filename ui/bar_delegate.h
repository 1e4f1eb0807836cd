// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QStyledItemDelegate>

#include <functional>

class QAbstractItemView;

namespace ui {

/// Draws a cell as a bar with the cell's text at its right. Owned by the view it serves; UI thread. Busy bars move only while
/// they are really painted: each paint of one asks for the next.
class BarDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    struct Look
    {
        bool hasBar = true;
        double fraction = -1; ///< 0..1, negative: unknown
        Tone tone = Tone::Accent;
    };
    using LookOf = std::function<Look(const QModelIndex &)>;

    /// `textWidth` px are kept for the text; 0: the bar takes the whole cell.
    BarDelegate(QAbstractItemView *view, LookOf lookOf, int textWidth);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void askForNextFrame(const QRect &rect) const;

    QAbstractItemView *m_view;
    LookOf m_lookOf;
    int m_textWidth;
    mutable QRegion m_moving; ///< bars to paint again in the next frame
};

} // namespace ui
