// SPDX-License-Identifier: Apache-2.0
// How a person finds text in the log of a LogPane.
#include "ui/log_find_bar.h"
#include "ui/log_pane_p.h"
#include "ui/log_status.h"
#include "ui/log_view.h"

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
    if (!status.isEmpty() && search.error().isEmpty() && session && session->isLoadingOlder())
        status = tr("%1, older lines are loading").arg(status);
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

} // namespace ui
