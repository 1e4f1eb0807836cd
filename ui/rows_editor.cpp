// SPDX-License-Identifier: Apache-2.0
#include "ui/rows_editor.h"

#include "ui/field_note.h"
#include "ui/tone_label.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int CellGap = 8;
constexpr int RowGap = 6;
constexpr int RemoveWidth = 30;
} // namespace

RowsEditor::RowsEditor(const Texts &texts, const QList<Column> &columns, QWidget *parent)
    : QWidget(parent)
    , m_texts(texts)
    , m_columns(columns)
    , m_rowsLayout(new QVBoxLayout)
    , m_actions(new QHBoxLayout)
    , m_titles(new QWidget(this))
    , m_add(new QPushButton(icon(u"plus"_s), texts.add, this))
{
    auto *heading = makeHeading(texts.heading, this);
    auto *hint = new ToneLabel(Tone::Muted, texts.hint, this);
    auto *top = new QHBoxLayout;
    top->setSpacing(CellGap);
    top->addWidget(heading);
    top->addWidget(hint, 1);

    QList<QWidget *> titles;
    for (const Column &column : m_columns) {
        auto *title = new ToneLabel(Tone::Muted, column.title, m_titles);
        title->setWordWrap(false);
        titles += title;
    }
    makeLine(m_titles, titles, new QWidget(m_titles));
    m_titles->hide();
    m_rowsLayout->setSpacing(RowGap);
    m_add->setAutoDefault(false);
    connect(m_add, &QPushButton::clicked, this, &RowsEditor::addRowByUser);
    m_actions->setSpacing(CellGap);
    m_actions->addWidget(m_add);
    m_actions->addStretch();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(RowGap);
    layout->addLayout(top);
    layout->addWidget(m_titles);
    layout->addLayout(m_rowsLayout);
    layout->addLayout(m_actions);
}

QWidget *RowsEditor::cell(int row, int column) const
{
    return m_rows.at(row).cells.at(column);
}

FieldNote *RowsEditor::note(int row) const
{
    return m_rows.at(row).note;
}

void RowsEditor::clearNotes()
{
    for (const Row &row : m_rows)
        row.note->clear();
}

void RowsEditor::addRowByUser()
{
    const int row = appendRow();
    cell(row, firstCell())->setFocus(Qt::TabFocusReason);
    cellEdited();
}

void RowsEditor::removeRow(int row)
{
    const Row gone = m_rows.takeAt(row);
    const bool hadFocus = gone.frame->isAncestorOf(focusWidget());
    gone.frame->hide();
    gone.frame->deleteLater();
    showTitles();
    rename(row);
    if (hadFocus)
        (m_rows.isEmpty() ? m_add : m_rows.at(qMin(row, rowCount() - 1)).remove)->setFocus(Qt::TabFocusReason);
    cellEdited();
}

