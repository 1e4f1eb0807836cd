// SPDX-License-Identifier: Apache-2.0
// When lines were printed: how a LogPane shows it, from when on it shows lines, and how a person gets to a time.
#include "models/log_seek.h"
#include "models/log_time.h"
#include "models/settings.h"
#include "ui/log_find_bar.h"
#include "ui/log_pane_p.h"
#include "ui/log_time_bar.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QAction>
#include <QActionGroup>
#include <QLocale>
#include <QMenu>

#include <array>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr std::array StartLines{100, 1000, 10'000};
constexpr qsizetype MostStartCharacters = 20; ///< on the button

/// An entry of a menu of which one is checked.
QAction *addChoice(QMenu *menu, QActionGroup *group, const QString &text, int value)
{
    QAction *const choice = group->addAction(menu->addAction(text));
    choice->setCheckable(true);
    choice->setData(value);
    return choice;
}

} // namespace

/// Child of the pane.
class LogPane::Private::Times : public QObject
{
public:
    explicit Times(LogPane::Private &pane);

    void showBar(bool forStart);
    void accept(const QString &text);
    void found(models::LogSeek::Outcome outcome, qint64 line);
    void setTimes(models::LogTimes times);
    void setStart(int lines, const QString &since);

    Private &d;
    models::LogSeek seek;
    LogTimeBar *bar;
    QActionGroup *timesChoices;
    QActionGroup *startChoices;
    QAction *since = nullptr;
    models::LogTimes usual = models::LogTimes::Local; ///< what the Timestamps button switches to
    bool isForStart = false;                          ///< what the bar asks for

private:
    void buildTimes();
    void buildStart();
};

LogPane::Private::Times::Times(LogPane::Private &pane)
    : QObject(&pane.q)
    , d(pane)
    , bar(new LogTimeBar(&pane.q))
    , timesChoices(new QActionGroup(this))
    , startChoices(new QActionGroup(this))
{
    bar->hide();
    buildTimes();
    buildStart();
    connect(bar, &LogTimeBar::accepted, this, &Times::accept);
    connect(bar, &LogTimeBar::closed, this, [this] {
        seek.cancel();
        bar->hide();
        d.view->setFocus();
    });
    connect(&seek, &models::LogSeek::found, this, &Times::found);
    connect(d.jump, &QAction::triggered, this, [this] { showBar(false); });
    d.jump->setShortcut(Qt::CTRL | Qt::Key_G);
    d.jump->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    d.q.addAction(d.jump);
}

void LogPane::Private::Times::buildTimes()
{
    auto *const menu = new QMenu(&d.q);
    addChoice(menu, timesChoices, LogPane::tr("None"), int(models::LogTimes::None));
    addChoice(menu, timesChoices, LogPane::tr("Local time"), int(models::LogTimes::Local));
    addChoice(menu, timesChoices, LogPane::tr("UTC"), int(models::LogTimes::Utc));
    addChoice(menu, timesChoices, LogPane::tr("Age"), int(models::LogTimes::Age));
    d.timestamps->setMenu(menu);
    connect(timesChoices, &QActionGroup::triggered, this,
            [this](QAction *choice) { setTimes(models::LogTimes(choice->data().toInt())); });
    connect(d.timestamps, &QAction::triggered, this,
            [this](bool on) { setTimes(on ? usual : models::LogTimes::None); });
}

void LogPane::Private::Times::buildStart()
{
    auto *const menu = new QMenu(&d.q);
    addChoice(menu, startChoices, LogPane::tr("All"), 0);
    for (const int lines : StartLines)
        addChoice(menu, startChoices, LogPane::tr("Last %1 lines").arg(QLocale().toString(lines)), lines);
    since = addChoice(menu, startChoices, {}, -1);
    d.startFrom->setMenu(menu);
    connect(d.startFrom, &QAction::triggered, this, [this] { d.applySettings(); }); // shows what is, is no switch
    connect(startChoices, &QActionGroup::triggered, this, [this](QAction *choice) {
        if (choice != since)
            return setStart(choice->data().toInt(), {});
        d.applySettings(); // nothing is chosen before a time is typed
        showBar(true);
    });
}

void LogPane::Private::Times::setTimes(models::LogTimes times)
{
    d.log.times = times;
    d.keepSettings();
}

void LogPane::Private::Times::setStart(int lines, const QString &text)
{
    const bool isCleared = d.session && d.session->document().isCleared(); // asked for again, it is shown again
    const bool isOther = d.log.startLines != lines || d.log.startSince != text || !text.isEmpty() || isCleared;
    d.log.startLines = lines;
    d.log.startSince = text;
    d.keepSettings();
    if (!isOther || !d.session)
        return;
    if (d.merged)
        return d.showMerged(QStringList(d.merged->containerIds())); // a copy: it is replaced
    d.showSession(nullptr);
    d.sessions.forget(d.id);
    d.showSession(d.sessions.open(d.id, d.start()));
}

