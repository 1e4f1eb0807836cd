// SPDX-License-Identifier: Apache-2.0
#include "ui/log_view_accessible.h"

#include "ui/log_levels.h"
#include "ui/log_view.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

QAccessibleInterface *make(const QString &className, QObject *object)
{
    Q_UNUSED(className)
    auto *const view = qobject_cast<LogView *>(object);
    return view ? new LogViewAccessible(view) : nullptr;
}

/// Read before the text of a line: that it is marked, and whose it is where that is shown.
QString markText(LogView *view, qint64 line)
{
    const QString name = view->shownName(line);
    return (view->isBookmarked(line) ? u"Bookmark: "_s : QString()) + (name.isEmpty() ? name : name + u": "_s);
}

} // namespace

void registerLogViewAccessible()
{
    QAccessible::installFactory(make); // takes each function once
}

LogViewAccessible::LogViewAccessible(LogView *view) : QAccessibleWidget(view, QAccessible::EditableText)
{}

LogView *LogViewAccessible::view() const
{
    return static_cast<LogView *>(widget());
}

void *LogViewAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return QAccessibleWidget::interface_cast(type);
}

QAccessible::State LogViewAccessible::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.readOnly = true;
    state.multiLine = true;
    state.selectableText = true;
    return state;
}

QString LogViewAccessible::text(QAccessible::Text type) const
{
    return type == QAccessible::Value ? shownText() : QAccessibleWidget::text(type);
}

QString LogViewAccessible::shownText() const
{
    QStringList lines;
    for (qint64 line = view()->topRow().line; line < view()->lastVisibleLine(); ++line)
        lines.append(markText(view(), line) + view()->lineLayout().line(line).ansi.text);
    return lines.join(u'\n').replace(QChar(models::AnsiTabFill), u' ');
}

int LogViewAccessible::offsetOf(qint64 line, qsizetype offset) const
{
    qsizetype before = 0;
    const qint64 last = view()->lastVisibleLine() - 1;
    for (qint64 i = view()->topRow().line; i < std::min(line, last + 1); ++i)
        before += markText(view(), i).size() + view()->lineLayout().line(i).ansi.text.size() + 1;
    if (line < view()->topRow().line)
        return 0;
    return int(line > last ? std::max<qsizetype>(0, before - 1) : before + markText(view(), line).size() + offset);
}

LogPosition LogViewAccessible::positionOf(int offset) const
{
    LogPosition position{view()->topRow().line, 0};
    qsizetype rest = std::max(0, offset);
    const qint64 last = view()->lastVisibleLine() - 1;
    for (; position.line < last; ++position.line) {
        const qsizetype length =
            markText(view(), position.line).size() + view()->lineLayout().line(position.line).ansi.text.size();
        if (rest <= length)
            break;
        rest -= length + 1;
    }
    rest = std::max<qsizetype>(0, rest - markText(view(), position.line).size());
    if (position.line <= last)
        position.offset = std::min(rest, view()->lineLayout().line(position.line).ansi.text.size());
    return position;
}

void LogViewAccessible::selection(int selectionIndex, int *startOffset, int *endOffset) const
{
    const LogSelection &selection = view()->selection();
    const bool isThere = selectionIndex == 0 && !selection.isEmpty();
    *startOffset = isThere ? offsetOf(selection.begin().line, selection.begin().offset) : 0;
    *endOffset = isThere ? offsetOf(selection.end().line, selection.end().offset) : 0;
}

int LogViewAccessible::selectionCount() const
{
    return view()->selection().isEmpty() ? 0 : 1;
}

void LogViewAccessible::addSelection(int startOffset, int endOffset)
{
    setSelection(0, startOffset, endOffset);
}

void LogViewAccessible::removeSelection(int selectionIndex)
{
    if (selectionIndex == 0)
        view()->setSelection({view()->selection().cursor, view()->selection().cursor});
}

void LogViewAccessible::setSelection(int selectionIndex, int startOffset, int endOffset)
{
    if (selectionIndex == 0)
        view()->setSelection({positionOf(startOffset), positionOf(endOffset)});
}

int LogViewAccessible::cursorPosition() const
{
    return offsetOf(view()->selection().cursor.line, view()->selection().cursor.offset);
}

void LogViewAccessible::setCursorPosition(int position)
{
    const LogPosition cursor = positionOf(position);
    view()->setSelection({cursor, cursor});
}

QString LogViewAccessible::text(int startOffset, int endOffset) const
{
    return shownText().mid(startOffset, endOffset - startOffset);
}

int LogViewAccessible::characterCount() const
{
    return int(shownText().size());
}

QRect LogViewAccessible::characterRect(int offset) const
{
    const QRect cell = view()->cellRect(positionOf(offset));
    return cell.isNull() ? QRect() : QRect(view()->viewport()->mapToGlobal(cell.topLeft()), cell.size());
}

int LogViewAccessible::offsetAtPoint(const QPoint &point) const
{
    const LogPosition position = view()->positionAt(view()->viewport()->mapFromGlobal(point));
    return offsetOf(position.line, position.offset);
}

void LogViewAccessible::scrollToSubstring(int startIndex, int endIndex)
{
    Q_UNUSED(startIndex) // what there is to read is in view
    Q_UNUSED(endIndex)
}

QString LogViewAccessible::attributes(int offset, int *startOffset, int *endOffset) const
{
    const LogPosition position = positionOf(offset);
    *startOffset = offsetOf(position.line, 0);
    *endOffset =
        *startOffset +
        int(view()->lastVisibleLine() > position.line ? view()->lineLayout().line(position.line).ansi.text.size() : 0);
    const models::LogDocument *const document = view()->lineLayout().document();
    const bool isThere = document && position.line >= document->firstLine() && position.line < document->endLine();
    const QString level =
        isThere ? logLevelName(LogLevels().at(*document, position.line).value_or(models::LogLevel::None)) : QString();
    return level.isEmpty() ? QString() : u"level:%1;"_s.arg(level);
}

} // namespace ui
