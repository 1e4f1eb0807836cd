// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/dialog.h"

class QLineEdit;
class QListWidget;
class QPushButton;

namespace ui {

/// Asks for one container out of a list that can be filtered. Owned by the window that it stands on; UI thread.
class ContainerPicker : public Dialog
{
    Q_OBJECT
public:
    /// `confirm`: the label of the button, "Add beside".
    ContainerPicker(const QString &title, const QString &confirm, const QList<engine::Container> &containers,
                    QWidget *parent);

Q_SIGNALS:
    void chosen(const QString &containerId);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void choose();

    QLineEdit *m_filter;
    QListWidget *m_list;
    QPushButton *m_confirm;
};

} // namespace ui
