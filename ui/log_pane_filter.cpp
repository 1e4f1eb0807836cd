// SPDX-License-Identifier: Apache-2.0
// Which lines a LogPane shows: all of them, or those that pass a filter.
#include "models/log_filter.h"
#include "ui/log_filter_bar.h"
#include "ui/log_find_bar.h"
#include "ui/log_pane_p.h"
#include "ui/log_status.h"
#include "ui/log_view.h"
#include "ui/notice_strip.h"
#include "ui/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;

namespace ui {

/// Child of the pane.
class LogPane::Private::Filtering : public QObject
{
public:
    explicit Filtering(LogPane::Private &pane);

    void open();
    void close();
    void start();
    void changed();
    void remember();
    void restore();
    void abandonSave();
    void leavePlace() { m_place.reset(); }
    void updateStatus();

    Private &d;
    models::LogFilter filter;
    LogFilterBar *bar;

private:
    /// What is looked at, by its lines in the whole log.
    struct Place
    {
        bool isFollowing = true;
        qint64 line = 0;
        std::optional<LogSelection> selection;
    };

    [[nodiscard]] bool isFiltered() { return d.view->lineLayout().document() == &filter.document(); }
    [[nodiscard]] qint64 sourceOf(qint64 line) { return isFiltered() ? filter.sourceOf(line) : line; }

