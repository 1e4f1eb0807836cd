// SPDX-License-Identifier: Apache-2.0
#include "ui/command_log_view.h"

#include "models/command_log_model.h"
#include "models/jobs_model.h"
#include "ui/plain_table.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using models::CommandLogModel;

constexpr int PageMargin = 16;
constexpr int RowHeight = 32;
constexpr int TimeWidth = 84;
constexpr int ResultWidth = 220;

} // namespace

CommandLogView::CommandLogView(const models::JobsModel &jobs, QWidget *parent)
    : QWidget(parent)
    , m_model(new CommandLogModel(jobs, this))
    , m_table(makeTable())
    , m_copy(addButton(u"copy"_s, tr("Copy")))
    , m_copyWhole(addButton(u"key-round"_s, tr("Copy with secrets")))
{
    m_copyWhole->setToolTip(tr("Secrets are **** everywhere else"));
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(PageMargin, 8, PageMargin, 12);
    buttons->setSpacing(8);
    for (QPushButton *button : {m_copy, m_copyWhole})
        buttons->addWidget(button);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);
    setFocusProxy(m_table);
    connect(m_copy, &QPushButton::clicked, this, [this] { copy(false); });
    connect(m_copyWhole, &QPushButton::clicked, this, [this] { copy(true); });
    connect(m_table, &QTableView::customContextMenuRequested, this, &CommandLogView::openMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CommandLogView::refresh);
    connect(m_model, &CommandLogModel::rowsInserted, this, &CommandLogView::refresh);
    connect(m_model, &CommandLogModel::modelReset, this, &CommandLogView::refresh);
    refresh();
}

QTableView *CommandLogView::makeTable()
{
    auto *table = plainTable(tr("Commands"), this);
    table->setModel(m_model);
    setRowHeight(table, RowHeight);
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    table->setFrameShape(QFrame::NoFrame);
    QHeaderView *header = table->horizontalHeader();
    header->setSectionResizeMode(CommandLogModel::Command, QHeaderView::Stretch);
    header->resizeSection(CommandLogModel::Time, TimeWidth);
    header->resizeSection(CommandLogModel::Result, ResultWidth);
    return table;
}

QPushButton *CommandLogView::addButton(const QString &iconName, const QString &text)
{
    auto *button = new QPushButton(icon(iconName), text, this);
    button->setAutoDefault(false);
    return button;
}

QList<int> CommandLogView::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList selected = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows += index.row();
    return rows;
}

void CommandLogView::refresh()
{
    const QList<int> rows = selectedRows();
    m_copy->setEnabled(!rows.isEmpty());
    m_copyWhole->setEnabled(m_model->hasSecrets(rows));
}

void CommandLogView::openMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QPushButton *button : {m_copy, m_copyWhole})
        menu->addAction(button->icon(), button->text(), button, &QPushButton::click)->setEnabled(button->isEnabled());
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

void CommandLogView::copy(bool whole)
{
    QGuiApplication::clipboard()->setText(m_model->commands(selectedRows(), whole));
}

} // namespace ui

#include "moc_command_log_view.cpp"
