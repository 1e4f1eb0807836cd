// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"
#include "ui/rows_editor.h"

namespace ui {

/// Rows of Name and Value: the environment, whose secret values are masked until somebody asks to see them, or labels.
class PairsEditor : public RowsEditor
{
    Q_OBJECT
public:
    enum Cell { Name, Value };
    enum class Kind { Environment, Labels };

    explicit PairsEditor(Kind kind, QWidget *parent = nullptr);

    [[nodiscard]] QList<models::RunForm::Pair> rows() const;
    void setRows(const QList<models::RunForm::Pair> &rows);
    /// Adds the pairs; a name that is there already gets the new value.
    void merge(const QList<models::RunForm::Pair> &pairs);

    /// Merges the pairs of an env file (read as docker reads it), or says why not.
    void importFile(const QString &path);

protected:
    QList<QWidget *> makeCells(QWidget *parent) override;

private:
    void fill(int row, const models::RunForm::Pair &pair);
    void chooseFile();

    Kind m_kind;
    FieldNote *m_fileNote; ///< why a file was not imported
};

} // namespace ui
