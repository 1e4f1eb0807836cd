// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_matcher.h"

#include <QWidget>

class QBoxLayout;
class QLineEdit;
class QToolButton;

namespace ui {

class ToneLabel;

/// The row in which a person types what to find in a log. Says what is wanted; a LogPane looks for it. UI thread.
class LogFindBar : public QWidget
{
    Q_OBJECT
public:
    explicit LogFindBar(QWidget *parent = nullptr);

    [[nodiscard]] models::LogQuery query() const;
    /// Takes the focus, with all of the text selected.
    void open();
    /// "3 of 17"; an error is shown as such.
    void setStatus(const QString &text, bool isError);
    void setSteppable(bool steppable);

Q_SIGNALS:
    void queryChanged();
    void nextRequested();
    void previousRequested();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QToolButton *addButton(const QString &name, const QString &iconName, bool checkable);

    QBoxLayout *m_rows;
    QBoxLayout *m_row;
    int m_statusIndex = 0; ///< in the row
    QLineEdit *m_text;
    QToolButton *m_case = nullptr;
    QToolButton *m_wholeWord = nullptr;
    QToolButton *m_expression = nullptr;
    QToolButton *m_previous = nullptr;
    QToolButton *m_next = nullptr;
    ToneLabel *m_status;
};

} // namespace ui
