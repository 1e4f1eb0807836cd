// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/merged_log.h"
#include "ui/details_pane.h"
#include "ui/history_view.h"
#include "ui/inspect_view.h"
#include "ui/log_split.h"
#include "ui/notebook_view.h"
#include "ui/processes_view.h"
#include "ui/stats_view.h"

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// A tab whose widget is a `View` on the session.
template<class View>
DetailsPane::Tab tab(const QString &id, const QString &label, const Services &services,
                     void (View::*show)(const QString &))
{
    return {id, label, [services](QWidget *parent) { return new View(services.session, parent); },
            [show](QWidget *widget, const QString &subject) { (static_cast<View *>(widget)->*show)(subject); }};
}

DetailsPane::Tab logsTab(const Services &services)
{
    DetailsPane::Tab tab{
        u"logs"_s,
        u"Logs"_s,
        [services](QWidget *parent) { return new LogSplit(services, LogSplit::First::OfTheSelection, parent); },
        [](QWidget *widget, const QString &id) { static_cast<LogSplit *>(widget)->setContainer(id); },
        [](QWidget *widget, const QStringList &ids) { static_cast<LogSplit *>(widget)->setContainers(ids); },
        models::MergedLog::MaxContainers};
    tab.isGone = [&session = services.session](const QString &id) {
        return session.containers().isLoaded() && !session.containers().find(id);
    };
    return tab;
}

DetailsPane::Tab notebookTab(const Services &services)
{
    DetailsPane::Tab tab{
        u"notebook"_s, u"Notebook"_s, [services](QWidget *parent) { return new NotebookView(services, parent); },
        [](QWidget *widget, const QString &id) { static_cast<NotebookView *>(widget)->setContainer(id); }};
    tab.fits = [services](const QString &id) { return services.session.containers().notebook(id).isKnown(); };
    return tab;
}

} // namespace

QList<DetailsPane::Tab> containerTabs(const Services &services)
{
    return {logsTab(services), tab(u"stats"_s, u"Stats"_s, services, &StatsView::setContainer),
            tab(u"processes"_s, u"Processes"_s, services, &ProcessesView::setContainer),
            tab(u"inspect"_s, u"Inspect"_s, services, &InspectView::setContainer), notebookTab(services)};
}

QList<DetailsPane::Tab> imageTabs(const Services &services)
{
    return {tab(u"history"_s, u"History"_s, services, &HistoryView::setImage),
            tab(u"inspect"_s, u"Inspect"_s, services, &InspectView::setImage)};
}

} // namespace ui
