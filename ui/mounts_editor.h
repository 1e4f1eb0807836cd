// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"
#include "ui/rows_editor.h"

class QLineEdit;

namespace ui {

/// Rows of host folders and volumes that the container sees.
class MountsEditor : public RowsEditor
{
    Q_OBJECT
public:
    enum Cell { Source, Choose, Target, ReadOnly };

    explicit MountsEditor(QWidget *parent = nullptr);

    [[nodiscard]] QList<models::RunForm::MountRow> rows() const;
    void setRows(const QList<models::RunForm::MountRow> &rows);

protected:
    QList<QWidget *> makeCells(QWidget *parent) override;

private:
    void chooseFolder(QLineEdit *source);
};

} // namespace ui
