// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/command_line.h"
#include "models/actions.h"
#include "models/commands.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "models/settings.h"

#include <QObject>

#include <memory>

namespace models {
class EmbeddedEngine;
}
namespace ui {
class MainWindow;
}

namespace app {

/// The objects of the program in the order in which they depend on each other: settings, engine session, jobs, commands, window. The first
/// half is made, and the first request sent, before QApplication exists. Owned by main; UI thread.
class Longshore : public QObject
{
    Q_OBJECT
public:
    /// Asks the engine at once.
    explicit Longshore(const QList<engine::Endpoint> &candidates);
    ~Longshore() override;

    /// Needs QApplication.
    void showWindow();
    /// Closes the window without a question, stops a built-in engine and quits with 0 or 1.
    void endTour(bool ok);
    /// Before QApplication goes.
    void closeWindow();
    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] models::EngineSession &session() { return m_session; }

private:
    void watchForBuiltInEngine();
    void startBuiltInEngine();
    void useBuiltInEngine(const engine::Endpoint &endpoint);
    void windowClosed();
    void quit();

    QList<engine::Endpoint> m_candidates;
    models::SettingsStore m_settings;
    models::EngineSession m_session;
    models::JobsModel m_jobs;
    models::Actions m_actions;
    models::Commands m_commands;
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<models::EmbeddedEngine> m_builtIn; ///< made when it is first needed
    int m_exitCode = 0;
    bool m_isBuiltInWanted = false; ///< a person has asked for it
    bool m_isQuitting = false;
};

} // namespace app
