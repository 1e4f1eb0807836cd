// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QObject>

class QBoxLayout;

namespace ui {

/// Keeps a row of tool buttons as narrow as its widget: while their words don't fit, the buttons show their icons alone (the words are
/// their accessible names and in their tool tips); then labels are left out, and in the end the last buttons, whose actions a context menu
/// must offer too. Child of that widget; UI thread.
class ToolFit : public QObject
{
    Q_OBJECT
public:
    /// `row` is in the layout of `widget`. Lets the widget be narrower than the row with its words.
    ToolFit(QBoxLayout *row, QWidget *widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();
    [[nodiscard]] int widthWithWords() const;
    void setWords(bool shown);

    QBoxLayout *m_row;
    QWidget *m_widget;
    QHash<const QWidget *, int> m_bareWidths; ///< px of the buttons whose words are not shown, less the words
    bool m_words = true;
};

} // namespace ui
