// SPDX-License-Identifier: Apache-2.0
// How the log pane is built, and what it says of the log it shows. Finding is in log_pane_actions.cpp.
#include "ui/log_pane.h"

#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/settings.h"
#include "ui/log_find_bar.h"
#include "ui/log_pane_p.h"
#include "ui/log_view.h"
#include "ui/notice_strip.h"
#include "ui/theme.h"
#include "ui/tool_fit.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr QSize LegendMark(3, 12);
constexpr int ProgressGap = 10; ///< px between what is loading and the legend

} // namespace

LogPane::LogPane(models::EngineSession &session, models::SettingsStore &settings, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, session, settings))
{
    d->build();
    d->log = models::logSettings(settings.get(), {});
    d->applySettings();
    d->updateState();
}

LogPane::~LogPane()
{
    // The view and the search must not see the documents of sessions that die before them.
    d->showSession(nullptr);
}

void LogPane::setContainer(const QString &id)
{
    if (id == d->id && !d->merged)
        return;
    const engine::Container *row = id.isEmpty() ? nullptr : d->engine.containers().find(id);
    d->id = id;
    d->name = row ? row->name : QString();
    d->log = models::logSettings(d->settings.get(), d->name);
    d->applySettings();
    d->notice->clear();
    d->leaveCopy();
    d->showSession(d->sessions.open(id, d->start()));
    d->leaveMerged();
}

QString LogPane::container() const
{
    return d->id;
}

LogView *LogPane::view() const
{
    return d->view;
}

void LogPane::clearLines()
{
    if (d->session)
        d->session->document().clear();
}

void LogPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && d->legend)
        d->updateLegend();
}

LogPane::Private::Private(LogPane &owner, models::EngineSession &session_, models::SettingsStore &store)
    : q(owner), engine(session_), settings(store), sessions(session_)
{}

void LogPane::Private::build()
{
    auto *const column = new QVBoxLayout(&q);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    tools = new QHBoxLayout;
    tools->setContentsMargins(6, 3, 10, 3);
    tools->setSpacing(2);
    column->addLayout(tools);
    notice = new NoticeStrip(&q);
    state = new NoticeStrip(&q);
    findBar = new LogFindBar(&q);
    findBar->hide();
    view = new LogView(&q);
    view->setSearch(&search);
    column->addWidget(findBar);
    column->addWidget(notice);
    column->addWidget(state);
    column->addWidget(view, 1);
    buildActions();
    buildLines();
    connectParts();
}

void LogPane::Private::connectParts()
{
    q.connect(view, &LogView::followingChanged, &q, [this](bool following) { follow->setChecked(following); });
    q.connect(view, &LogView::selectionChanged, &q, [this] { updateActions(); });
    q.connect(view, &LogView::copyRequested, &q, [this] { q.copySelection(); });
    q.connect(view, &LogView::findRequested, &q, [this] { q.find(); });
    q.connect(view, &LogView::topReached, &q, [this] {
        if (session)
            session->loadOlder();
    });
    q.connect(&sessions, &models::LogSessions::emptied, &q, [this] {
        id.clear();
        name.clear();
        showSession(nullptr);
        leaveMerged();
        Q_EMIT q.released();
    });
    q.connect(findBar, &LogFindBar::queryChanged, &q, [this] { startFind(); });
    q.connect(findBar, &LogFindBar::nextRequested, &q, [this] { step(true); });
    q.connect(findBar, &LogFindBar::previousRequested, &q, [this] { step(false); });
    q.connect(findBar, &LogFindBar::closed, &q, [this] { stopFind(); });
    q.connect(&search, &models::LogSearch::changed, &q, [this] { updateFind(); });
    connectCopy();
    q.connect(notice, &NoticeStrip::buttonClicked, &q, [this] {
        if (saver)
            dropSaver(); // the button reads Cancel while a log is being saved
        else
            text.cancel(); // or a selection collected
        notice->clear();
        updateActions();
    });
}

