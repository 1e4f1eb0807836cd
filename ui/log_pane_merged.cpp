// SPDX-License-Identifier: Apache-2.0
// A LogPane that shows several containers as one log.
#include "models/engine_session.h"
#include "models/format.h"
#include "models/settings.h"
#include "ui/log_pane_p.h"
#include "ui/log_view.h"
#include "ui/notice_strip.h"

#include <QAction>

namespace ui {

void LogPane::setContainers(const QStringList &ids)
{
    if (ids.size() < 2)
        return setContainer(ids.value(0));
    if (d->merged && d->merged->take(ids))
        return d->nameMerged();
    d->log = models::logSettings(d->settings.get(), {});
    d->applySettings();
    d->showMerged(ids);
}

QStringList LogPane::containers() const
{
    return d->merged ? d->merged->containerIds() : d->id.isEmpty() ? QStringList() : QStringList{d->id};
}

void LogPane::Private::nameMerged()
{
    view->setAccessibleName(LogPane::tr("Log of %1").arg(models::formatNames(merged->names())));
}

void LogPane::Private::buildNames()
{
    names = new QAction(LogPane::tr("Names"), &q);
    names->setCheckable(true);
    names->setVisible(false);
}

void LogPane::Private::showMerged(const QStringList &ids)
{
    notice->clear();
    leaveCopy();
    showSession(nullptr);
    leaveMerged();
    (void)sessions.open({});
    id.clear();
    name.clear();
    merged = std::make_unique<models::MergedLog>(engine, ids, start());
    showSession(merged.get());
    nameMerged();
    names->setVisible(true);
}

void LogPane::Private::leaveMerged()
{
    if (!merged)
        return;
    merged.reset();
    names->setVisible(false);
    updateActions();
}

} // namespace ui
