// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListView;

namespace models {
class CommandListModel;
class Commands;
} // namespace models

namespace ui {

class CommandActions;

/// Ctrl+K: type a few letters, Enter runs. A list of everything that can be done with the selection, with keys, docker command and
/// the reason of what can't be done now. Closes when it loses the focus; deletes itself. UI thread.
class CommandPalette : public QDialog
{
    Q_OBJECT
public:
    CommandPalette(const models::Commands &commands, CommandActions &actions, QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void runCurrent();
    void filter(const QString &text);

    CommandActions &m_actions;
    models::CommandListModel *m_model;
    QLineEdit *m_edit;
    QListView *m_list;
    QLabel *m_nothing;
};

} // namespace ui