void LogPane::Private::buildActions()
{
    follow = new QAction(icon(u"arrow-down-to-line"_s), tr("Follow"), &q);
    timestamps = new QAction(icon(u"clock"_s), tr("Timestamps"), &q);
    wrap = new QAction(icon(u"wrap-text"_s), tr("Wrap"), &q);
    colours = new QAction(icon(u"palette"_s), tr("Colours"), &q);
    for (QAction *toggle : {follow, timestamps, wrap, colours})
        toggle->setCheckable(true);
    findAction = new QAction(icon(u"search"_s), tr("Find…"), &q);
    copy = new QAction(icon(u"copy"_s), tr("Copy"), &q);
    selectAll = new QAction(tr("Select all"), &q);
    save = new QAction(icon(u"save"_s), tr("Save…"), &q);
    clear = new QAction(icon(u"eraser"_s), tr("Clear"), &q);
    older = new QAction(tr("Load older lines"), &q);
    beside = new QAction(icon(u"columns-3"_s), tr("Add beside…"), &q);
    window = new QAction(icon(u"external-link"_s), tr("Open in window"), &q);
    // Shown in the menu; the view takes the keys before the window's commands of the same keys.
    copy->setShortcut(QKeySequence::Copy);
    selectAll->setShortcut(QKeySequence::SelectAll);
    findAction->setShortcut(QKeySequence::Find);
    for (QAction *action : {copy, selectAll, findAction})
        action->setShortcutContext(Qt::WidgetShortcut);
    buildTimes();
    buildFilter();
    buildNames();
    explainActions();
    buildTools();
    connectActions();
}

void LogPane::Private::explainActions()
{
    follow->setToolTip(tr("Keep the newest line in view (End)"));
    timestamps->setToolTip(tr("Show when each line was printed"));
    wrap->setToolTip(tr("Wrap long lines"));
    findAction->setToolTip(tr("Find in log (Ctrl+F with the log in focus)"));
    copy->setToolTip(tr("Copy the selected text (Ctrl+C)"));
    save->setToolTip(tr("Save the whole log to a file"));
    beside->setToolTip(tr("Add beside: show another container's log next to this one"));
    clear->setToolTip(tr("Hide these lines; the engine keeps them, and Start from brings them back"));
}

QToolButton *LogPane::Private::addButton(QAction *action)
{
    auto *const button = new QToolButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    if (action->menu())
        button->setPopupMode(action->isCheckable() ? QToolButton::MenuButtonPopup : QToolButton::InstantPopup);
    tools->addWidget(button);
    return button;
}

void LogPane::Private::buildTools()
{
    for (QAction *action : {follow, timestamps, wrap, startFrom, findAction, filterAction, copy, save, clear})
        addButton(action);
    startFrom->setCheckable(true); // now that its button opens a menu and does nothing else
    new ToolFit(tools, &q);
    legend = new QLabel(&q);
    legend->setToolTip(tr("Lines with this bar were printed to stderr"));
    legend->setAccessibleName(tr("Lines with a bar were printed to stderr"));
    tools->addStretch(1);
    buildProgress();
    tools->addWidget(legend);
    for (QAction *action : {beside, window})
        addButton(action)->setToolButtonStyle(Qt::ToolButtonIconOnly);
    updateLegend();
    addToMenu({copy, selectAll});
    addToMenu({findAction, filterAction, jump, older});
    addToMenu({save, clear});
    addToMenu({follow, timestamps, startFrom, wrap, colours, names});
    addToMenu({beside, window});
}

