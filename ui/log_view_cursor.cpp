// SPDX-License-Identifier: Apache-2.0
// The line and the place in a LogView that keys are about, and how keys lead them.
#include "ui/log_view_p.h"

#include <QAccessible>
#include <QKeyEvent>

#include <limits>

namespace ui {
namespace {

constexpr qsizetype LineEnd = std::numeric_limits<qsizetype>::max();

} // namespace

qint64 LogView::currentLine()
{
    const qint64 line = m_selection.cursor.line;
    return line >= m_top.line && line < lastVisibleLine() ? line : m_top.line;
}

bool LogView::hasCursor() const
{
    return d->hasCursor;
}

bool LogView::Private::standsOut(const LogSelection &selection, qint64 line) const
{
    return hasCursor && selection.isEmpty() && selection.cursor.line == line;
}

void LogView::stepLine(int by)
{
    if (!hasLines())
        return;
    const qint64 line = m_selection.cursor.line;
    const bool isInView = d->hasCursor && line >= m_top.line && line < lastVisibleLine();
    const qint64 fresh = by < 0 || m_following ? lastVisibleLine() - 1 : m_top.line;
    const LogPosition next{bounded({isInView ? line + by : fresh, 0}).line, 0};
    setSelection({next, next});
    reveal(next);
    tellCursor();
}

bool LogView::moveCursor(const QKeyEvent &event)
{
    if (!hasLines())
        return false;
    LogSelection next = m_selection;
    if (!d->hasCursor)
        next.anchor = next.cursor = {m_top.line, 0};
    LogPosition cursor = bounded(next.cursor);
    const bool isFar = event.modifiers() & Qt::ControlModifier;
    const qsizetype length = m_layout.line(cursor.line).ansi.text.size();
    switch (event.key()) {
    case Qt::Key_Left:
        cursor =
            cursor.offset > 0 ? LogPosition{cursor.line, cursor.offset - 1} : LogPosition{cursor.line - 1, LineEnd};
        break;
    case Qt::Key_Right:
        cursor = cursor.offset < length ? LogPosition{cursor.line, cursor.offset + 1} : LogPosition{cursor.line + 1, 0};
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        cursor.line += event.key() == Qt::Key_Up ? -1 : 1;
        break;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        cursor.line += event.key() == Qt::Key_PageUp ? 1 - pageRows() : pageRows() - 1;
        break;
    case Qt::Key_Home:
        cursor = {isFar ? d->document->firstLine() : cursor.line, 0};
        break;
    case Qt::Key_End:
        cursor = {isFar ? d->document->endLine() - 1 : cursor.line, LineEnd};
        break;
    default:
        return false;
    }
    next.cursor = bounded(cursor);
    setSelection(next);
    reveal(next.cursor);
    tellCursor();
    return true;
}

/// To those who have the log read out.
void LogView::tellCursor()
{
    QAccessibleInterface *const accessible =
        QAccessible::isActive() ? QAccessible::queryAccessibleInterface(this) : nullptr;
    if (!accessible || !accessible->textInterface())
        return;
    QAccessibleTextCursorEvent event(this, accessible->textInterface()->cursorPosition());
    QAccessible::updateAccessibility(&event);
}

} // namespace ui
