// SPDX-License-Identifier: Apache-2.0
// What a LogPane does with single lines: bookmarks, links, JSON.
#include "models/log_bookmarks.h"
#include "models/log_json.h"
#include "ui/confirm_link.h"
#include "ui/log_json_panel.h"
#include "ui/log_link_hover.h"
#include "ui/log_pane_p.h"
#include "ui/log_view.h"
#include "ui/notice_strip.h"

#include <QAction>
#include <QBasicTimer>
#include <QBoxLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QSplitter>

#include <limits>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int ArrivalMs = 16;
constexpr int WideRatio = 2; ///< in a pane that is so much wider than high, JSON is shown beside the log

} // namespace

/// Child of the pane. Looks at the events of its view before the view does.
class LogPane::Private::Lines : public QObject
{
public:
    explicit Lines(LogPane::Private &pane);

    bool eventFilter(QObject *watched, QEvent *event) override;
    void showJson(qint64 line);
    void closeJson();
    /// Another document is shown, or none.
    void setDocument(models::LogDocument *document, const models::LogFilter *filter);

    models::LogBookmarks bookmarks;
    LogJsonPanel *json;
    QSplitter *split = nullptr; ///< the view and the JSON under or beside it
    QAction *bookmark, *next, *previous, *openLink, *copyLink, *asJson;

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void connectActions();
    [[nodiscard]] bool hasLines() const;
    bool key(const QKeyEvent &event);
    bool pressGutter(const QMouseEvent &event);
    void showMenu(const QContextMenuEvent &event);
    void step(bool forward);
    void open(const QUrl &url);
    void forgetAwaited();
    /// Empty: it is not JSON. None: it is being read from the file.
    [[nodiscard]] std::optional<QString> jsonOf(qint64 line) const;

    Private &d;
    LogLinkHover *m_links;
    qint64 m_menuLine = 0;           ///< what the context menu is about
    std::optional<qint64> m_awaited; ///< to be shown as JSON when it has been read
    QBasicTimer m_arrival;           ///< while there is one
    std::unique_ptr<QObject> m_documentContext;
    QUrl m_menuLink;
};

LogPane::Private::Lines::Lines(LogPane::Private &pane)
    : QObject(&pane.q)
    , json(new LogJsonPanel(&pane.q))
    , bookmark(new QAction(LogPane::tr("Bookmark"), this))
    , next(new QAction(LogPane::tr("Next bookmark"), this))
    , previous(new QAction(LogPane::tr("Previous bookmark"), this))
    , openLink(new QAction(LogPane::tr("Open link"), this))
    , copyLink(new QAction(LogPane::tr("Copy link"), this))
    , asJson(new QAction(LogPane::tr("Show as JSON"), this))
    , d(pane)
    , m_links(new LogLinkHover(pane.view))
{
    bookmark->setCheckable(true);
    bookmark->setShortcut(Qt::CTRL | Qt::Key_B);
    next->setShortcut(Qt::Key_F2);
    previous->setShortcut(Qt::SHIFT | Qt::Key_F2);
    // Shown in the menu; the keys themselves are taken in eventFilter(), before the window's commands of the same keys.
    for (QAction *action : {bookmark, next, previous})
        action->setShortcutContext(Qt::WidgetShortcut);
    auto *const rule = new QAction(this);
    rule->setSeparator(true);
    d.view->insertActions(d.view->actions().constFirst(), {openLink, copyLink, asJson, bookmark, next, previous, rule});
    d.view->setBookmarks(&bookmarks);
    d.view->installEventFilter(this);
    d.view->viewport()->installEventFilter(this);
    connectActions();
}