void LogPane::Private::buildProgress()
{
    auto *const box = new QWidget(&q);
    auto *const row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, ProgressGap, 0);
    row->setSpacing(2);
    progress = new QLabel(box);
    progress->setTextFormat(Qt::PlainText);
    progress->setForegroundRole(QPalette::PlaceholderText);
    stopOlder = new QToolButton(box);
    stopOlder->setIcon(icon(u"x"_s));
    stopOlder->setToolTip(tr("Stop loading older lines"));
    stopOlder->setAccessibleName(stopOlder->toolTip());
    stopOlder->setAutoRaise(true);
    stopOlder->setFocusPolicy(Qt::TabFocus);
    stopOlder->hide();
    row->addWidget(progress);
    row->addWidget(stopOlder);
    tools->addWidget(box);
    q.connect(stopOlder, &QToolButton::clicked, &q, [this] {
        abandonWaitingSave(tr("The older lines were not loaded, so the log was not saved."));
        if (session)
            session->stopLoadingOlder();
        view->setFocus(); // the button is gone
    });
}

/// A group of entries of the context menu, with a rule before the next one.
void LogPane::Private::addToMenu(const QList<QAction *> &group)
{
    view->addActions(group);
    auto *const rule = new QAction(view);
    rule->setSeparator(true);
    view->addAction(rule);
}

