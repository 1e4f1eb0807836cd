// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialog.h"
#include "ui/theme.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class CommandPreview;

/// Base of the boxes that ask before something is destroyed: what happens, to which objects by name, what is lost, the docker
/// command, and two buttons of which Cancel is the default.
class ConfirmDialog : public Dialog
{
    Q_OBJECT
public:
    struct Item
    {
        QString name;
        QString note; ///< "running", "204 MB"; may be empty
    };

    static constexpr int MaximumItems = 10; ///< more are counted: "and 5 more"

    [[nodiscard]] QPushButton *confirmButton() const { return m_confirm; }

protected:
    ConfirmDialog(const QString &title, const QString &iconName, QWidget *parent);

    void setHeadline(const QString &text);
    /// What is lost, in a sentence or two.
    void setLoss(const QString &text);
    void setItems(const QList<Item> &items);
    /// Puts a control between the items and the docker command.
    void addOption(QWidget *option);
    void setCommands(const QStringList &commands);
    void setConfirm(const QString &label, ButtonKind kind);
    /// Not available: the reason stands as the button's tool tip.
    void setBlocked(const QString &reason);
    /// Called when the confirm button is pressed; the dialog closes afterwards.
    virtual void confirm() = 0;

private:
    void layOut(const QString &iconName);

    QLabel *m_headline, *m_loss;
    QWidget *m_items;
    QVBoxLayout *m_itemsLayout, *m_options;
    CommandPreview *m_command;
    QPushButton *m_cancel, *m_confirm;
};

} // namespace ui
