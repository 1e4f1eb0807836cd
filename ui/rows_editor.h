// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class FieldNote;

/// A list of rows with the same cells: titles above, a remove button at each row's end, an add button below, a note under each
/// row. Base of the run dialog's editors of ports, folders, environment and labels. Keeps names ("Host port, row 1") and the tab
/// order right while rows come and go.
class RowsEditor : public QWidget
{
    Q_OBJECT
public:
    struct Column
    {
        QString title; ///< above the column; may be empty
        QString name;  ///< accessible name of its cells, without the row
        int stretch = 0;
        int width = 0; ///< px, where stretch is 0
    };
    struct Texts
    {
        QString heading; ///< "Ports"
        QString hint;    ///< one muted line beside the heading
        QString add;     ///< "Add port"
        QString remove;  ///< "Remove port %1"
    };

    RowsEditor(const Texts &texts, const QList<Column> &columns, QWidget *parent);

    [[nodiscard]] int rowCount() const { return int(m_rows.size()); }
    [[nodiscard]] QWidget *cell(int row, int column) const;
    [[nodiscard]] FieldNote *note(int row) const;
    void clearNotes();

public Q_SLOTS:
    /// What the add button does: a row, and the focus in its first cell.
    void addRowByUser();
    void removeRow(int row);

Q_SIGNALS:
    /// A cell was edited, a row added or removed; not while setRows() fills the editor.
    void edited();
    /// A person has changed something here, as opposed to a form or an image filling it in.
    void touched();

protected:
    /// Makes the cells of one row, in order, children of `parent`, connected to cellEdited.
    virtual QList<QWidget *> makeCells(QWidget *parent) = 0;
    /// The column whose cell gets the focus in a new row.
    [[nodiscard]] virtual int firstCell() const { return 0; }

    int appendRow();
    void clearRows() { setRowCount(0); }
    /// Rows that stay keep their fields, which is what makes a key in the live command cheap.
    void setRowCount(int count);
    /// Leaves the cursor where it is when nothing changes.
    static void setCellText(QWidget *cell, const QString &text);
    void cellEdited();
    /// Puts a further button beside "Add …".
    void addAction(QWidget *widget);
    /// Nothing is emitted while it is true.
    bool m_filling = false;

private:
    struct Row
    {
        QWidget *frame = nullptr;
        QList<QWidget *> cells;
        QPushButton *remove = nullptr;
        FieldNote *note = nullptr;
    };

    QBoxLayout *makeLine(QWidget *parent, const QList<QWidget *> &widgets, QWidget *last) const;
    void showTitles();
    void chainTabs(const Row &row);
    /// Qt 6.4 tells assistive programs a choice's text as its name; what it is for comes from a label.
    static void labelChoices(const Row &row);
    /// From this row on.
    void rename(int first);

    Texts m_texts;
    QList<Column> m_columns;
    QList<Row> m_rows;
    QVBoxLayout *m_rowsLayout;
    QBoxLayout *m_actions;
    QWidget *m_titles;
    QPushButton *m_add;
};

} // namespace ui
