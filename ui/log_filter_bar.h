// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_sieve.h"

#include <QList>
#include <QWidget>

class QBoxLayout;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace ui {

class ToneLabel;

/// The row in which a person says which lines of a log to show: by text, by level, with lines around. In a narrow pane it is two
/// rows, in a very narrow one three. Says what is wanted; a LogPane filters. UI thread.
class LogFilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit LogFilterBar(QWidget *parent = nullptr);

    [[nodiscard]] models::LogFilterQuery query() const;
    /// Takes the focus, with all of the text selected.
    void open();
    /// "1,204 of 58,310 lines"; an error is shown as such.
    void setStatus(const QString &text, bool isError);
    void setSavable(bool savable);

Q_SIGNALS:
    void queryChanged();
    void saveRequested();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    struct Chip
    {
        QToolButton *button;
        models::LogLevel level;
    };

    QToolButton *addButton(QBoxLayout *row, const QString &name, const QString &iconName, bool checkable);
    void buildText(QBoxLayout *row);
    void buildLevels(QBoxLayout *row);
    void updateIcons();
    void updateContext();
    void placeRows();
    void setNarrow(bool narrow);
    void placeStatus(bool apart);

    QBoxLayout *m_rows;
    QBoxLayout *m_textRow;
    QBoxLayout *m_levelRow;
    QLineEdit *m_text = nullptr;
    QToolButton *m_case = nullptr;
    QToolButton *m_wholeWord = nullptr;
    QToolButton *m_expression = nullptr;
    QToolButton *m_hide = nullptr;
    QSpinBox *m_context = nullptr;
    QList<Chip> m_chips;
    ToneLabel *m_status = nullptr;
    QToolButton *m_save = nullptr;
    int m_levelsWidth = 0; ///< px of the row of levels with their words
    bool m_isNarrow = false;
};

} // namespace ui
