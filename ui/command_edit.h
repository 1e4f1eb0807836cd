// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/shell_environment.h"

#include <QPlainTextEdit>
#include <QTimer>

namespace ui {

/// A command as text: monospace, wrapped anywhere, as high as its lines up to a limit. A place in it can be marked as wrong.
class CommandEdit : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit CommandEdit(QWidget *parent = nullptr);

    /// Lines shown, however few there are, and after which it scrolls; 1 and 4 unless told.
    void setLines(int minimum, int maximum);
    /// A pasted docker run command is told by commandPasted instead of put into the text.
    void setTakesCommands(bool takes) { m_takesCommands = takes; }
    /// Underlines a stretch of the text; what lies outside of it is left out. Of length 0: nothing.
    void mark(const models::run::TextPlace &place);
    /// The marked text; empty without a mark.
    [[nodiscard]] QString markedText() const;
    /// For a text that was set while signals were blocked.
    void fitHeight();

public Q_SLOTS:
    /// Emits what toRead() still owes.
    void settle();

Q_SIGNALS:
    /// The text has changed: at once, or of a long text when no key was pressed for a moment.
    void toRead();
    void commandPasted(const QString &text);
    /// The keyboard went elsewhere in the window.
    void left();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void changed();
    [[nodiscard]] bool isLong() const;
    [[nodiscard]] int wrappedLines() const;

    models::run::TextPlace m_marked;
    bool m_takesCommands = false;
    int m_minimumLines = 1, m_maximumLines = 4;
    QTimer m_quiet;
};

} // namespace ui
