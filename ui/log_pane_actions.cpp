// SPDX-License-Identifier: Apache-2.0
// What a person does with the log in a LogPane: find, copy, save.
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/settings.h"
#include "ui/log_find_bar.h"
#include "ui/log_pane_p.h"
#include "ui/log_status.h"
#include "ui/log_view.h"
#include "ui/notice_strip.h"

#include <QDir>
#include <QFileDialog>
#include <QLocale>

#include <limits>

using namespace Qt::StringLiterals;

namespace ui {

void LogPane::find()
{
    if (!d->session)
        return;
    d->findBar->open();
    d->session->loadOlder(); // all of the log is meant, not only what was loaded so far
    d->startFind();
}

void LogPane::Private::startFind()
{
    if (!findBar->isVisibleTo(&q))
        return;
    if (search.query() != findBar->query()) {
        currentHit.reset();
        view->setCurrentHit({});
        wantsFirstHit = true;
        search.find(findBar->query(), session ? view->lastVisibleLine() : 0);
    }
    updateFind();
}

void LogPane::Private::stopFind()
{
    findBar->hide();
    currentHit.reset();
    view->setCurrentHit({});
    search.find({}, 0);
    view->setFocus();
}

void LogPane::Private::updateFind()
{
    if (wantsFirstHit && search.count() > 0) {
        wantsFirstHit = false;
        step(false);
    }
    const QString count = QLocale().toString(search.count()) + (search.isCapped() ? u"+"_s : QString());
    const qint64 place = currentHit ? search.ordinal(*currentHit) : 0;
    QString status;
    if (!search.error().isEmpty())
        status = tr("Not a regular expression: %1").arg(search.error());
    else if (search.query().text.isEmpty())
        status.clear();
    else if (search.count() == 0)
        status = search.isRunning() ? tr("Searching…") : tr("Not found");
    else
        status = place > 0 ? tr("%1 of %2").arg(QLocale().toString(place), count) : tr("%1 found").arg(count);
    findBar->setStatus(withSkippedLines(status, search.skippedLines(), search.isTooSlow()),
                       !search.error().isEmpty() || search.isTooSlow());
    findBar->setSteppable(search.count() > 0);
}

models::LogHit LogPane::Private::viewPlace() const
{
    return {view->lastVisibleLine(), -1, 0};
}

void LogPane::Private::step(bool forward)
{
    if (search.count() == 0)
        return;
    const models::LogHit from = currentHit.value_or(viewPlace());
    std::optional<models::LogHit> hit = forward ? search.after(from) : search.before(from);
    if (!hit) // around the end
        hit = forward ? search.after({std::numeric_limits<qint64>::min(), 0, 0})
                      : search.before({std::numeric_limits<qint64>::max(), 0, 0});
    currentHit = hit;
    view->setCurrentHit(hit);
    updateFind();
}

void LogPane::copySelection()
{
    if (!d->session || d->view->selection().isEmpty())
        return;
    const LogPosition begin = d->view->selection().begin();
    const LogPosition end = d->view->selection().end();
    d->text.collect(d->shownDocument(), {begin.line, begin.offset, end.line, end.offset}, d->log.names);
}

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
    auto *const dialog = new QFileDialog(&q, filtered ? tr("Save filtered lines") : tr("Save log"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"log"_s);
    dialog->selectFile(models::visibleText(proposed).replace(u'/', u'_') + u".log"_s);
    q.connect(dialog, &QFileDialog::fileSelected, &q, [this, filtered, asked = session](const QString &path) {
        if (!asked || asked != session)
            return;
        savesFiltered = filtered;
        startSave(path);
    });
    dialog->open();
}

void LogPane::Private::startSave(const QString &path)
{
    if (!session)
        return;
    saver = std::make_unique<models::LogSaver>(models::LogSaver::Target{path, log.times != models::LogTimes::None});
    q.connect(saver.get(), &models::LogSaver::progressed, &q, [this] {
        notice->say(Tone::Accent, tr("Saving the log… %1").arg(models::formatSize(saver->bytesWritten())),
                    tr("Cancel"));
    });
    q.connect(saver.get(), &models::LogSaver::finished, &q, [this](const QString &error) { saveEnded(error); });
    notice->say(Tone::Accent, tr("Saving the log…"), tr("Cancel"));
    writeLog();
    updateActions();
}

void LogPane::Private::saveEnded(const QString &error)
{
    const QString path = QDir::toNativeSeparators(saver->path());
    const QString size = models::formatSize(saver->bytesWritten());
    saver.release()->deleteLater();
    if (error.isEmpty())
        notice->say(Tone::Ok, tr("Saved %1 to %2").arg(size, path), tr("Close"));
    else
        notice->say(Tone::Error, tr("Can't save the log to %1: %2").arg(path, error), tr("Close"));
    updateActions();
}

} // namespace ui
