// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/commands.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace ui {

class CommandActions;

/// The row of commands over a table: what can be done with the selected rows, and a More menu with everything. Buttons that do not
/// fit are left to More. Owned by its page; UI thread.
class CommandBar : public QWidget
{
    Q_OBJECT
public:
    CommandBar(CommandActions &actions, const QStringList &ids, models::Command::Scope scope,
               QWidget *parent = nullptr);

    /// "3 selected", "12 containers".
    void setCaption(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();

    QLabel *m_caption;
    QList<QToolButton *> m_buttons;
    QToolButton *m_more;
};

} // namespace ui
