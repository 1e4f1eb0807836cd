// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class ToneLabel;

/// The row in which a person types a time: to jump to, or from which on a log is wanted. Says what was typed; a LogPane reads it.
/// UI thread.
class LogTimeBar : public QWidget
{
    Q_OBJECT
public:
    explicit LogTimeBar(QWidget *parent = nullptr);

    /// Takes the focus. `label`: "Jump to time"; `button`: "Jump".
    void open(const QString &label, const QString &button, const QString &text);
    /// An error is shown as such.
    void setStatus(const QString &text, bool isError);

Q_SIGNALS:
    void accepted(const QString &text);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void place();

    QBoxLayout *m_rows;
    QBoxLayout *m_row;
    int m_statusIndex = 0; ///< in the row
    QLabel *m_label;
    QLineEdit *m_text;
    QPushButton *m_go;
    ToneLabel *m_status;
};

} // namespace ui