int RowsEditor::appendRow()
{
    Row row;
    row.frame = new QWidget(this);
    auto *line = new QWidget(row.frame);
    row.cells = makeCells(line);
    row.remove = new QPushButton(icon(u"x"_s), {}, line);
    row.remove->setFlat(true);
    row.remove->setAutoDefault(false);
    row.remove->setFixedWidth(RemoveWidth);
    makeLine(line, row.cells, row.remove);
    labelChoices(row);
    row.note = new FieldNote(row.frame);
    auto *layout = new QVBoxLayout(row.frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(line);
    layout->addWidget(row.note);
    connect(row.remove, &QPushButton::clicked, this, [this, frame = row.frame] {
        const auto it =
            std::find_if(m_rows.cbegin(), m_rows.cend(), [frame](const Row &r) { return r.frame == frame; });
        removeRow(int(it - m_rows.cbegin()));
    });
    chainTabs(row);
    m_rowsLayout->addWidget(row.frame);
    m_rows += row;
    showTitles();
    row.frame->show();
    rename(rowCount() - 1);
    return rowCount() - 1;
}

void RowsEditor::setRowCount(int count)
{
    while (m_rows.size() > count) {
        const Row gone = m_rows.takeLast();
        gone.frame->hide();
        gone.frame->deleteLater();
    }
    while (m_rows.size() < count)
        appendRow();
    showTitles();
}

void RowsEditor::setCellText(QWidget *cell, const QString &text)
{
    auto *edit = static_cast<QLineEdit *>(cell);
    if (edit->text() == text)
        return;
    const QList<QAction *> eyes = edit->actions(); // that show a secret: this is another one
    for (QAction *eye : eyes)
        eye->setChecked(false);
    edit->setText(text);
}

void RowsEditor::showTitles()
{
    m_titles->setVisible(!m_rows.isEmpty() &&
                         std::any_of(m_columns.cbegin(), m_columns.cend(),
                                     [](const Column &column) { return !column.title.isEmpty(); }));
}

void RowsEditor::cellEdited()
{
    if (m_filling)
        return;
    Q_EMIT touched();
    Q_EMIT edited();
}

void RowsEditor::addAction(QWidget *widget)
{
    m_actions->insertWidget(m_actions->count() - 1, widget);
}

QBoxLayout *RowsEditor::makeLine(QWidget *parent, const QList<QWidget *> &widgets, QWidget *last) const
{
    auto *layout = new QHBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(CellGap);
    for (int i = 0; i < widgets.size(); ++i) {
        const Column &column = m_columns.at(i);
        if (column.stretch == 0)
            widgets.at(i)->setFixedWidth(column.width);
        else // ignored, so that titles and cells share the width alike
            widgets.at(i)->setSizePolicy(QSizePolicy::Ignored, widgets.at(i)->sizePolicy().verticalPolicy());
        layout->addWidget(widgets.at(i), column.stretch);
    }
    last->setFixedWidth(RemoveWidth);
    layout->addWidget(last);
    return layout;
}

void RowsEditor::chainTabs(const Row &row)
{
    QWidget *previous = m_rows.isEmpty() ? m_add->previousInFocusChain() : m_rows.constLast().remove;
    while (previous->focusPolicy() == Qt::NoFocus && previous != m_add) // setTabOrder passes over such widgets
        previous = previous->previousInFocusChain();
    const QList<QWidget *> order = row.cells + QList<QWidget *>{row.remove};
    for (QWidget *next : order) {
        setTabOrder(previous, next);
        previous = next;
    }
    setTabOrder(previous, m_add);
}

void RowsEditor::labelChoices(const Row &row)
{
    for (QWidget *cell : row.cells) {
        if (!qobject_cast<QComboBox *>(cell))
            continue;
        auto *label = new QLabel(cell->parentWidget());
        label->setTextFormat(Qt::PlainText);
        label->setBuddy(cell);
        label->hide();
    }
}

void RowsEditor::rename(int first)
{
    for (int i = first; i < m_rows.size(); ++i) {
        const Row &row = m_rows.at(i);
        for (int c = 0; c < row.cells.size(); ++c) {
            const QString name = tr("%1, row %2").arg(m_columns.at(c).name).arg(i + 1);
            row.cells.at(c)->setAccessibleName(name);
            if (const auto *combo = qobject_cast<QComboBox *>(row.cells.at(c)); combo && combo->isEditable())
                combo->lineEdit()->setAccessibleName(name);
        }
        const auto labels = row.remove->parentWidget()->findChildren<QLabel *>(QString(), Qt::FindDirectChildrenOnly);
        for (QLabel *label : labels) {
            if (label->buddy())
                label->setText(label->buddy()->accessibleName());
        }
        row.remove->setToolTip(m_texts.remove.arg(i + 1));
        row.remove->setAccessibleName(m_texts.remove.arg(i + 1));
    }
}

} // namespace ui

#include "moc_rows_editor.cpp"
