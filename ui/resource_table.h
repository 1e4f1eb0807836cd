// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/page_descriptor.h"

#include <QSet>
#include <QTimer>
#include <QTreeView>

namespace models {
class SettingsStore;
} // namespace models

namespace ui {

/// The table of a resource page: rows of one height, whole-row selection that survives refreshes, columns that a person moves, hides and
/// sizes and that are remembered, a small Open button in rows that a browser can show. Columns share the width of the table
/// until one is dragged. Owned by its page; UI thread.
class ResourceTable : public QTreeView
{
    Q_OBJECT
public:
    ResourceTable(const PageDescriptor &page, models::SettingsStore &settings, QWidget *parent = nullptr);

    /// Rows told from an engine that does not answer now: they lose their colours, and stay readable.
    void setStale(bool stale);
    [[nodiscard]] bool isStale() const { return m_stale; }
    /// Objects of the selected rows in the order shown; a group row stands for its rows.
    [[nodiscard]] models::Selection selection() const;
    /// Selects one row and scrolls to it. Returns false when the model has no such key.
    bool selectKey(const QString &key);
    /// Keys of rows in view, none while the table is hidden.
    [[nodiscard]] QSet<QString> keysInView() const;
    [[nodiscard]] const PageDescriptor &page() const { return m_page; }
    [[nodiscard]] int columnOf(const QString &id) const; ///< -1: the model has none
    [[nodiscard]] QString idOf(int column) const;
    /// Which columns are shown, and by which they are sorted: for those who don't use a mouse, too.
    void fillColumnMenu(QMenu &menu);
    void fillSortMenu(QMenu &menu);
    /// Where a row's Open button is painted; empty when it has none.
    [[nodiscard]] QRect openButtonRect(const QModelIndex &index) const;

Q_SIGNALS:
    void selectionChangedByAnyone();
    /// Rows came into view or left it; at most ten times a second.
    void keysInViewChanged();
    void openRequested(const QModelIndex &index);
    /// Enter or double click.
    void activatedRow();
    void contextMenuWanted(const QPoint &globalPosition);

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void restoreColumns();
    void rememberColumns();
    void fitColumns();
    void showHeaderMenu(const QPoint &position);
    void updateGroups();
    PageDescriptor m_page;
    models::SettingsStore &m_settings;
    QTimer m_viewTimer;
    QSet<QString> m_collapsed; ///< groups that a person has folded
    QPoint m_mouse{-1, -1};    ///< in the viewport; asking the display server while painting is dear
    bool m_stale = false;
    bool m_sizedByHand = false;
    bool m_arranging = true; ///< our own changes of the header are not a person's
};

} // namespace ui