void LogPane::Private::connectActions()
{
    q.connect(follow, &QAction::triggered, &q, [this](bool on) { view->setFollowing(on); });
    const auto keep = [this](bool models::LogPaneSettings::*value, bool on) {
        log.*value = on;
        keepSettings();
    };
    q.connect(wrap, &QAction::triggered, &q, [keep](bool on) { keep(&models::LogPaneSettings::wrap, on); });
    q.connect(colours, &QAction::triggered, &q, [keep](bool on) { keep(&models::LogPaneSettings::colours, on); });
    q.connect(names, &QAction::triggered, &q, [keep](bool on) { keep(&models::LogPaneSettings::names, on); });
    q.connect(findAction, &QAction::triggered, &q, [this] { q.find(); });
    q.connect(copy, &QAction::triggered, &q, [this] { q.copySelection(); });
    q.connect(selectAll, &QAction::triggered, &q, [this] { view->selectAll(); });
    q.connect(save, &QAction::triggered, &q, [this] { q.save(); });
    q.connect(clear, &QAction::triggered, &q, [this] { q.clearLines(); });
    q.connect(older, &QAction::triggered, &q, [this] {
        if (session)
            session->loadOlder();
    });
    q.connect(beside, &QAction::triggered, &q, &LogPane::besideRequested);
    q.connect(window, &QAction::triggered, &q, &LogPane::windowRequested);
    const auto addShortcut = [this](const QKeySequence &keys, auto run) {
        q.connect(new QShortcut(keys, &q, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, &q,
                  run);
    };
    addShortcut(Qt::Key_F3, [this] { step(true); });
    addShortcut(Qt::SHIFT | Qt::Key_F3, [this] { step(false); });
}

/// The bar that marks stderr, as the view paints it, with its word.
void LogPane::Private::updateLegend()
{
    const QFontMetrics metrics(q.font());
    const QString word = u"stderr"_s;
    const QSize size(LegendMark.width() + 6 + metrics.horizontalAdvance(word), metrics.height());
    QPixmap pixmap(size * q.devicePixelRatioF());
    pixmap.setDevicePixelRatio(q.devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.fillRect(QRect(QPoint(0, (size.height() - LegendMark.height()) / 2), LegendMark),
                     toneColor(Tone::Warning, q.palette()));
    painter.setFont(q.font());
    painter.setPen(toneColor(Tone::Muted, q.palette()));
    painter.drawText(QPoint(LegendMark.width() + 6, metrics.ascent()), word);
    legend->setPixmap(pixmap);
}

void LogPane::Private::keepSettings()
{
    models::rememberLog(settings.edit(), name, log);
    applySettings();
}

void LogPane::Private::applySettings()
{
    applyTimes();
    wrap->setChecked(log.wrap);
    colours->setChecked(log.colours);
    names->setChecked(log.names);
    view->setWrapped(log.wrap);
    view->setColours(log.colours);
    view->setNames(log.names);
}

void LogPane::Private::showSession(models::LogSource *shown)
{
    shownContext = std::make_unique<QObject>();
    leaveTimes();
    if (shown != session)
        abandonWaitingSave(tr("The log is shown no longer, so it was not saved."));
    session = shown;
    currentHit.reset();
    wantsFirstHit = false;
    filterSession();
    view->setCurrentHit({});
    if (shown) {
        q.connect(shown, &models::LogSource::phaseChanged, shownContext.get(), [this] { updateState(); });
        q.connect(shown, &models::LogSource::olderChanged, shownContext.get(), [this] { updateState(); });
        q.connect(&shown->document(), &models::LogDocument::changed, shownContext.get(), [this] { updateActions(); });
    }
    view->setAccessibleName(name.isEmpty() ? tr("Log") : tr("Log of %1").arg(name));
    updateState();
}

void LogPane::Private::updateState()
{
    using Phase = models::LogSource::Phase;
    const Phase phase = session ? session->phase() : Phase::Idle;
    if (phase == Phase::Failed)
        state->say(Tone::Error, failureText());
    else if (phase == Phase::Lost)
        state->say(Tone::Warning, tr("The connection to the engine is lost. The log goes on when it is back."));
    else
        state->clear();
    const bool isLoading = session && session->isLoadingOlder();
    progress->setText(isLoading ? tr("Loading older lines… %1").arg(QLocale().toString(session->olderLoaded()))
                                : QString());
    stopOlder->setVisible(isLoading);
    updateFilterStatus();
    updateFind();
    updateActions();
}

void LogPane::Private::updateActions()
{
    const models::LogDocument *const shown = shownDocument();
    const bool hasLines = shown && shown->firstLine() < shown->endLine();
    copy->setEnabled(hasLines && !view->selection().isEmpty());
    selectAll->setEnabled(hasLines);
    clear->setEnabled(hasLines);
    const bool isUnreadable = session && !hasLines && session->phase() == models::LogSource::Phase::Failed;
    save->setEnabled(session && !saver && !isUnreadable);
    findAction->setEnabled(session);
    filterAction->setEnabled(session);
    older->setEnabled(session && session->hasOlder() && !session->isLoadingOlder());
    const bool isGone = session && session->phase() == models::LogSource::Phase::Removed;
    startFrom->setEnabled(session && !isGone);
    jump->setEnabled(session);
    beside->setEnabled(session);
    window->setEnabled(session && !isGone);
    window->setToolTip(isGone ? tr("Open in window: the engine has no such log any more, it is only here")
                              : tr("Open in window: this log, whatever is selected"));
    follow->setEnabled(session);
    follow->setChecked(view->isFollowing());
    if (!hasLines)
        view->setPlaceholder(placeholder());
}

QString LogPane::Private::placeholder() const
{
    using Phase = models::LogSource::Phase;
    if (!session)
        return tr("Select a container to see its log");
    if (const QString filtered = filterPlaceholder(); !filtered.isEmpty())
        return filtered;
    switch (session->phase()) {
    case Phase::Removed:
        return tr("This container no longer exists");
    case Phase::Following:
    case Phase::Ended:
        return session->document().isCleared()
                   ? tr("Cleared. New lines appear here. Start from brings the old ones back.")
                   : tr("No output yet");
    default:
        return {};
    }
}

QString LogPane::Private::failureText() const
{
    const engine::EngineError error = session->error().value_or(engine::EngineError());
    const QString about = merged ? merged->troubledName() + u": "_s : QString();
    if (error.message.contains("logging driver"_L1) || error.message.contains("log driver"_L1)) {
        const QString driver = session->logDriver();
        if (driver == "none"_L1)
            return about +
                   tr("This container's log driver is none, so the engine keeps nothing of what it prints. Edit "
                      "and recreate it with another one, such as json-file.");
        return about + tr("This container's log driver %1 cannot be read").arg(driver).simplified();
    }
    return about + models::explainError(error).text();
}

} // namespace ui
