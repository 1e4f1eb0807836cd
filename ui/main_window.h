// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"
#include "models/commands.h"
#include "ui/services.h"

#include <QHash>
#include <QMainWindow>

class QMenu;
class QMessageBox;
class QStackedWidget;

namespace models {
struct RunForm;
struct RunText;
} // namespace models

namespace ui {

class CommandActions;
class CommandPresenter;
class EngineBanner;
class LogWindows;
class NotebookOpener;
class ResourcePage;
class ResourceTable;
class Sidebar;
class Toasts;

/// The window: puts sidebar, banner, pages, menus and notifications together and routes commands that are about the window itself;
/// implements nothing else. Pages are built when they are first shown. Made by main, UI thread.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `candidates`: where engines may be, for the list of engines.
    MainWindow(const Services &services, const QList<engine::Endpoint> &candidates);
    ~MainWindow() override;

    /// "containers", "images" or "activity".
    void showPage(const QString &id);
    [[nodiscard]] QString currentPage() const { return m_page; }
    /// Whether the banner offers an engine of the app's own.
    void setBuiltInEngineAvailable(bool available);
    /// The engine ends with the app, and its containers with it: said before quitting.
    void setBuiltInEngineRunning(bool running) { m_builtInRunning = running; }
    /// A notification.
    void tell(const QString &text);
    /// Selects a container and shows its log, now or as soon as the engine tells of it.
    void showLogOf(const QString &containerId);
    void followReplaced(const QString &oldId, const QString &newId);
    /// Opens "Run a container" with this form.
    void openRun(const models::RunForm &form);
    void openCommand(const models::RunText &command);

Q_SIGNALS:
    void builtInEngineRequested();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeMenus();
    /// A menu that the table of the page in front fills.
    void addTableMenu(QMenu &view, const QString &title, void (ResourceTable::*fill)(QMenu &));
    [[nodiscard]] QWidget *makeCentre(const QList<engine::Endpoint> &candidates);
    [[nodiscard]] QWidget *makePage(const QString &id);
    [[nodiscard]] ResourcePage *resourcePage(const QString &id);
    void handle(const QString &id, const models::Selection &selection);
    /// The window's own commands; false when it is not one of them.
    bool handleOwn(const QString &id, const models::Selection &selection);
    [[nodiscard]] CommandPresenter &presenter();
    void tellVisibility();
    void tellRowsInView();
    [[nodiscard]] QStringList lossesWhenQuit() const;
    void askBeforeQuit(const QStringList &losses);

    Services m_services;
    CommandActions *m_actions;
    Sidebar *m_sidebar = nullptr;
    EngineBanner *m_banner = nullptr;
    QStackedWidget *m_stack = nullptr;
    Toasts *m_toasts = nullptr;
    NotebookOpener *m_opener = nullptr;
    LogWindows *m_logWindows;
    CommandPresenter *m_presenter = nullptr; ///< made for the first dialog
    QMessageBox *m_quitBox = nullptr;
    QHash<QString, QWidget *> m_pages;
    QString m_page;
    bool m_quitConfirmed = false;
    bool m_builtInRunning = false;
};

} // namespace ui
