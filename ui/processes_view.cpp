// SPDX-License-Identifier: Apache-2.0
#include "ui/processes_view.h"

#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QStackedLayout>
#include <QTreeWidget>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {

namespace {

constexpr auto refreshEvery = 2s;
/// A fork bomb inside a container must not become one of table rows.
constexpr int maxRows = 1000;

/// Process numbers sort as numbers.
class ProcessItem : public QTreeWidgetItem
{
public:
    using QTreeWidgetItem::QTreeWidgetItem;
    bool operator<(const QTreeWidgetItem &other) const override
    {
        const int column = treeWidget() != nullptr ? treeWidget()->sortColumn() : 0;
        bool mine = false, theirs = false;
        const double a = text(column).toDouble(&mine);
        const double b = other.text(column).toDouble(&theirs);
        return mine && theirs ? a < b : QString::localeAwareCompare(text(column), other.text(column)) < 0;
    }
};

} // namespace

ProcessesView::ProcessesView(models::EngineSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_message(new QLabel(this))
    , m_table(new QTreeWidget(this))
{
    m_message->setTextFormat(Qt::PlainText);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_table->setAccessibleName(u"Processes"_s);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setSortingEnabled(true);
    m_table->setAllColumnsShowFocus(true);
    m_table->setTabKeyNavigation(false);
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_table);

    m_timer.setSingleShot(true);
    m_timer.setInterval(refreshEvery);
    connect(&m_timer, &QTimer::timeout, this, &ProcessesView::ask);
    connect(&session.containers(), &QAbstractItemModel::dataChanged, this, &ProcessesView::follow);
    connect(&session.containers(), &QAbstractItemModel::rowsRemoved, this, &ProcessesView::follow);
    follow();
}

void ProcessesView::setContainer(const QString &id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_request.abort();
    m_timer.stop();
    m_table->clear();
    say(id.isEmpty() ? QString() : u"Asking for the processes…"_s);
    follow();
}

void ProcessesView::follow()
{
    const engine::Container *container = m_id.isEmpty() ? nullptr : m_session.containers().find(m_id);
    const bool runs = container != nullptr && container->state == engine::ContainerState::Running;
    if (container == nullptr)
        say(u"Select a container to see what runs in it."_s);
    else if (!runs)
        say(u"%1 is not running, so it has no processes."_s.arg(models::visibleText(container->name)));
    if (!runs || !isVisible()) {
        m_timer.stop();
        m_request.abort();
    } else if (!m_request.isActive() && !m_timer.isActive()) {
        ask();
    }
}

void ProcessesView::ask()
{
    m_request =
        m_session.client().containers().top(m_id, {}, this, [this](const engine::Result<engine::ProcessList> &list) {
            if (list)
                show(*list);
            else
                say(models::explainError(list.error()).text());
            m_timer.start();
        });
}

void ProcessesView::show(const engine::ProcessList &list)
{
    const QString selected = m_table->currentItem() != nullptr ? m_table->currentItem()->text(1) : QString();
    const bool firstTime = m_table->columnCount() != list.titles.size() || m_table->topLevelItemCount() == 0;
    m_table->setUpdatesEnabled(false);
    m_table->clear();
    m_table->setColumnCount(int(list.titles.size()));
    m_table->setHeaderLabels(list.titles);
    m_table->setSortingEnabled(false);
    QList<QTreeWidgetItem *> items;
    for (const QStringList &row : list.rows.mid(0, maxRows)) {
        QStringList cells;
        for (const QString &cell : row)
            cells.append(models::visibleText(cell));
        items.append(new ProcessItem(cells));
    }
    m_table->addTopLevelItems(items);
    m_table->setSortingEnabled(true);
    for (QTreeWidgetItem *item : items) {
        if (!selected.isEmpty() && item->text(1) == selected)
            m_table->setCurrentItem(item);
    }
    if (firstTime) {
        for (int column = 0; column + 1 < m_table->columnCount(); ++column)
            m_table->resizeColumnToContents(column);
        m_table->header()->setStretchLastSection(true);
    }
    m_table->setUpdatesEnabled(true);
    m_stack->setCurrentWidget(m_table);
}

void ProcessesView::say(const QString &message)
{
    m_message->setText(message);
    m_stack->setCurrentWidget(m_message);
}

void ProcessesView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
}

void ProcessesView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
    m_request.abort();
}

} // namespace ui
