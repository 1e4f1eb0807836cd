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

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qint64 MarginNs = 1'000; ///< Podman takes "since" as exclusive

qint64 timeOf(const models::LogDocument &document, qint64 line)
{
    const bool isThere = line >= document.store().firstLine() && line < document.endLine();
    return isThere ? document.store().line(line).timeNs : 0;
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
    q.connect(dialog, &QFileDialog::fileSelected, &q, [this, filtered, asked = session](const QString &path) {
        if (asked && asked == session && !saver)
            startSave(path, filtered);
    });
    dialog->open();
}

/// The log of one container, as long as the engine has it.
models::LogSession *LogPane::Private::streamed() const
{
    using Phase = models::LogSource::Phase;
    const bool isThere = session && (session->phase() == Phase::Following || session->phase() == Phase::Ended);
    return isThere ? qobject_cast<models::LogSession *>(session.data()) : nullptr;
}

void LogPane::Private::startSave(const QString &path, bool filtered)
{
    models::LogSaver::Target target;
    target.path = path;
    target.timestamps = log.times != models::LogTimes::None;
    const models::LogDocument &document = session->document();
    target.newestNs = timeOf(document, document.endLine() - 1);
    models::LogSession *const one = streamed();
    notSaved = one ? 0 : document.store().droppedLines();
    if (one && filtered) { // of what is shown, and of the older lines that are not loaded
        target.filter = shownFilter();
        const bool isPart = document.isCleared() || one->start().lines > 0;
        target.sinceNs = isPart ? timeOf(document, document.firstLine()) - MarginNs : one->start().sinceNs;
    }
    saver = std::make_unique<models::LogSaver>(target);
    const auto say = [this](const QString &what) {
        notice->say(Tone::Accent, what, LogPane::tr("Cancel"), saver->fraction());
    };
    q.connect(saver.get(), &models::LogSaver::progressed, &q,
              [this, say] { say(LogPane::tr("Saving the log… %1").arg(models::formatSize(saver->bytesWritten()))); });
    q.connect(saver.get(), &models::LogSaver::finished, &q, [this](const QString &error) { saveEnded(error); });
    say(LogPane::tr("Saving the log…"));
    if (one)
        saver->saveFromEngine(engine.client(), id, one->isTty());
    else if (filtered)
        saver->saveFromMemory(*shownDocument());
    else
        saveAllFromMemory();
    updateActions();
}

/// No engine has a merged log to give, nor one of a container that is gone. What is older is fetched first.
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
    saver.release()->deleteLater();
    if (error.isEmpty() && notSaved > 0)
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

} // namespace ui
