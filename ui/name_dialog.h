// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialog.h"

class QLineEdit;
class QPushButton;

namespace ui {

class CommandPreview;
class FieldGrid;

/// Base of the small dialogs that ask for one name, checked as it is typed: Rename… and Tag….
class NameDialog : public Dialog
{
    Q_OBJECT
public:
    [[nodiscard]] QLineEdit *nameField() const { return m_name; }

protected:
    struct Verdict
    {
        QString problem; ///< empty: the name can be used
        QString hint;    ///< shown muted when there is no problem
        QString command; ///< what docker would be told
    };

    NameDialog(const QString &title, const QString &headline, const QString &fieldLabel, const QString &confirmLabel,
               QWidget *parent);

    /// Fills the field and judges it; to be called once by the constructor of the subclass.
    void setName(const QString &name);
    [[nodiscard]] QString name() const;
    [[nodiscard]] virtual Verdict judge(const QString &name) const = 0;
    /// Called with a name that has no problem; the dialog closes afterwards.
    virtual void confirm(const QString &name) = 0;

private:
    void refresh();

    FieldGrid *m_grid;
    QString m_first; ///< what the field held at first
    QLineEdit *m_name;
    CommandPreview *m_command;
    QPushButton *m_confirm;
};

} // namespace ui
