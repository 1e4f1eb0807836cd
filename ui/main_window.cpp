// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window.h"

#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/job.h"
#include "models/jobs_model.h"
#include "models/notebook_finder.h"
#include "models/pull_job.h"
#include "models/settings.h"
#include "models/stats_hub.h"
#include "ui/about_dialog.h"
#include "ui/activity_page.h"
#include "ui/command_actions.h"
#include "ui/command_palette.h"
#include "ui/command_presenter.h"
#include "ui/details_pane.h"
#include "ui/engine_banner.h"
#include "ui/idle_notices.h"
#include "ui/log_windows.h"
#include "ui/notebook_opener.h"
#include "ui/resource_page.h"
#include "ui/resource_table.h"
#include "ui/shortcuts_dialog.h"
#include "ui/sidebar.h"
#include "ui/toasts.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr QSize firstSize(1180, 760);
constexpr QSize frame(8, 40); ///< what a window manager may put around the window
constexpr QSize smallestSize(760, 480);

} // namespace

MainWindow::MainWindow(const Services &services, const QList<engine::Endpoint> &candidates)
    : m_services(services)
    , m_actions(new CommandActions(services.commands, this))
    , m_logWindows(new LogWindows(services, this))
{
    setWindowTitle(u"Longshore"_s);
    setMinimumSize(smallestSize);
    makeMenus();
    setCentralWidget(makeCentre(candidates));
    m_toasts = new Toasts(m_services.jobs, m_services.actions, centralWidget());
    m_opener = new NotebookOpener(m_services.session, *m_toasts, this);
    new IdleNotices(m_services, *m_toasts, this);
    connect(m_toasts, &Toasts::activityRequested, this, [this] { showPage(u"activity"_s); });
    connect(&m_services.commands, &models::Commands::uiRequested, this, &MainWindow::handle);
    connect(&m_services.session, &models::EngineSession::stateChanged, m_actions, &CommandActions::refreshLater);
    resize(firstSize.boundedTo(screen()->availableSize() - frame));
    restoreGeometry(m_services.settings.get().windowGeometry);
    const QString page = m_services.settings.get().page;
    showPage(page == u"images"_s || page == u"activity"_s ? page : u"containers"_s);
}

MainWindow::~MainWindow()
{
    // Pages tell of themselves while they go (a table that is hidden): nobody may listen in a window that is half gone.
    m_pages.clear();
    delete takeCentralWidget();
}

QWidget *MainWindow::makeCentre(const QList<engine::Endpoint> &candidates)
{
    auto *centre = new QWidget(this);
    m_sidebar = new Sidebar(m_services,
                            {{u"containers"_s, u"Containers"_s, u"box"_s},
                             {u"images"_s, u"Images"_s, u"layers"_s},
                             {u"activity"_s, u"Activity"_s, u"activity"_s}},
                            candidates, centre);
    m_banner = new EngineBanner(m_services.session, centre);
    m_stack = new QStackedWidget(centre);
    auto *column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_stack, 1);
    auto *row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_sidebar);
    row->addLayout(column, 1);
    connect(m_sidebar, &Sidebar::pageRequested, this, &MainWindow::showPage);
    connect(m_banner, &EngineBanner::builtInEngineRequested, this, &MainWindow::builtInEngineRequested);
    return centre;
}

void MainWindow::makeMenus()
{
    using Scope = models::Command::Scope;
    const auto fromGroups = [this](QMenu *menu, const QStringList &groups) {
        QString group;
        for (const models::Command &command : models::Commands::all()) {
            if (command.scope != Scope::Global || !groups.contains(command.group))
                continue;
            if (!group.isEmpty() && group != command.group)
                menu->addSeparator();
            group = command.group;
            menu->addAction(m_actions->action(command.id));
        }
    };
    QMenu *file = menuBar()->addMenu(u"&File"_s);
    fromGroups(file, {u"new"_s, u"quit"_s});
    m_actions->fillMenu(*menuBar()->addMenu(u"&Container"_s), Scope::Container);
    m_actions->fillMenu(*menuBar()->addMenu(u"&Image"_s), Scope::Image);
    QMenu *view = menuBar()->addMenu(u"&View"_s);
    fromGroups(view, {u"page"_s, u"find"_s, u"view"_s});
    QAction *grouped = view->addAction(u"Group by project"_s);
    grouped->setCheckable(true);
    grouped->setChecked(m_services.settings.get().groupByProject);
    m_services.session.containers().setGrouped(grouped->isChecked());
    connect(grouped, &QAction::toggled, this, [this](bool on) {
        m_services.settings.edit().groupByProject = on;
        m_services.session.containers().setGrouped(on);
    });
    addTableMenu(*view, u"Columns"_s, &ResourceTable::fillColumnMenu);
    addTableMenu(*view, u"Sort by"_s, &ResourceTable::fillSortMenu);
    fromGroups(menuBar()->addMenu(u"&Help"_s), {u"help"_s});
}

