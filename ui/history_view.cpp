// SPDX-License-Identifier: Apache-2.0
#include "ui/history_view.h"

#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/history_model.h"
#include "ui/plain_table.h"
#include "ui/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using models::HistoryModel;

constexpr int CreatedWidth = 130;
constexpr int SizeWidth = 90;
constexpr int CommandLines = 4;

QTableView *makeTable(QWidget *parent, QAbstractItemModel *model)
{
    auto *table = plainTable(HistoryView::tr("Layers"), parent);
    table->setModel(model);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->horizontalHeader()->setStretchLastSection(true);
    table->horizontalHeader()->resizeSection(HistoryModel::Created, CreatedWidth);
    table->horizontalHeader()->resizeSection(HistoryModel::Size, SizeWidth);
    return table;
}

} // namespace

HistoryView::HistoryView(models::EngineSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new HistoryModel(this))
    , m_summary(new ToneLabel(Tone::Muted, {}, this))
    , m_copy(new QPushButton(icon(u"copy"_s), tr("Copy"), this))
    , m_table(makeTable(this, m_model))
    , m_command(new QPlainTextEdit(this))
{
    m_command->setReadOnly(true);
    m_command->setTabChangesFocus(true);
    m_command->setFont(monospaceFont());
    m_command->setAccessibleName(tr("Command of the layer"));
    m_command->setFixedHeight((CommandLines + 1) * m_command->fontMetrics().lineSpacing());
    m_copy->setAutoDefault(false);
    m_copy->setAccessibleName(tr("Copy history"));
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_model->asText()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryView::showCommand);
    layOut();
}

void HistoryView::layOut()
{
    auto *top = new QHBoxLayout;
    top->addWidget(m_summary, 1);
    top->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 0);
    layout->setSpacing(8);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_command);
}

void HistoryView::setImage(const QString &reference)
{
    m_request = {};
    m_model->setEntries({});
    m_command->clear();
    m_copy->setEnabled(false);
    m_summary->setTone(Tone::Muted);
    m_summary->setText(reference.isEmpty() ? QString() : tr("Asking the engine…"));
    if (reference.isEmpty())
        return;
    m_request = m_session.client().images().history(
        reference, this, [this](engine::Result<QList<engine::HistoryEntry>> history) { answered(history); });
}

void HistoryView::answered(const engine::Result<QList<engine::HistoryEntry>> &history)
{
    if (!history) {
        m_summary->setTone(Tone::Error);
        m_summary->setText(models::explainError(history.error()).text());
        return;
    }
    m_model->setEntries(*history);
    m_copy->setEnabled(!history->isEmpty());
    m_summary->setText(tr("%1, %2").arg(history->size() == 1 ? tr("1 step") : tr("%1 steps").arg(history->size()),
                                        models::formatSize(m_model->totalSize())));
    m_table->selectRow(0);
}

void HistoryView::showCommand()
{
    const QModelIndex current = m_table->currentIndex();
    m_command->setPlainText(current.isValid() ? HistoryModel::commandText(m_model->at(current.row()).createdBy)
                                              : QString());
}

} // namespace ui

#include "moc_history_view.cpp"
