// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/log_font.h"
#include "ui/script_fonts.h"

#include <QBasicTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QPlainTextEdit;

namespace ui {

/// One line of a log as indented JSON, under the log or beside it. Hidden until it has something to show. What is long comes in
/// slices, so that nothing else waits for it. Owned by a LogPane; UI thread.
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
    void timerEvent(QTimerEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void addSlice();

    QLabel *m_title;
    LogFont m_grid; ///< of m_text
    std::shared_ptr<ScriptFonts> m_fonts;
    QPlainTextEdit *m_text;
    qint64 m_line = 0;
    /// A row, or so much of one as may be laid out at once.
    struct Piece
    {
        QString text;
        bool goesOn = false; ///< in the next one
    };
    std::vector<Piece> m_pieces;
    std::size_t m_shown = 0; ///< of them are in m_text
    QBasicTimer m_next;      ///< while there are more
};

} // namespace ui