void MainWindow::addTableMenu(QMenu &view, const QString &title, void (ResourceTable::*fill)(QMenu &))
{
    QMenu *menu = view.addMenu(title);
    connect(&view, &QMenu::aboutToShow, this, [this, menu, fill] {
        menu->clear();
        auto *page = qobject_cast<ResourcePage *>(m_pages.value(m_page));
        menu->menuAction()->setEnabled(page != nullptr);
        if (page)
            (page->table().*fill)(*menu);
    });
}

QWidget *MainWindow::makePage(const QString &id)
{
    if (id == u"activity"_s) {
        auto *page = new ActivityPage(m_services.jobs, m_services.actions, m_services.settings, m_stack);
        connect(page, &ActivityPage::showRequested, this, [this](models::Job *job) { presenter().showJob(job); });
        return page;
    }
    const bool images = id == u"images"_s;
    const PageDescriptor descriptor = images ? imagesPage(m_services.session) : containersPage(m_services.session);
    auto *details = new DetailsPane(descriptor.noun, descriptor.nounPlural,
                                    images ? imageTabs(m_services) : containerTabs(m_services));
    auto *page = new ResourcePage(m_services, descriptor, *m_actions, details, m_stack);
    if (!images) {
        details->setCurrentTab(m_services.settings.get().detailsTab);
        connect(details, &DetailsPane::currentTabChanged, this,
                [this](const QString &tab) { m_services.settings.edit().detailsTab = tab; });
        connect(&page->table(), &ResourceTable::keysInViewChanged, this, &MainWindow::tellRowsInView);
    }
    return page;
}

void MainWindow::showPage(const QString &id)
{
    if (!m_pages.contains(id)) {
        m_pages.insert(id, makePage(id));
        m_stack->addWidget(m_pages.value(id));
    }
    m_page = id;
    m_toasts->setListShown(id == u"activity"_s);
    m_stack->setCurrentWidget(m_pages.value(id));
    m_sidebar->setCurrent(id);
    if (auto *page = qobject_cast<ResourcePage *>(m_pages.value(id))) {
        page->activate();
        page->focusTable();
    } else {
        m_actions->setSelection({});
        m_pages.value(id)->setFocus();
    }
    if (m_services.settings.get().page != id)
        m_services.settings.edit().page = id;
}

ResourcePage *MainWindow::resourcePage(const QString &id)
{
    showPage(id);
    return qobject_cast<ResourcePage *>(m_pages.value(id));
}

void MainWindow::openRun(const models::RunForm &form)
{
    presenter().openRun(form);
}

void MainWindow::openCommand(const models::RunText &command)
{
    presenter().openCommand(command);
}

CommandPresenter &MainWindow::presenter()
{
    if (!m_presenter) {
        m_presenter = new CommandPresenter(m_services.session, m_services.commands, m_services.actions, m_services.jobs,
                                           m_services.settings, this);
        connect(m_presenter, &CommandPresenter::containerStarted, this, &MainWindow::showLogOf);
        connect(m_presenter, &CommandPresenter::containerReplaced, this, &MainWindow::followReplaced);
    }
    return *m_presenter;
}

void MainWindow::handle(const QString &id, const models::Selection &selection)
{
    if (!handleOwn(id, selection))
        presenter().present(id, selection);
}

