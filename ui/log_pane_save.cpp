// SPDX-License-Identifier: Apache-2.0
// How a LogPane saves its log, or the lines that pass the filter, to a file.
#include "models/engine_session.h"
#include "models/format.h"
#include "models/settings.h"
#include "ui/log_pane_p.h"
#include "ui/log_view.h"
#include "ui/notice_strip.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QLocale>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int ArrivalMs = 5;       ///< between two looks for a line that is being read
constexpr qint64 MarginNs = 1'000; ///< Podman takes "since" as exclusive

qint64 timeOf(const models::LogDocument &document, qint64 line)
{
    const bool isThere = line >= document.store().firstLine() && line < document.endLine();
    if (!isThere)
        return 0;
    const models::LogRun run = document.store().runAt(line);
    return line == run.first ? run.firstNs : document.store().line(line).timeNs;
}

/// Whether it can be told when the first line was printed. When not, that is being read from now on.
bool isStartAtHand(const models::LogDocument &document)
{
    const qint64 first = document.firstLine();
    return first == document.endLine() || first == document.store().runAt(first).first ||
           document.store().isAtHand(first, first + 1);
}

} // namespace

void LogPane::save()
{
    d->askSave(false);
}

void LogPane::Private::askSave(bool filtered)
{
    if (!session || saver)
        return;
    const QString proposed = merged           ? models::formatNames(merged->names())
                             : name.isEmpty() ? models::shortId(id)
                                              : name;
    auto *const dialog =
        new QFileDialog(&q, filtered ? LogPane::tr("Save filtered lines") : LogPane::tr("Save log"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"log"_s);
    dialog->selectFile(models::visibleText(proposed).replace(u'/', u'_') + u".log"_s);
    q.connect(dialog, &QFileDialog::fileSelected, &q,
              [this, filtered, asked = session](const QString &path) { saveLater(path, filtered, asked); });
    dialog->open();
}

/// Once it is known from where on lines are shown.
void LogPane::Private::saveLater(const QString &path, bool filtered, const QPointer<models::LogSource> &asked)
{
    if (!asked || asked != session || saver)
        return;
    bool isAtHand = isStartAtHand(session->document());
    for (qsizetype i = 0; merged && i < merged->names().size(); ++i)
        isAtHand = isStartAtHand(merged->part(i).document()) && isAtHand;
    if (isAtHand || !filtered)
        return startSave(path, filtered);
    QTimer::singleShot(ArrivalMs, &q, [=, this] { saveLater(path, filtered, asked); });
}

/// From where on the log that is shown was asked for.
const models::LogStart &LogPane::Private::shownStart() const
{
    static const models::LogStart whole;
    const auto *const one = qobject_cast<models::LogSession *>(session.data());
    return merged ? merged->start() : one ? one->start() : whole;
}

/// What to ask the engine for, as long as it has all of it; else nothing. `asShown`: no lines of before the first one of each log.
std::vector<models::LogSaver::Log> LogPane::Private::streamed(bool asShown) const
{
    using Phase = models::LogSource::Phase;
    std::vector<models::LogSaver::Log> logs;
    const auto add = [&](const models::LogSession &one, const QString &itsName) {
        if (one.phase() != Phase::Following && one.phase() != Phase::Ended)
            return false;
        const models::LogDocument &document = one.document();
        const bool isPart = asShown && one.start().lines > 0;
        logs.push_back(
            {one.containerId(), one.isTty(), itsName, isPart ? timeOf(document, document.firstLine()) - MarginNs : 0});
        return true;
    };
    if (const auto *const one = qobject_cast<models::LogSession *>(session.data()); one && !add(*one, {}))
        return {};
    for (qsizetype i = 0; merged && i < merged->names().size(); ++i) {
        if (!add(merged->part(i), merged->names()[i]))
            return {};
    }
    return logs;
}

void LogPane::Private::startSave(const QString &path, bool filtered)
{
    models::LogSaver::Target target;
    target.path = path;
    target.timestamps = log.times != models::LogTimes::None;
    const models::LogDocument &document = session->document();
    target.newestNs = timeOf(document, document.endLine() - 1);
    const std::vector<models::LogSaver::Log> logs = streamed(filtered);
    notSaved = logs.empty() ? document.store().droppedLines() : 0;
    if (!logs.empty() && filtered) { // of what is shown, and of the older lines that are not loaded
        target.filter = shownFilter();
        target.sinceNs =
            document.isCleared() ? timeOf(document, document.firstLine()) - MarginNs : shownStart().sinceNs;
    }
    saver = std::make_unique<models::LogSaver>(target);
    const auto say = [this](const QString &what) {
        notice->say(Tone::Accent, what, LogPane::tr("Cancel"), saver->fraction());
    };
    q.connect(saver.get(), &models::LogSaver::progressed, &q,
              [this, say] { say(LogPane::tr("Saving the log… %1").arg(models::formatSize(saver->bytesWritten()))); });
    q.connect(saver.get(), &models::LogSaver::finished, &q, [this](const QString &error) { saveEnded(error); });
    say(LogPane::tr("Saving the log…"));
    if (!logs.empty())
        saver->saveFromEngine(engine.client(), logs);
    else if (filtered)
        saver->saveFromMemory(*shownDocument());
    else
        saveAllFromMemory();
    updateActions();
}

/// The engine has not got it any longer, or not now. What is older is fetched first.
void LogPane::Private::saveAllFromMemory()
{
    session->loadOlder();
    if (!session->isLoadingOlder())
        return saver->saveFromMemory(session->document());
    q.connect(session, &models::LogSource::olderChanged, saver.get(), [this] {
        if (saver && !saver->isRunning() && session && !session->isLoadingOlder())
            saver->saveFromMemory(session->document());
    });
}

void LogPane::Private::saveEnded(const QString &error)
{
    const QString path = QDir::toNativeSeparators(saver->path());
    const QString size = models::formatSize(saver->bytesWritten());
    const qint64 missing = saver->missingLines();
    notSaved += saver->droppedLines();
    dropSaver();
    if (error.isEmpty() && missing > 0)
        notice->say(Tone::Warning,
                    LogPane::tr("Saved %1 to %2, without %3 lines that could not be read back from the cache folder")
                        .arg(size, path, QLocale().toString(missing)),
                    LogPane::tr("Close"));
    else if (error.isEmpty() && notSaved > 0)
        notice->say(Tone::Warning,
                    LogPane::tr("Saved %1 to %2, without %3 lines that were dropped here")
                        .arg(size, path, QLocale().toString(notSaved)),
                    LogPane::tr("Close"));
    else if (error.isEmpty())
        notice->say(Tone::Ok, LogPane::tr("Saved %1 to %2").arg(size, path), LogPane::tr("Close"));
    else
        notice->say(Tone::Error, LogPane::tr("Can't save the log to %1: %2").arg(path, error), LogPane::tr("Close"));
    updateActions();
}

void LogPane::Private::abandonWaitingSave(const QString &what)
{
    if (!saver || saver->isRunning())
        return;
    dropSaver();
    notice->say(Tone::Warning, what, LogPane::tr("Close"));
    updateActions();
}

void LogPane::Private::dropSaver()
{
    saver->cancel();
    saver->disconnect(&q); // what it has told may still be on its way
    saver.release()->deleteLater();
}

} // namespace ui