void LogPane::Private::Lines::connectActions()
{
    connect(bookmark, &QAction::triggered, this, [this] { bookmarks.toggle(m_menuLine); });
    connect(next, &QAction::triggered, this, [this] { step(true); });
    connect(previous, &QAction::triggered, this, [this] { step(false); });
    connect(openLink, &QAction::triggered, this, [this] { open(m_menuLink); });
    connect(copyLink, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(models::linkText(m_menuLink)); });
    connect(asJson, &QAction::triggered, this, [this] { showJson(m_menuLine); });
    connect(m_links, &LogLinkHover::opened, this, [this](const QUrl &url) { open(url); });
    connect(json, &LogJsonPanel::closed, this, [this] { closeJson(); });
}

bool LogPane::Private::Lines::hasLines() const
{
    const models::LogDocument *const document = d.view->lineLayout().document();
    return document && document->firstLine() < document->endLine();
}

bool LogPane::Private::Lines::eventFilter(QObject *watched, QEvent *event)
{
    if (!hasLines() && event->type() != QEvent::ContextMenu)
        return false;
    switch (event->type()) {
    case QEvent::ShortcutOverride: {
        const auto *const keys = static_cast<QKeyEvent *>(event);
        const bool isMark = keys->key() == Qt::Key_B && keys->modifiers() == Qt::ControlModifier;
        const bool isStep = keys->key() == Qt::Key_F2 && !(keys->modifiers() & ~Qt::ShiftModifier);
        if (isMark || isStep)
            event->accept();
        return isMark || isStep;
    }
    case QEvent::KeyPress:
        return watched == d.view && key(*static_cast<QKeyEvent *>(event));
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick:
        return watched == d.view->viewport() && pressGutter(*static_cast<QMouseEvent *>(event));
    case QEvent::ContextMenu:
        showMenu(*static_cast<QContextMenuEvent *>(event));
        return true;
    default:
        return false;
    }
}

bool LogPane::Private::Lines::key(const QKeyEvent &event)
{
    if (event.key() == Qt::Key_B && event.modifiers() == Qt::ControlModifier) {
        bookmarks.toggle(d.view->currentLine());
        return true;
    }
    if (event.key() == Qt::Key_F2 && !(event.modifiers() & ~Qt::ShiftModifier)) {
        step(event.modifiers() == Qt::NoModifier);
        return true;
    }
    if (event.key() == Qt::Key_Escape && json->isVisible() && d.view->selection().isEmpty()) {
        closeJson();
        return true;
    }
    if (event.key() != Qt::Key_Space || event.modifiers() != Qt::NoModifier)
        return false;
    const qint64 line = d.view->currentLine();
    if (json->isVisible() && json->line() == line) {
        closeJson();
        return true;
    }
    const std::optional<QString> text = jsonOf(line);
    if (text && text->isEmpty())
        return false; // a page down, as ever
    showJson(line);
    return true;
}

bool LogPane::Private::Lines::pressGutter(const QMouseEvent &event)
{
    const QPoint point = event.position().toPoint();
    if (event.button() != Qt::LeftButton || event.modifiers() != Qt::NoModifier || point.x() >= LogView::GutterWidth)
        return false;
    const LogPosition position = d.view->positionAt(point);
    const QRect cell = d.view->cellRect(position);
    if (event.type() == QEvent::MouseButtonPress && !cell.isNull() && point.y() <= cell.bottom())
        bookmarks.toggle(position.line);
    return true;
}

