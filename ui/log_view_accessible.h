// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/log_position.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace ui {

class LogView;

/// Makes QAccessible use LogViewAccessible for every LogView. Any number of calls.
void registerLogViewAccessible();

/// A LogView for screen readers: read-only text of several lines. The text is what is in view, as with a terminal: a log may have
/// millions of lines, and its keys scroll it. Owned by QAccessible; UI thread.
class LogViewAccessible : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit LogViewAccessible(LogView *view);

    void *interface_cast(QAccessible::InterfaceType type) override;
    QAccessible::State state() const override;
    QString text(QAccessible::Text type) const override;

    void selection(int selectionIndex, int *startOffset, int *endOffset) const override;
    int selectionCount() const override;
    void addSelection(int startOffset, int endOffset) override;
    void removeSelection(int selectionIndex) override;
    void setSelection(int selectionIndex, int startOffset, int endOffset) override;
    int cursorPosition() const override;
    void setCursorPosition(int position) override;
    QString text(int startOffset, int endOffset) const override;
    int characterCount() const override;
    QRect characterRect(int offset) const override;
    int offsetAtPoint(const QPoint &point) const override;
    void scrollToSubstring(int startIndex, int endIndex) override;
    QString attributes(int offset, int *startOffset, int *endOffset) const override;

private:
    [[nodiscard]] LogView *view() const;
    [[nodiscard]] QString shownText() const;
    [[nodiscard]] int offsetOf(qint64 line, qsizetype offset) const;
    [[nodiscard]] LogPosition positionOf(int offset) const;
};

} // namespace ui
