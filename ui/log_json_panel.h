// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace ui {

/// One line of a log as indented JSON, under the log or beside it. Hidden until it has something to show. Owned by a LogPane; UI thread.
class LogJsonPanel : public QWidget
{
    Q_OBJECT
public:
    explicit LogJsonPanel(QWidget *parent = nullptr);

    void showLine(qint64 line, const QString &time, const QString &json);
    [[nodiscard]] qint64 line() const { return m_line; }

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QLabel *m_title;
    QPlainTextEdit *m_text;
    qint64 m_line = 0;
};

} // namespace ui
