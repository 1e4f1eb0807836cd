// SPDX-License-Identifier: Apache-2.0
#include "ui/resource_table.h"

#include "models/resource_model.h"
#include "models/roles.h"
#include "models/settings.h"
#include "ui/row_delegate.h"
#include "ui/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int viewDelayMs = 100;
constexpr int narrowestColumn = 48;

} // namespace

ResourceTable::ResourceTable(const PageDescriptor &page, models::SettingsStore &settings, QWidget *parent)
    : QTreeView(parent), m_page(page), m_settings(settings)
{
    setAccessibleName(page.title);
    setUniformRowHeights(true);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setExpandsOnDoubleClick(false);
    setItemDelegate(new RowDelegate(*this));
    setModel(page.model);
    restoreColumns();
    m_viewTimer.setSingleShot(true);
    m_viewTimer.setInterval(viewDelayMs);
    connect(&m_viewTimer, &QTimer::timeout, this, &ResourceTable::keysInViewChanged);
    const auto rowsChanged = [this] {
        updateGroups();
        m_viewTimer.start();
    };
    connect(page.model, &QAbstractItemModel::rowsInserted, this, rowsChanged);
    connect(page.model, &QAbstractItemModel::rowsRemoved, this, rowsChanged);
    connect(page.model, &QAbstractItemModel::rowsMoved, this, rowsChanged);
    connect(page.model, &QAbstractItemModel::layoutChanged, this, rowsChanged);
    connect(page.model, &QAbstractItemModel::modelReset, this, rowsChanged);
    connect(this, &QTreeView::collapsed, this, [this, rowsChanged](const QModelIndex &index) {
        m_collapsed.insert(index.data(models::IdRole).toString());
        rowsChanged();
    });
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        m_collapsed.remove(index.data(models::IdRole).toString());
        m_viewTimer.start();
    });
    updateGroups();
}

int ResourceTable::columnOf(const QString &id) const
{
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (idOf(column) == id)
            return column;
    }
    return -1;
}

QString ResourceTable::idOf(int column) const
{
    return model()->headerData(column, Qt::Horizontal, models::ColumnIdRole).toString();
}

void ResourceTable::restoreColumns()
{
    const models::TableSettings saved = m_settings.get().tables.value(m_page.id);
    QHeaderView *const bar = header();
    bar->setStretchLastSection(false);
    bar->setSectionsMovable(true);
    bar->setFirstSectionMovable(false);
    bar->setMinimumSectionSize(narrowestColumn);
    bar->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    bar->setContextMenuPolicy(Qt::CustomContextMenu);
    for (int column = 0; column < model()->columnCount(); ++column) {
        const QString id = idOf(column);
        const bool hiddenByDefault = model()->headerData(column, Qt::Horizontal, models::DefaultHiddenRole).toBool();
        setColumnHidden(column, saved.order.contains(id) ? saved.hidden.contains(id) : hiddenByDefault);
    }
    for (const PageDescriptor::Column &column : m_page.columns)
        setColumnWidth(columnOf(column.id), column.width);
    for (auto it = saved.widths.cbegin(); it != saved.widths.cend(); ++it) {
        if (const int column = columnOf(it.key()); column >= 0)
            setColumnWidth(column, it.value());
    }
    m_sizedByHand = !saved.widths.isEmpty();
    int place = 0;
    for (const QString &id : saved.order) {
        if (const int column = columnOf(id); column >= 0)
            bar->moveSection(bar->visualIndex(column), place++);
    }
    const int sortColumn = columnOf(saved.sortColumn.isEmpty() ? m_page.defaultSort : saved.sortColumn);
    setSortingEnabled(true);
    sortByColumn(qMax(sortColumn, 0), saved.sortDescending ? Qt::DescendingOrder : Qt::AscendingOrder);
    m_arranging = false;
    connect(bar, &QHeaderView::sectionMoved, this, &ResourceTable::rememberColumns);
    connect(bar, &QHeaderView::sortIndicatorChanged, this, &ResourceTable::rememberColumns);
    connect(bar, &QHeaderView::sectionResized, this, [this] {
        if (m_arranging)
            return;
        m_sizedByHand = true;
        rememberColumns();
    });
    connect(bar, &QHeaderView::customContextMenuRequested, this, &ResourceTable::showHeaderMenu);
}

