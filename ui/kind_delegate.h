// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace ui {

/// Paints the tile with the icon of a kind of notebook; its colour only tells the kinds apart.
void paintKindTile(QPainter &painter, const QRectF &tile, const QString &id, const QString &iconName, bool broken,
                   const QPalette &palette);

/// Draws a kind of notebook: tile, title, and what it is for in a quieter line below. Owned by its list.
class KindDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, PurposeRole, IconRole, BrokenRole };

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace ui
