// SPDX-License-Identifier: Apache-2.0
// What keys and the mouse do in a LogView.
#include "ui/log_view_p.h"

#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QStyleHints>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int AutoScrollMs = 40;
constexpr int RowEighths = 120 / 3; ///< eighths of a degree of the wheel for a row: three rows a notch
constexpr qsizetype LineEnd = std::numeric_limits<qsizetype>::max();

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || u"_-./:@%+~"_s.contains(c);
}

} // namespace

bool LogView::event(QEvent *event)
{
    // Here these keys mean the log, whatever the window uses them for.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *const key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll) ||
            key->matches(QKeySequence::Find))
            event->accept();
    }
    return QAbstractScrollArea::event(event);
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (event == QKeySequence::Copy) {
        Q_EMIT copyRequested();
    } else if (event == QKeySequence::Find) {
        Q_EMIT findRequested();
    } else if (event == QKeySequence::SelectAll) {
        selectAll();
    } else if (event->modifiers() & Qt::ShiftModifier) {
        event->setAccepted(moveCursor(*event));
        return;
    } else if (event->key() == Qt::Key_Escape && !m_selection.isEmpty()) {
        setSelection({m_selection.cursor, m_selection.cursor});
    } else if (event->modifiers() == Qt::ControlModifier &&
               (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        stepLine(event->key() == Qt::Key_Up ? -1 : 1);
    } else if (event->key() == Qt::Key_Up) {
        scrollRows(-1);
    } else if (event->key() == Qt::Key_Down) {
        scrollRows(1);
    } else if (event->key() == Qt::Key_PageUp) {
        scrollRows(-std::max(1, pageRows() - 2));
    } else if (event->key() == Qt::Key_PageDown || event->key() == Qt::Key_Space) {
        scrollRows(std::max(1, pageRows() - 2));
    } else if (event->key() == Qt::Key_Home && isScrollable()) {
        scrollTo(m_layout.firstRow());
    } else if (event->key() == Qt::Key_End) {
        setFollowing(true);
    } else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        horizontalScrollBar()->triggerAction(event->key() == Qt::Key_Left ? QAbstractSlider::SliderSingleStepSub
                                                                          : QAbstractSlider::SliderSingleStepAdd);
    } else {
        event->ignore(); // not the scroll area's own handling: it would scroll by the bars
        return;
    }
    event->accept();
}

void LogView::setSelection(const LogSelection &selection)
{
    if (selection == m_selection && d->hasCursor)
        return;
    m_selection = selection;
    d->hasCursor = true;
    viewport()->update();
    Q_EMIT selectionChanged();
}

void LogView::selectAll()
{
    if (hasLines())
        setSelection({{d->document->firstLine(), 0}, bounded({d->document->endLine(), 0})});
}

void LogView::wheelEvent(QWheelEvent *event)
{
    event->accept();
    if (event->modifiers() & Qt::ShiftModifier ||
        std::abs(event->angleDelta().x()) > std::abs(event->angleDelta().y())) {
        const int delta = event->angleDelta().x() ? event->angleDelta().x() : event->angleDelta().y();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta);
        return;
    }
    if (!event->pixelDelta().isNull())
        d->wheelRest += event->pixelDelta().y() * RowEighths / m_layout.font().rowHeight();
    else
        d->wheelRest += event->angleDelta().y();
    const int rows = d->wheelRest / RowEighths;
    d->wheelRest -= rows * RowEighths;
    scrollRows(-rows);
}

void LogView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !hasLines())
        return;
    const QPoint point = event->position().toPoint();
    const LogPosition position = positionAt(point);
    const bool isTriple = d->sinceDoubleClick.isValid() &&
                          d->sinceDoubleClick.elapsed() < QGuiApplication::styleHints()->mouseDoubleClickInterval() &&
                          (point - d->dragPoint).manhattanLength() < QApplication::startDragDistance();
    d->dragPoint = point;
    d->isDragging = !isTriple;
    if (isTriple)
        setSelection({{position.line, 0}, bounded({position.line, LineEnd})});
    else if (event->modifiers() & Qt::ShiftModifier)
        setSelection({m_selection.anchor, position});
    else
        setSelection({position, position});
}

void LogView::mouseMoveEvent(QMouseEvent *event)
{
    if (!d->isDragging)
        return;
    d->dragPoint = event->position().toPoint();
    const bool isOutside = d->dragPoint.y() < 0 || d->dragPoint.y() >= viewport()->height();
    if (isOutside && !d->autoScroll.isActive())
        d->autoScroll.start(AutoScrollMs, this);
    else if (!isOutside)
        d->autoScroll.stop();
    leadSelection(d->dragPoint);
}

void LogView::leadSelection(const QPoint &point)
{
    if (!hasLines())
        return;
    setSelection({m_selection.anchor, positionAt(point)});
    if (!m_selection.isEmpty() && isScrollable() && !d->autoScroll.isActive())
        setFollowing(false); // the text must not run away under the pointer
}

void LogView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    d->isDragging = false;
    d->autoScroll.stop();
}

void LogView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !hasLines())
        return;
    d->dragPoint = event->position().toPoint();
    d->sinceDoubleClick.start();
    selectWord(positionAt(d->dragPoint));
}

void LogView::selectWord(const LogPosition &position)
{
    const QString &text = m_layout.line(position.line).ansi.text;
    qsizetype begin = std::min(position.offset, text.size());
    qsizetype end = begin;
    if (begin == text.size() || !isWordCharacter(text[begin]))
        end = begin = std::max<qsizetype>(0, begin - 1);
    while (begin > 0 && isWordCharacter(text[begin - 1]))
        --begin;
    while (end < text.size() && isWordCharacter(text[end]))
        ++end;
    setSelection({{position.line, begin}, {position.line, std::max(end, std::min(begin + 1, text.size()))}});
}

bool LogView::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !hasLines())
        return QAbstractScrollArea::viewportEvent(event);
    const auto *const help = static_cast<QHelpEvent *>(event);
    const ShownLine &shown = m_layout.line(positionAt(help->pos()).line);
    if (help->pos().x() >= textLeft() || shown.kind == models::StoredLine::Kind::Mark) {
        QToolTip::hideText();
        return true;
    }
    const qint64 line = positionAt(help->pos()).line;
    const QString level = logLevelName(d->levels.at(*d->document, line).value_or(models::LogLevel::None));
    const QString stream = shown.kind == models::StoredLine::Kind::Stderr ? tr("stderr") : tr("stdout");
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(shown.timeNs / 1'000'000);
    QStringList parts{d->nameAt(line), level, stream,
                      shown.timeNs == 0 ? QString() : time.toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s)};
    parts.removeAll(QString());
    QToolTip::showText(help->globalPos(), parts.join(u", "_s), viewport());
    return true;
}

} // namespace ui
