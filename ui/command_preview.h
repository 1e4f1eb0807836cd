// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;

namespace ui {

class CommandEdit;

/// The docker command that means the same as what a dialog is about to do: live, monospace, selectable, with Copy. Secrets
/// are masked in what is shown; Copy gives the real text.
class CommandPreview : public QWidget
{
    Q_OBJECT
public:
    explicit CommandPreview(QWidget *parent = nullptr);

    void setCommand(const QString &shown, const QString &copied);
    void setCommand(const QString &command) { setCommand(command, command); }
    [[nodiscard]] QString shownText() const;
    /// Lines after which it scrolls; 4 unless told.
    void setMaximumLines(int lines);

private:
    void copy();

    CommandEdit *m_text;
    QPushButton *m_copy;
    QString m_copied;
};

} // namespace ui