void LogPane::Private::Times::showBar(bool forStart)
{
    if (!d.session)
        return;
    seek.cancel();
    isForStart = forStart;
    if (forStart)
        bar->open(LogPane::tr("Show lines since"), LogPane::tr("Show"), d.log.startSince);
    else
        bar->open(LogPane::tr("Jump to time"), LogPane::tr("Jump"), {});
}

void LogPane::Private::Times::accept(const QString &text)
{
    const models::LogMoment moment = d.readMoment(text);
    if (!moment.error.isEmpty())
        return bar->setStatus(moment.error, true);
    if (isForStart) {
        bar->hide();
        d.view->setFocus();
        return setStart(0, text.simplified());
    }
    bar->setStatus(LogPane::tr("Searching…"), false);
    if (d.session)
        seek.seek(d.session, moment.timeNs);
}

void LogPane::Private::Times::found(models::LogSeek::Outcome outcome, qint64 line)
{
    using Outcome = models::LogSeek::Outcome;
    if (outcome == Outcome::NoLines)
        return bar->setStatus(LogPane::tr("There are no lines yet."), false);
    const qint64 shown = d.shownLine(line);
    const models::LogDocument &document = *d.shownDocument();
    d.showLine(shown);
    if (document.firstLine() >= document.endLine())
        return bar->setStatus(LogPane::tr("No line passes the filter."), false);
    if (shown >= document.endLine())
        return bar->setStatus(LogPane::tr("No line of then or later passes the filter: this is the last one."), false);
    if (outcome == Outcome::TooEarly)
        return bar->setStatus(LogPane::tr("The log begins later: this is its first line."), false);
    if (outcome == Outcome::TooLate)
        return bar->setStatus(LogPane::tr("Nothing was printed then or later: this is the newest line."), false);
    bar->hide();
    d.view->setFocus();
}

void LogPane::Private::buildTimes()
{
    startFrom = new QAction(icon(u"history"_s), LogPane::tr("Start from"), &q);
    jump = new QAction(LogPane::tr("Jump to time…"), &q);
    jump->setToolTip(LogPane::tr("Show the first line at or after a time (Ctrl+G)"));
    times = new Times(*this);
    auto *const column = static_cast<QBoxLayout *>(q.layout());
    column->insertWidget(column->indexOf(findBar) + 1, times->bar);
}

void LogPane::Private::applyTimes()
{
    if (log.times != models::LogTimes::None)
        times->usual = log.times;
    timestamps->setChecked(log.times != models::LogTimes::None);
    view->setTimes(log.times);
    for (QAction *choice : times->timesChoices->actions())
        choice->setChecked(choice->data().toInt() == int(log.times));
    for (QAction *choice : times->startChoices->actions())
        choice->setChecked(log.startSince.isEmpty() && choice->data().toInt() == log.startLines);
    QString chosen;
    if (!log.startSince.isEmpty())
        chosen = LogPane::tr("Since %1").arg(log.startSince.left(MostStartCharacters));
    else if (log.startLines > 0)
        chosen = LogPane::tr("Last %1 lines").arg(QLocale().toString(log.startLines));
    const QString what = LogPane::tr("Which lines to show: all, the last ones, or those since a time");
    startFrom->setIconText(chosen.isEmpty() ? LogPane::tr("Start from") : QString(chosen).replace(u'&', u"&&"_s));
    startFrom->setToolTip(chosen.isEmpty() ? what : LogPane::tr("%1. Now: %2").arg(what, chosen).toHtmlEscaped());
    startFrom->setChecked(log.startLines > 0 || !log.startSince.isEmpty()); // seen without the words too
    times->since->setChecked(!log.startSince.isEmpty());
    times->since->setText(log.startSince.isEmpty()
                              ? LogPane::tr("Since…")
                              : LogPane::tr("Since %1…").arg(QString(log.startSince).replace(u'&', u"&&"_s)));
}

void LogPane::Private::leaveTimes()
{
    times->seek.cancel();
    times->bar->hide();
}

models::LogMoment LogPane::Private::readMoment(const QString &typed) const
{
    const bool isUtc = log.times == models::LogTimes::Utc;
    return models::readLogMoment(typed, isUtc ? QDateTime::currentDateTimeUtc() : QDateTime::currentDateTime());
}

models::LogStart LogPane::Private::start() const
{
    return {log.startLines, log.startSince.isEmpty() ? 0 : readMoment(log.startSince).timeNs};
}

} // namespace ui
