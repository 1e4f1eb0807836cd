// SPDX-License-Identifier: Apache-2.0
#include "ui/log_link_hover.h"

#include "models/format.h"
#include "ui/log_view.h"

#include <QCursor>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int MostCrossed = 64; ///< lines

/// Whether it can be looked at now: the pointer does not wait for a disk.
bool canBeRead(const models::LogDocument &document, qint64 line)
{
    return line >= document.firstLine() && line < document.endLine() && document.store().isAtHand(line, line + 1);
}

} // namespace

LogLinkHover::LogLinkHover(LogView *view) : QObject(view), m_view(view)
{
    view->viewport()->setMouseTracking(true);
    view->viewport()->installEventFilter(this);
    view->installEventFilter(this);
}

std::vector<models::LogLink> LogLinkHover::links(qint64 line) const
{
    const models::LogDocument *const document = m_view->lineLayout().document();
    if (!document || !canBeRead(*document, line))
        return {};
    const ShownLine &shown = m_view->lineLayout().line(line);
    if (shown.kind == models::StoredLine::Kind::Mark)
        return {};
    const QString text = shown.ansi.text;
    const QString before = neighbours(*document, line, false);
    const QString after = neighbours(*document, line, true);
    std::vector<models::LogLink> links = models::findLogLinks(QString(before + text + after));
    for (models::LogLink &link : links) {
        const qsizetype begin = std::clamp<qsizetype>(link.start - before.size(), 0, text.size());
        const qsizetype end = std::clamp<qsizetype>(link.start + link.length - before.size(), 0, text.size());
        link.start = begin;
        link.length = end - begin;
    }
    links.erase(std::remove_if(links.begin(), links.end(), [](const auto &link) { return link.length == 0; }),
                links.end());
    return links;
}

/// The text of the pieces before or after one of a long line, as far as an address can reach. Where a piece is missing stands what no
/// address can go on with, or begin after.
QString LogLinkHover::neighbours(const models::LogDocument &document, qint64 line, bool after) const
{
    const models::LineStore &store = document.store();
    const models::StoredLine::Kind kind = store.line(line).kind;
    bool goesOn = after ? store.line(line).open : store.line(line).continuation;
    QString text;
    for (int crossed = 0; goesOn && text.size() <= 2 * models::LongestLogLink;) {
        line += after ? 1 : -1;
        const bool isThere = canBeRead(document, line);
        const bool isOther = isThere && store.line(line).kind != kind; // of the other stream, between the pieces
        if (isOther && ++crossed <= MostCrossed)
            continue;
        if (!isThere || isOther || !(after ? store.line(line).continuation : store.line(line).open))
            return after ? text + QString(models::LongestLogLink + 1, u'x') : u'x' + text;
        const QString &piece = m_view->lineLayout().line(line).ansi.text;
        text = after ? text + piece : piece + text;
        goesOn = after ? store.line(line).open : store.line(line).continuation;
    }
    return text;
}

std::optional<models::LogLink> LogLinkHover::linkAt(const QPoint &point) const
{
    const LogPosition position = m_view->positionAt(point);
    for (const models::LogLink &link : links(position.line)) {
        // The position is between two characters, either of which may be the one under the pointer.
        for (qsizetype offset = position.offset - 1; offset <= position.offset; ++offset) {
            if (offset >= link.start && offset < link.start + link.length &&
                m_view->cellRect({position.line, offset}).contains(point))
                return link;
        }
    }
    return {};
}

std::optional<models::LogLink> LogLinkHover::firstLink(qint64 line) const
{
    const std::vector<models::LogLink> found = links(line);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

void LogLinkHover::hover(const QPoint &point, Qt::KeyboardModifiers modifiers)
{
    const std::optional<models::LogLink> link =
        modifiers & Qt::ControlModifier ? linkAt(point) : std::optional<models::LogLink>();
    if (!link)
        return leave();
    m_isHovering = true;
    m_view->viewport()->setCursor(Qt::PointingHandCursor);
    m_view->setLink(models::LogHit{m_view->positionAt(point).line, qint32(link->start), qint32(link->length)});
}

void LogLinkHover::leave()
{
    if (!m_isHovering)
        return;
    m_isHovering = false;
    m_view->viewport()->setCursor(Qt::IBeamCursor);
    m_view->setLink({});
}

bool LogLinkHover::press(const QPoint &point)
{
    const std::optional<models::LogLink> link = linkAt(point);
    m_pressed = link ? link->url : QUrl();
    return link.has_value();
}

bool LogLinkHover::release(const QPoint &point)
{
    if (m_pressed.isEmpty())
        return false;
    const QUrl url = std::exchange(m_pressed, {});
    const std::optional<models::LogLink> link = linkAt(point);
    if (link && link->url == url)
        Q_EMIT opened(url);
    return true;
}

bool LogLinkHover::showTip(const QPoint &point, const QPoint &globalPoint) const
{
    const std::optional<models::LogLink> link = linkAt(point);
    if (!link)
        return false;
    const QString text = models::linkText(link->url) + u'\n' + tr("Ctrl+click opens it");
    QToolTip::showText(globalPoint, models::toolTipText(text), m_view->viewport());
    return true;
}

bool LogLinkHover::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease) {
        if (watched == m_view && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Control) {
            const bool isHeld = event->type() == QEvent::KeyPress;
            if (m_view->viewport()->underMouse())
                hover(m_view->viewport()->mapFromGlobal(QCursor::pos()), isHeld ? Qt::ControlModifier : Qt::NoModifier);
        }
        return false;
    }
    if (watched == m_view)
        return false;
    switch (event->type()) {
    case QEvent::MouseMove: {
        const auto *const mouse = static_cast<QMouseEvent *>(event);
        hover(mouse->position().toPoint(), mouse->buttons() ? Qt::NoModifier : mouse->modifiers());
        return !m_pressed.isEmpty();
    }
    case QEvent::MouseButtonPress: {
        const auto *const mouse = static_cast<QMouseEvent *>(event);
        return mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::ControlModifier &&
               press(mouse->position().toPoint());
    }
    case QEvent::MouseButtonRelease:
        return release(static_cast<QMouseEvent *>(event)->position().toPoint());
    case QEvent::Leave:
        leave();
        return false;
    case QEvent::ToolTip:
        return showTip(static_cast<QHelpEvent *>(event)->pos(), static_cast<QHelpEvent *>(event)->globalPos());
    default:
        return false;
    }
}

} // namespace ui

#include "moc_log_link_hover.cpp"