void ResourceTable::rememberColumns()
{
    if (m_arranging)
        return;
    models::TableSettings table;
    const QHeaderView *const bar = header();
    for (int place = 0; place < bar->count(); ++place) {
        const int column = bar->logicalIndex(place);
        table.order << idOf(column);
        if (isColumnHidden(column))
            table.hidden << idOf(column);
        else if (m_sizedByHand)
            table.widths.insert(idOf(column), columnWidth(column));
    }
    table.sortColumn = idOf(bar->sortIndicatorSection());
    table.sortDescending = bar->sortIndicatorOrder() == Qt::DescendingOrder;
    if (table != m_settings.get().tables.value(m_page.id))
        m_settings.edit().tables.insert(m_page.id, table);
}

void ResourceTable::fitColumns()
{
    if (m_sizedByHand)
        return;
    const QScopedValueRollback<bool> own(m_arranging, true);
    QHash<int, int> wanted;
    int total = 0;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        const QString id = idOf(column);
        const auto known =
            std::find_if(m_page.columns.cbegin(), m_page.columns.cend(), [&](const auto &c) { return c.id == id; });
        wanted.insert(column, known == m_page.columns.cend() ? 120 : known->width);
        total += wanted.value(column);
    }
    const double scale = total > 0 ? qMax(0.85, double(viewport()->width()) / total) : 1;
    int left = viewport()->width();
    for (int place = 0; place < header()->count(); ++place) {
        const int column = header()->logicalIndex(place);
        if (!wanted.contains(column))
            continue;
        const int share = int(wanted.take(column) * scale);
        // The last one takes what rounding leaves, so that no scroll bar shows for a pixel.
        setColumnWidth(column, wanted.isEmpty() && scale > 0.85 ? qMax(left, narrowestColumn) : share);
        left -= share;
    }
}

void ResourceTable::showHeaderMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillColumnMenu(*menu);
    menu->popup(header()->mapToGlobal(position));
}

void ResourceTable::fillColumnMenu(QMenu &menu)
{
    for (int column = 0; column < model()->columnCount(); ++column) {
        QAction *action = menu.addAction(model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        action->setEnabled(column != 0); // the name stays
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            setColumnHidden(column, !shown);
            fitColumns();
            rememberColumns();
        });
    }
}

void ResourceTable::fillSortMenu(QMenu &menu)
{
    const int sorted = header()->sortIndicatorSection();
    const bool descending = header()->sortIndicatorOrder() == Qt::DescendingOrder;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (isColumnHidden(column))
            continue;
        QAction *action = menu.addAction(model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(column == sorted);
        // As a click on its header: once more turns the order around.
        const bool turns = column == sorted && !descending;
        connect(action, &QAction::triggered, this,
                [this, column, turns] { sortByColumn(column, turns ? Qt::DescendingOrder : Qt::AscendingOrder); });
    }
}

void ResourceTable::setStale(bool stale)
{
    if (m_stale == stale)
        return;
    m_stale = stale;
    viewport()->update();
}

void ResourceTable::updateGroups()
{
    bool grouped = false;
    for (int row = 0; row < model()->rowCount(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        if (!index.data(models::IsGroupRole).toBool())
            continue;
        grouped = true;
        if (!isExpanded(index) && !m_collapsed.contains(index.data(models::IdRole).toString()))
            expand(index);
    }
    if (rootIsDecorated() != grouped)
        setRootIsDecorated(grouped);
}

models::Selection ResourceTable::selection() const
{
    models::Selection selection;
    QSet<QString> seen;
    const auto add = [&](const QModelIndex &index) {
        const QString key = index.data(models::IdRole).toString();
        if (seen.contains(key))
            return;
        seen.insert(key);
        m_page.select(index, selection);
    };
    for (const QModelIndex &index : selectionModel()->selectedRows()) {
        add(index);
        for (int child = 0; child < model()->rowCount(index); ++child)
            add(model()->index(child, 0, index));
    }
    return selection;
}

bool ResourceTable::selectKey(const QString &key)
{
    const QModelIndex index = m_page.model->indexOfKey(key);
    if (!index.isValid())
        return false;
    // Not the view's own setCurrentIndex: while Ctrl of a shortcut is held down, that takes the row out of the selection.
    selectionModel()->setCurrentIndex(index.siblingAtColumn(0),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index.siblingAtColumn(0));
    return true;
}

QSet<QString> ResourceTable::keysInView() const
{
    QSet<QString> keys;
    if (!isVisible() || window()->isMinimized())
        return keys;
    const int bottom = viewport()->height();
    for (QModelIndex index = indexAt(QPoint(1, 1)); index.isValid(); index = indexBelow(index)) {
        if (visualRect(index).top() > bottom)
            break;
        keys.insert(index.data(models::IdRole).toString());
    }
    return keys;
}

void ResourceTable::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTreeView::selectionChanged(selected, deselected);
    Q_EMIT selectionChangedByAnyone();
}

void ResourceTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    // The mark stands left of the cells, where nobody else repaints.
    for (const QModelIndex &index : {current, previous}) {
        const QRect cell = visualRect(index);
        viewport()->update(0, cell.top(), cell.left(), cell.height());
    }
}

void ResourceTable::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = selectionModel()->isRowSelected(index.row(), index.parent());
    QRect row = option.rect;
    row.setLeft(0);
    row.setRight(viewport()->width());
    if (selected)
        painter->fillRect(row, option.palette.color(QPalette::Highlight));
    else if (row.contains(m_mouse))
        painter->fillRect(row, option.palette.color(QPalette::AlternateBase));
    QTreeView::drawRow(painter, option, index);
    painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), option.palette.color(QPalette::Midlight));
    if (hasFocus() && currentIndex().siblingAtColumn(0) == index.siblingAtColumn(0))
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), toneColor(Tone::Accent, option.palette));
}

QRect ResourceTable::openButtonRect(const QModelIndex &index) const
{
    const int column = columnOf(u"ports"_s);
    if (column < 0 || isColumnHidden(column) || !m_page.links || m_page.links(index).isEmpty())
        return {};
    const QRect cell = visualRect(index.siblingAtColumn(column));
    constexpr int side = 24;
    return {cell.right() - side - 4, cell.center().y() - side / 2 + 1, side, side};
}

void ResourceTable::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() &&
        openButtonRect(index).contains(event->position().toPoint())) {
        setCurrentIndex(index);
        Q_EMIT openRequested(index);
        return;
    }
    QTreeView::mousePressEvent(event);
}

void ResourceTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    QTreeView::mouseDoubleClickEvent(event);
    if (!index.isValid() || event->button() != Qt::LeftButton ||
        openButtonRect(index).contains(event->position().toPoint()))
        return;
    if (index.data(models::IsGroupRole).toBool())
        setExpanded(index.siblingAtColumn(0), !isExpanded(index.siblingAtColumn(0)));
    else
        Q_EMIT activatedRow();
}

void ResourceTable::mouseMoveEvent(QMouseEvent *event)
{
    QTreeView::mouseMoveEvent(event);
    m_mouse = event->position().toPoint();
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool overButton = index.isValid() && openButtonRect(index).contains(event->position().toPoint());
    viewport()->setCursor(overButton ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ResourceTable::leaveEvent(QEvent *event)
{
    m_mouse = {-1, -1};
    QTreeView::leaveEvent(event);
    viewport()->update();
}

void ResourceTable::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers() == Qt::NoModifier) {
        if (currentIndex().data(models::IsGroupRole).toBool())
            setExpanded(currentIndex().siblingAtColumn(0), !isExpanded(currentIndex().siblingAtColumn(0)));
        else
            Q_EMIT activatedRow();
        return;
    }
    QTreeView::keyPressEvent(event);
}

void ResourceTable::contextMenuEvent(QContextMenuEvent *event)
{
    QPoint at = event->globalPos();
    if (event->reason() == QContextMenuEvent::Keyboard && currentIndex().isValid())
        at = viewport()->mapToGlobal(visualRect(currentIndex().siblingAtColumn(0)).center());
    Q_EMIT contextMenuWanted(at);
}

void ResourceTable::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    fitColumns();
    m_viewTimer.start();
}

void ResourceTable::showEvent(QShowEvent *event)
{
    QTreeView::showEvent(event);
    m_viewTimer.start();
}

void ResourceTable::hideEvent(QHideEvent *event)
{
    QTreeView::hideEvent(event);
    Q_EMIT keysInViewChanged();
}

void ResourceTable::scrollContentsBy(int dx, int dy)
{
    QTreeView::scrollContentsBy(dx, dy);
    if (dy != 0 && !m_viewTimer.isActive())
        m_viewTimer.start();
}

} // namespace ui
