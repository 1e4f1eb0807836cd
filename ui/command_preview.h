// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace ui {

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

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void copy();
    [[nodiscard]] int wrappedLines() const;
    void fitHeight();

    QPlainTextEdit *m_text;
    QPushButton *m_copy;
    QString m_copied;
    int m_maximumLines = 4;
};

} // namespace ui
