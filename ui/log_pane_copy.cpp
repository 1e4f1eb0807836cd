// SPDX-License-Identifier: Apache-2.0
// How a LogPane copies what is selected: at once as a rule, and with a progress bar when it is much.
#include "models/format.h"
#include "ui/log_clip.h"
#include "ui/log_pane_p.h"
#include "ui/log_view.h"
#include "ui/notice_strip.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>

#include <utility>

namespace ui {
namespace {

constexpr int QuietMs = 250; ///< what takes no longer needs no words

} // namespace

void LogPane::copySelection()
{
    if (!d->session || d->view->selection().isEmpty())
        return;
    d->leaveCopy();
    const LogPosition begin = d->view->selection().begin();
    const LogPosition end = d->view->selection().end();
    d->copyTime.start();
    d->text.collect(*d->shownDocument(), {begin.line, begin.offset, end.line, end.offset}, d->log.names);
}

void LogPane::Private::connectCopy()
{
    q.connect(&text, &models::LogText::progressed, &q, [this] {
        if (saver || copyTime.elapsed() < QuietMs)
            return; // while a log is being saved the strip is about that
        notice->say(Tone::Accent, LogPane::tr("Copying the selection…"), LogPane::tr("Cancel"), text.fraction());
        isCopyTold = true;
    });
    q.connect(&text, &models::LogText::collected, &q,
              [this](const QByteArray &utf8, qint64 missingLines) { copied(utf8, missingLines); });
    q.connect(&text, &models::LogText::tooLong, &q, [this] {
        isCopyTold = false;
        const QString most = models::formatSize(models::LogText::MaxBytes);
        notice->say(
            Tone::Warning,
            LogPane::tr("The selection is longer than %1, too much for the clipboard. Save the log to a file instead.")
                .arg(most),
            LogPane::tr("Close"));
    });
}

void LogPane::Private::copied(const QByteArray &utf8, qint64 missingLines)
{
    QGuiApplication::clipboard()->setMimeData(new LogClip(utf8));
    const bool wasTold = std::exchange(isCopyTold, false);
    const QString size = models::formatSize(utf8.size());
    if (missingLines > 0)
        notice->say(Tone::Warning,
                    LogPane::tr("Copied %1, without %2 lines that could not be read back from the cache folder")
                        .arg(size, QLocale().toString(missingLines)),
                    LogPane::tr("Close"));
    else if (wasTold)
        notice->say(Tone::Ok, LogPane::tr("Copied %1").arg(size), LogPane::tr("Close"));
}

void LogPane::Private::leaveCopy()
{
    text.cancel();
    if (std::exchange(isCopyTold, false) && !saver)
        notice->clear();
}

} // namespace ui