void LogPane::Private::Lines::showMenu(const QContextMenuEvent &event)
{
    const bool isByKey = event.reason() == QContextMenuEvent::Keyboard;
    std::optional<models::LogLink> link;
    if (hasLines()) {
        m_menuLine = isByKey ? d.view->currentLine() : d.view->positionAt(event.pos()).line;
        link = isByKey ? m_links->firstLink(m_menuLine) : m_links->linkAt(event.pos());
    }
    m_menuLink = link ? link->url : QUrl();
    openLink->setVisible(link.has_value());
    copyLink->setVisible(link.has_value());
    asJson->setVisible(hasLines() && jsonOf(m_menuLine) != QString());
    bookmark->setVisible(hasLines());
    bookmark->setChecked(bookmarks.contains(m_menuLine));
    const bool hasMarks = bookmarks.after(m_menuLine).has_value();
    next->setVisible(hasMarks);
    previous->setVisible(hasMarks);
    auto *const menu = new QMenu(d.view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(d.view->actions());
    menu->popup(event.globalPos());
}

void LogPane::Private::Lines::step(bool forward)
{
    const qint64 line = d.view->selection() == LogSelection() ? d.view->currentLine() - (forward ? 1 : 0)
                                                              : d.view->selection().begin().line;
    if (const std::optional<qint64> marked = forward ? bookmarks.after(line) : bookmarks.before(line))
        d.showLine(*marked);
}

void LogPane::Private::Lines::open(const QUrl &url)
{
    openForeignLink(url, &d.q, [this](const QUrl &failed) {
        QGuiApplication::clipboard()->setText(models::linkText(failed));
        d.notice->say(Tone::Warning, LogPane::tr("No browser opens here. The address was copied: paste it into one."),
                      LogPane::tr("Close"));
    });
}

std::optional<QString> LogPane::Private::Lines::jsonOf(qint64 line) const
{
    const models::LogDocument *const document = d.view->lineLayout().document();
    return document ? models::logLineAsJson(document->store(), line) : QString();
}

void LogPane::Private::Lines::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_arrival.timerId() && m_awaited)
        showJson(*m_awaited);
}

void LogPane::Private::Lines::forgetAwaited()
{
    m_awaited.reset();
    m_arrival.stop();
}

void LogPane::Private::Lines::setDocument(models::LogDocument *document, const models::LogFilter *filter)
{
    bookmarks.setDocument(document);
    bookmarks.setFilter(filter);
    json->hide();
    forgetAwaited();
    m_documentContext = std::make_unique<QObject>();
    if (document)
        connect(document, &models::LogDocument::moved, m_documentContext.get(), [this] { forgetAwaited(); });
}

void LogPane::Private::Lines::showJson(qint64 line)
{
    const std::optional<QString> text = jsonOf(line);
    if (!text) {
        m_awaited = line;
        m_arrival.start(ArrivalMs, this);
        return;
    }
    forgetAwaited();
    if (text->isEmpty())
        return;
    if (!json->isVisible())
        split->setOrientation(d.q.width() > WideRatio * d.q.height() ? Qt::Horizontal : Qt::Vertical);
    const models::LogTimes times = d.log.times == models::LogTimes::Utc ? d.log.times : models::LogTimes::Local;
    if (d.view->selection().isEmpty())
        d.view->setSelection({{line, 0}, {line, 0}}); // shows which one it is
    json->showLine(line, models::logTimeText(times, d.view->lineLayout().line(line).timeNs, 0), *text);
}

void LogPane::Private::Lines::closeJson()
{
    json->hide();
    d.view->setFocus();
}

LogPane::Private::~Private()
{
    delete lines; // the view goes later, and has events until then
}

void LogPane::Private::buildLines()
{
    lines = new Lines(*this);
    auto *const splitter = new QSplitter(&q);
    auto *const column = static_cast<QBoxLayout *>(q.layout());
    delete column->replaceWidget(view, splitter);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(view);
    splitter->addWidget(lines->json);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    column->setStretchFactor(splitter, 1);
    lines->split = splitter;
}

void LogPane::Private::showLinesOf(models::LogDocument *document, const models::LogFilter *filter)
{
    lines->setDocument(document, filter);
}

void LogPane::Private::showLine(qint64 line)
{
    const models::LogDocument *const shown = shownDocument();
    if (!shown || shown->firstLine() >= shown->endLine())
        return; // no line passes the filter
    line = view->bounded({line, 0}).line;
    view->setSelection({{line, 0}, view->bounded({line, std::numeric_limits<qsizetype>::max()})});
    view->reveal({line, 0});
}

} // namespace ui