    std::optional<Place> m_place; ///< to go back to when the lines are there
};

LogPane::Private::Filtering::Filtering(LogPane::Private &pane)
    : QObject(&pane.q), d(pane), bar(new LogFilterBar(&pane.q))
{
    bar->hide();
    connect(bar, &LogFilterBar::queryChanged, this, [this] { start(); });
    connect(bar, &LogFilterBar::saveRequested, this, [this] { d.askSave(true); });
    connect(bar, &LogFilterBar::closed, this, [this] { close(); });
    connect(&filter, &models::LogFilter::changed, this, [this] { changed(); });
    connect(&filter, &models::LogFilter::aboutToRestart, this, [this] {
        remember();
        abandonSave();
    });
}

void LogPane::Private::Filtering::open()
{
    if (!d.session)
        return;
    bar->open();
    d.session->loadOlder(); // all of the log is meant, not only what was loaded so far
    start();
}

void LogPane::Private::Filtering::close()
{
    bar->hide();
    remember();
    filter.setQuery({});
    d.showDocument();
    restore();
    d.view->setFocus();
}

void LogPane::Private::Filtering::start()
{
    if (bar->isHidden() || bar->query() == filter.query())
        return;
    remember();
    const models::LogFilterQuery query = bar->query();
    if (query.isEmpty()) { // before the view would see the rows go
        filter.setQuery(query);
        d.showDocument();
        return restore();
    }
    filter.setQuery(query);
    d.showDocument();
    changed();
}

void LogPane::Private::Filtering::changed()
{
    if (m_place && filter.isActive() && !filter.isRunning())
        restore();
    updateStatus();
    d.updateActions();
}

/// Called while the lines are still there.
void LogPane::Private::Filtering::remember()
{
    const models::LogDocument *const shown = d.view->lineLayout().document();
    if (m_place || !shown || shown->firstLine() >= shown->endLine())
        return;
    m_place.emplace();
    m_place->isFollowing = d.view->isFollowing();
    m_place->line = sourceOf(d.view->bounded({d.view->topRow().line, 0}).line);
    if (!d.view->hasCursor())
        return;
    LogSelection selection{d.view->bounded(d.view->selection().anchor), d.view->bounded(d.view->selection().cursor)};
    const qint64 line = selection.cursor.line;
    selection.anchor.line = sourceOf(selection.anchor.line);
    selection.cursor.line = sourceOf(selection.cursor.line);
    m_place->selection = selection;
    const bool isOfNoUse = d.view->isFollowing() && m_place->selection->isEmpty(); // clicked, and gone on to the newest
    if (isOfNoUse || line < d.view->topRow().line || line >= d.view->lastVisibleLine())
        return;
    m_place->isFollowing = false;
    m_place->line = selection.cursor.line;
}

void LogPane::Private::Filtering::restore()
{
    const std::optional<Place> place = std::exchange(m_place, std::nullopt);
    const models::LogDocument *const shown = d.view->lineLayout().document();
    if (!place || !shown || shown->firstLine() >= shown->endLine())
        return;
    const auto rowOf = [this](qint64 line) { return isFiltered() ? filter.rowOf(line) : line; };
    if (place->selection) {
        LogSelection selection = *place->selection;
        selection.anchor.line = rowOf(selection.anchor.line);
        selection.cursor.line = rowOf(selection.cursor.line);
        d.view->setSelection({d.view->bounded(selection.anchor), d.view->bounded(selection.cursor)});
    }
    if (place->isFollowing)
        d.view->setFollowing(true);
    else
        d.view->reveal(d.view->bounded({rowOf(place->line), 0}));
}

void LogPane::Private::Filtering::updateStatus()
{
    QString status;
    if (!filter.error().isEmpty()) {
        status = LogPane::tr("Not a regular expression: %1").arg(filter.error());
    } else if (filter.isActive()) {
        const models::LogDocument &all = d.session->document();
        const qint64 total = all.endLine() - all.firstLine();
        const QString text = total == 1 ? LogPane::tr("%1 of %2 line") : LogPane::tr("%1 of %2 lines");
        status = text.arg(QLocale().toString(filter.matches()), QLocale().toString(total));
        if (const qint64 dropped = all.store().droppedLines(); dropped > 0)
            status = LogPane::tr("%1, %2 dropped").arg(status, QLocale().toString(dropped));
        if (d.session->isLoadingOlder())
            status = LogPane::tr("%1, older ones are loading").arg(status);
        if (filter.isRunning())
            status = LogPane::tr("Filtering… %1").arg(status);
    }
    bar->setStatus(withSkippedLines(status, filter.skippedLines(), filter.isTooSlow()),
                   !filter.error().isEmpty() || filter.isTooSlow());
    bar->setSavable(filter.isActive() && filter.matches() > 0 && !d.saver);
}

/// The rows that are being saved are about to be others.
void LogPane::Private::Filtering::abandonSave()
{
    if (!d.saver || !d.saver->reads(filter.document()))
        return;
    d.dropSaver();
    d.notice->say(Tone::Warning, LogPane::tr("The filter has changed, so nothing was saved."), LogPane::tr("Close"));
}

void LogPane::Private::buildFilter()
{
    filterAction = new QAction(icon(u"funnel"_s), LogPane::tr("Filter…"), &q);
    filterAction->setToolTip(LogPane::tr("Show only some lines (Ctrl+Shift+F)"));
    filtering = new Filtering(*this);
    auto *const column = static_cast<QBoxLayout *>(q.layout());
    column->insertWidget(column->indexOf(findBar), filtering->bar);
    q.connect(filterAction, &QAction::triggered, &q, [this] { filtering->open(); });
    filterAction->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    filterAction->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    q.addAction(filterAction);
}

void LogPane::Private::showDocument()
{
    models::LogDocument *const source = session ? &session->document() : nullptr;
    models::LogDocument *const document =
        source && filtering->filter.isActive() ? &filtering->filter.document() : source;
    if (document && document == view->lineLayout().document())
        return;
    currentHit.reset();
    wantsFirstHit = false;
    showLinesOf(source, document == source ? nullptr : &filtering->filter);
    view->setDocument(document);
    view->setCurrentHit({});
    search.setDocument(document);
    updateActions();
}

void LogPane::Private::updateFilterStatus()
{
    filtering->updateStatus();
}

void LogPane::Private::filterSession()
{
    view->setDocument(nullptr); // nothing of the log before stays, though the rows of both are in the filter's document
    filtering->filter.setSource(session ? &session->document() : nullptr);
    filtering->leavePlace();
    showDocument();
    filtering->changed();
}

models::LogDocument *LogPane::Private::shownDocument() const
{
    return session && filtering->filter.isActive() ? &filtering->filter.document()
           : session                               ? &session->document()
                                                   : nullptr;
}

const models::LogFilterQuery &LogPane::Private::shownFilter() const
{
    return filtering->filter.query();
}

QString LogPane::Private::filterPlaceholder() const
{
    if (!filtering->filter.isActive() || session->document().firstLine() == session->document().endLine())
        return {};
    return filtering->filter.isRunning() ? LogPane::tr("Filtering…") : LogPane::tr("No line passes the filter");
}

qint64 LogPane::Private::shownLine(qint64 line) const
{
    return filtering->filter.isActive() ? filtering->filter.rowOf(line) : line;
}

} // namespace ui