bool MainWindow::handleOwn(const QString &id, const models::Selection &selection)
{
    const auto showModeless = [](QDialog *dialog) { dialog->show(); };
    if (id.startsWith(u"global.page."_s)) {
        showPage(id.mid(12));
    } else if (id == u"global.palette"_s) {
        showModeless(new CommandPalette(m_services.commands, *m_actions, this));
    } else if (id == u"global.shortcuts"_s) {
        showModeless(new ShortcutsDialog(this));
    } else if (id == u"global.about"_s) {
        showModeless(new AboutDialog(m_services.session, this));
    } else if (id == u"global.filter"_s) {
        resourcePage(m_page == u"images"_s ? m_page : u"containers"_s)->focusFilter();
    } else if (id == u"global.quit"_s) {
        close();
    } else if (id == u"container.logs"_s && !selection.containers.isEmpty()) {
        if (selection.containers.size() == 1)
            showLogOf(selection.containers.first().id);
        else
            resourcePage(u"containers"_s)->showDetails(u"logs"_s);
    } else if (id == u"container.logWindow"_s && !selection.containers.isEmpty()) {
        m_logWindows->open(selection.containers);
    } else if (id == u"image.history"_s) {
        resourcePage(u"images"_s)->showDetails(u"history"_s);
    } else if (id == u"container.open"_s && !selection.containers.isEmpty()) {
        m_opener->open(selection.containers.first());
    } else {
        return false;
    }
    return true;
}

void MainWindow::showLogOf(const QString &containerId)
{
    ResourcePage *page = resourcePage(u"containers"_s);
    page->selectKey(containerId);
    page->showDetails(u"logs"_s);
}

/// Unless a person has gone on to something else.
void MainWindow::followReplaced(const QString &oldId, const QString &newId)
{
    ResourcePage *page = resourcePage(u"containers"_s);
    const QList<engine::Container> selected = page->table().selection().containers;
    if (selected.isEmpty() || (selected.size() == 1 && selected.constFirst().id == oldId))
        page->selectKey(newId);
}

void MainWindow::setBuiltInEngineAvailable(bool available)
{
    m_banner->setBuiltInEngineAvailable(available);
}

void MainWindow::tellVisibility()
{
    m_services.session.setVisible(isVisible() && !isMinimized());
    tellRowsInView();
}

void MainWindow::tellRowsInView()
{
    const auto *page = qobject_cast<ResourcePage *>(m_pages.value(u"containers"_s));
    if (!page)
        return;
    // Also of those that don't run: they are looked at the moment they do.
    const QSet<QString> keys = const_cast<ResourcePage *>(page)->table().keysInView();
    m_services.session.stats().setVisibleRows(keys);
    m_services.session.notebooks().setInView(keys);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    tellVisibility();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QMainWindow::hideEvent(event);
    tellVisibility();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        tellVisibility();
}

QStringList MainWindow::lossesWhenQuit() const
{
    QStringList losses;
    for (const models::Job *job : m_services.jobs.running()) {
        if (const QString loss = job->lossWhenQuit(); !loss.isEmpty())
            losses << loss;
    }
    const int running = m_services.session.containers().runningCount();
    if (m_builtInRunning && running > 0)
        losses << (running == 1 ? u"the running container of the built-in engine"_s
                                : u"the %1 running containers of the built-in engine"_s.arg(running));
    return losses;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const QStringList losses = m_quitConfirmed ? QStringList() : lossesWhenQuit();
    if (!losses.isEmpty()) {
        event->ignore();
        return askBeforeQuit(losses);
    }
    m_logWindows->closeAll();
    m_services.settings.edit().windowGeometry = saveGeometry();
    m_services.settings.flush();
    event->accept();
}

void MainWindow::tell(const QString &text)
{
    m_toasts->say(text);
}

void MainWindow::askBeforeQuit(const QStringList &losses)
{
    if (m_quitBox)
        return m_quitBox->raise();
    m_quitBox = new QMessageBox(QMessageBox::Warning, u"Quit Longshore?"_s, u"Quit and cut off what is running?"_s,
                                QMessageBox::NoButton, this);
    m_quitBox->setAttribute(Qt::WA_DeleteOnClose);
    m_quitBox->setTextFormat(Qt::PlainText);
    m_quitBox->setInformativeText(u"This would be cut off:\n"_s + losses.join(u'\n'));
    // setTextFormat is for the first text only; names come from engines and registries.
    for (QLabel *label : m_quitBox->findChildren<QLabel *>())
        label->setTextFormat(Qt::PlainText);
    QPushButton *quit = m_quitBox->addButton(u"Quit"_s, QMessageBox::DestructiveRole);
    m_quitBox->setDefaultButton(m_quitBox->addButton(u"Keep running"_s, QMessageBox::RejectRole));
    connect(quit, &QPushButton::clicked, this, [this] {
        m_quitConfirmed = true;
        close();
    });
    connect(m_quitBox, &QObject::destroyed, this, [this] { m_quitBox = nullptr; });
    m_quitBox->open();
}

} // namespace ui
