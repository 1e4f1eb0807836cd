// SPDX-License-Identifier: Apache-2.0
// Where a LogView stands: following, the scroll bars, what is in view.
#include "ui/log_view_p.h"

#include <QLocale>
#include <QTimerEvent>

#include <algorithm>
#include <limits>

namespace ui {
namespace {

constexpr int ButtonMargin = 14;

} // namespace

int LogView::pageRows() const
{
    const int rowHeight = m_layout.font().rowHeight();
    return std::max(1, (viewport()->height() + rowHeight - 1) / rowHeight);
}

LogRow LogView::endTop()
{
    return m_layout.moved(m_layout.lastRow(), -(pageRows() - 1));
}

bool LogView::isScrollable()
{
    if (!hasLines())
        return false;
    qint64 missing = 0;
    (void)m_layout.moved(m_layout.firstRow(), viewport()->height() / m_layout.font().rowHeight(), &missing);
    return missing == 0; // one row more than there is room for
}

void LogView::setFollowing(bool following)
{
    if (m_following == following)
        return;
    m_following = following;
    if (!following && d->document)
        d->unseenFrom = d->document->endLine();
    place();
    Q_EMIT followingChanged(following);
}

void LogView::place()
{
    if (!hasLines()) {
        d->topOffset = 0;
        m_top = {};
    } else {
        const LogRow end = endTop();
        const LogRow before = m_top;
        m_top = std::clamp(m_following ? end : m_top, m_layout.firstRow(), end);
        m_top.row = std::min(m_top.row, m_layout.line(m_top.line).rows - 1);
        const bool isEnd = m_following || (m_top == end && m_top > m_layout.firstRow());
        const bool isFull = m_top > m_layout.firstRow() || isScrollable();
        if (isEnd && isFull)
            d->topOffset = viewport()->height() - pageRows() * m_layout.font().rowHeight();
        else if (m_following || !isFull || m_top != before)
            d->topOffset = 0; // else lines came below what stands still
    }
    placeBars();
    placeButton();
    viewport()->update();
}

void LogView::placeBars()
{
    d->placing = true;
    qint64 range = 0;
    qint64 value = 0;
    qint64 page = 1;
    if (hasLines()) {
        const LogRow end = endTop();
        const qint64 first = d->document->firstLine();
        range = std::min<qint64>(end.line - first + (end.row > 0 ? 1 : 0), std::numeric_limits<int>::max());
        value = m_following ? range : m_top.line - first;
        page = std::max<qint64>(1, d->document->endLine() - end.line);
    }
    if (range == 0 && isScrollable())
        range = value = 1;
    verticalScrollBar()->setPageStep(int(page));
    verticalScrollBar()->setRange(0, int(range));
    verticalScrollBar()->setValue(int(std::min(value, range)));
    if (!d->wrapped && hasLines()) {
        LogRow row = m_top;
        for (int rows = pageRows(); rows > 0 && row.line < d->document->endLine(); ++row.line, --rows)
            d->widest = std::max(d->widest, m_layout.line(row.line).width);
        const int width = viewport()->width() - textLeft() - int(m_layout.font().cellWidth());
        horizontalScrollBar()->setPageStep(std::max(1, width));
        horizontalScrollBar()->setRange(0, std::max(0, int(d->widest) - width));
    } else {
        horizontalScrollBar()->setRange(0, 0);
    }
    d->placing = false;
}

void LogView::placeButton()
{
    const bool isShown = !m_following && hasLines() && isScrollable();
    const QRect hit = d->currentHit ? hitRect(*d->currentHit) : QRect();
    d->isHitInView = hit.intersects(viewport()->rect());
    if (isShown) {
        const qint64 unseen = std::max<qint64>(0, d->document->endLine() - d->unseenFrom);
        const QString count = QLocale().toString(unseen);
        d->newest->setText(unseen == 0   ? tr("Jump to newest")
                           : unseen == 1 ? tr("Jump to newest (1 new line)")
                                         : tr("Jump to newest (%1 new lines)").arg(count));
        d->newest->adjustSize();
        QRect place(QPoint(), d->newest->size());
        place.moveBottomRight(viewport()->rect().bottomRight() - QPoint(ButtonMargin, ButtonMargin));
        if (hit.intersects(place))
            place.moveTop(ButtonMargin); // what was looked for must be seen
        d->newest->move(place.topLeft());
    }
    d->newest->setVisible(isShown);
}

void LogView::scrollContentsBy(int dx, int dy)
{
    Q_UNUSED(dx)
    if (!d->placing && dy != 0 && hasLines()) {
        const int value = verticalScrollBar()->value();
        if (value == verticalScrollBar()->maximum())
            setFollowing(true);
        else
            scrollTo({d->document->firstLine() + value, 0});
    }
    viewport()->update();
}

void LogView::scrollTo(LogRow top)
{
    m_top = top;
    d->topOffset = 0;
    d->revealing.reset();
    if (m_following)
        setFollowing(false);
    else
        place();
    noteTop();
}

void LogView::scrollRows(qint64 rows)
{
    if (rows == 0 || !isScrollable())
        return;
    const LogRow target = m_layout.moved(m_top, rows);
    if (rows > 0 && target >= endTop())
        setFollowing(true);
    else
        scrollTo(target);
}

void LogView::noteTop()
{
    if (hasLines() && m_top == m_layout.firstRow())
        Q_EMIT topReached();
}

void LogView::reveal(const LogPosition &position)
{
    const LogRow row = m_layout.rowOf(position);
    const int rowHeight = m_layout.font().rowHeight();
    const int wholeRows = std::max(1, viewport()->height() / rowHeight);
    const int lastWhole = std::max(0, (viewport()->height() - d->topOffset) / rowHeight - 1);
    if (row < m_layout.moved(m_top, d->topOffset < 0 ? 1 : 0) || row > m_layout.moved(m_top, lastWhole))
        scrollTo(m_layout.moved(row, -wholeRows / 2));
    else if (m_following)
        setFollowing(false);
    if (!d->document->store().isAtHand(position.line, position.line + 1))
        d->revealing = position;
    if (d->wrapped)
        return;
    const qreal x = m_layout.xOf(position);
    const int width = viewport()->width() - textLeft();
    if (x < horizontalScrollBar()->value() || x > horizontalScrollBar()->value() + width * 3 / 4)
        horizontalScrollBar()->setValue(std::max(0, int(x) - width / 3));
}

qint64 LogView::lastVisibleLine()
{
    return hasLines() ? m_layout.moved(m_top, pageRows() - 1).line + 1 : 0;
}

LogPosition LogView::bounded(LogPosition position)
{
    if (position.line < d->document->firstLine())
        return {d->document->firstLine(), 0};
    if (position.line >= d->document->endLine())
        position = {d->document->endLine() - 1, std::numeric_limits<qsizetype>::max()};
    return {position.line, std::clamp<qsizetype>(position.offset, 0, m_layout.line(position.line).ansi.text.size())};
}

QRect LogView::cellRect(const LogPosition &position)
{
    if (!hasLines() || position.line < m_top.line || position.line >= lastVisibleLine() ||
        bounded(position) != position)
        return {};
    const LogRow wanted = m_layout.rowOf(position);
    LogRow row = m_top;
    for (int y = d->topOffset; y < viewport()->height(); y += m_layout.font().rowHeight()) {
        if (row == wanted) {
            const int scrolled = d->wrapped ? 0 : horizontalScrollBar()->value();
            return {textLeft() - scrolled + int(m_layout.xOf(position)), y, int(m_layout.font().cellWidth()),
                    m_layout.font().rowHeight()};
        }
        row = m_layout.moved(row, 1);
    }
    return {};
}

/// From its first to its last row in view; null when none is.
QRect LogView::hitRect(const models::LogHit &hit)
{
    return cellRect({hit.line, hit.start}) | cellRect({hit.line, hit.start + std::max<qsizetype>(1, hit.length) - 1});
}

LogPosition LogView::positionAt(const QPoint &point)
{
    if (!hasLines())
        return {};
    const int rowHeight = m_layout.font().rowHeight();
    const int y = std::clamp(point.y(), 0, std::max(0, viewport()->height() - 1)) - d->topOffset;
    qint64 below = 0;
    const LogRow row = m_layout.moved(m_top, y / rowHeight, &below);
    const int scrolled = d->wrapped ? 0 : horizontalScrollBar()->value();
    if (below > 0) // under the last line
        return {row.line, m_layout.range(row).second};
    return m_layout.positionAt(row, point.x() - textLeft() + scrolled);
}

void LogView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == d->repaint.timerId()) {
        if (d->isDirty && isSeen())
            refresh();
        else
            d->repaint.stop();
    } else if (event->timerId() == d->ages.timerId()) {
        d->ages.stop();
        viewport()->update();
    } else if (event->timerId() == d->arrival.timerId()) {
        lookForAwaited();
    } else if (event->timerId() == d->autoScroll.timerId()) {
        const int outside = d->dragPoint.y() < 0 ? d->dragPoint.y() : d->dragPoint.y() - viewport()->height();
        scrollRows(outside / m_layout.font().rowHeight() + (outside < 0 ? -1 : 1));
        leadSelection(d->dragPoint);
    } else {
        QAbstractScrollArea::timerEvent(event);
    }
}

} // namespace ui
