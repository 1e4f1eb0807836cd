// SPDX-License-Identifier: Apache-2.0
#include "app/longshore.h"

#include "models/embedded_engine.h"
#include "ui/main_window.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace app {

Longshore::Longshore(const QList<engine::Endpoint> &candidates)
    : m_candidates(candidates)
    , m_session(engine::chooseEndpoint(candidates))
    , m_actions(m_session, m_jobs)
    , m_commands(m_session, m_jobs)
{
    m_session.start();
}

Longshore::~Longshore() = default;

void Longshore::showWindow()
{
    m_window = std::make_unique<ui::MainWindow>(ui::Services{m_session, m_jobs, m_actions, m_commands, m_settings},
                                                m_candidates);
    m_window->show();
    connect(m_window.get(), &ui::MainWindow::builtInEngineRequested, this, [this] {
        m_isBuiltInWanted = true;
        startBuiltInEngine();
    });
    connect(qApp, &QGuiApplication::lastWindowClosed, this, &Longshore::windowClosed);
    QApplication::setQuitOnLastWindowClosed(false); // a built-in engine is stopped first
    connect(&m_session, &models::EngineSession::stateChanged, this, &Longshore::watchForBuiltInEngine);
    watchForBuiltInEngine();
}

void Longshore::closeWindow()
{
    m_builtIn.reset();
    m_window.reset();
}

void Longshore::watchForBuiltInEngine()
{
    if (m_session.state() != models::ConnectionState::NotReachable || models::EmbeddedEngine::programPath().isEmpty())
        return;
    m_window->setBuiltInEngineAvailable(!m_builtIn || !m_builtIn->isActive());
    // Nobody has named an engine and none is on this machine: what is brought along makes the app useful at once. One that
    // refuses this user, or answers nonsense, is explained first.
    const bool isNobodyThere = m_session.lastError() && m_session.lastError()->kind == engine::ErrorKind::NotConnected;
    if (!m_builtIn && !m_session.endpoint().isExplicit && isNobodyThere)
        startBuiltInEngine();
}

void Longshore::startBuiltInEngine()
{
    if (!m_builtIn) {
        m_builtIn = std::make_unique<models::EmbeddedEngine>();
        connect(m_builtIn.get(), &models::EmbeddedEngine::ready, this, &Longshore::useBuiltInEngine);
        connect(m_builtIn.get(), &models::EmbeddedEngine::failed, this, [this](const QString &explanation) {
            m_window->setBuiltInEngineRunning(false);
            m_window->setBuiltInEngineAvailable(true);
            m_window->tell(explanation);
        });
        connect(m_builtIn.get(), &models::EmbeddedEngine::stopped, this, [this] {
            if (m_isQuitting)
                quit();
        });
    }
    m_window->setBuiltInEngineAvailable(false);
    m_builtIn->start();
}

/// The engine that was looked for may have come up meanwhile: nobody is led away from it.
void Longshore::useBuiltInEngine(const engine::Endpoint &endpoint)
{
    if (!m_isBuiltInWanted && m_session.state() == models::ConnectionState::Connected) {
        m_builtIn->stop();
        return;
    }
    m_window->setBuiltInEngineRunning(true);
    m_session.connectTo(endpoint);
}

void Longshore::windowClosed()
{
    m_isQuitting = true;
    if (m_builtIn && m_builtIn->isActive())
        m_builtIn->stop();
    else
        quit();
}

void Longshore::quit()
{
    QCoreApplication::exit(m_exitCode);
}

void Longshore::endTour(bool ok)
{
    m_exitCode = ok ? 0 : 1;
    m_window->hide();
    windowClosed();
}

} // namespace app
