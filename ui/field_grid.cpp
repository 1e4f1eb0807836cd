// SPDX-License-Identifier: Apache-2.0
#include "ui/field_grid.h"

#include "ui/field_note.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>

namespace ui {

namespace {
constexpr int LinesPerField = 3; ///< label, field, note
constexpr int ColumnGap = 12;
constexpr int LabelGap = 4;
constexpr int RowGap = 8;
} // namespace

FieldGrid::FieldGrid(QWidget *parent) : QWidget(parent), m_layout(new QGridLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(ColumnGap);
    m_layout->setVerticalSpacing(LabelGap);
    for (int i = 0; i < Columns; ++i)
        m_layout->setColumnStretch(i, 1);
}

void FieldGrid::clearNotes()
{
    for (const Field &field : std::as_const(m_fields))
        field.note->clear();
}

void FieldGrid::place(const QString &key, const QString &label, QWidget *widget, int span)
{
    if (m_column + span > Columns) {
        m_row += LinesPerField;
        m_column = 0;
    }
    auto *title = new QLabel(label, this);
    title->setTextFormat(Qt::PlainText);
    title->setBuddy(widget);
    if (m_row > 0)
        title->setContentsMargins(0, RowGap, 0, 0);
    auto *note = new FieldNote(this);
    widget->setParent(this);
    widget->setAccessibleName(label);
    widget->setSizePolicy(QSizePolicy::Ignored, widget->sizePolicy().verticalPolicy());
    if (const auto *combo = qobject_cast<QComboBox *>(widget); combo && combo->isEditable())
        combo->lineEdit()->setAccessibleName(label);
    m_layout->addWidget(title, m_row, m_column, 1, span);
    m_layout->addWidget(widget, m_row + 1, m_column, 1, span);
    m_layout->addWidget(note, m_row + 2, m_column, 1, span, Qt::AlignTop);
    m_fields.insert(key, {widget, note});
    m_column += span;
}

} // namespace ui

#include "moc_field_grid.cpp"
