// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/rows_editor.h"

namespace ui {

/// Options of docker run that the form has no field for, a line of text each: they are kept, checked and sent like all else. Lines
/// that hold a secret are masked until somebody asks to see them.
class AlsoSetList : public RowsEditor
{
    Q_OBJECT
public:
    explicit AlsoSetList(QWidget *parent = nullptr);

    /// As RunForm::alsoSet holds them, with lines in which nothing stands yet.
    [[nodiscard]] QStringList rows() const;
    void setRows(const QStringList &options);

protected:
    QList<QWidget *> makeCells(QWidget *parent) override;
};

} // namespace ui
