// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace models {

/// The engine that Longshore brings along: where no engine answers, it runs `podman system service` as its own child, on a
/// socket that only this user can open, with storage of its own, so that nothing has to be set up and nobody else's
/// containers are touched. It ends with the app: stop() stops the containers that run (ten seconds to end by themselves), then
/// the service; images and stopped containers stay for the next time. The service dies with the app even when the app
/// crashes; containers then run on and are found again at the next start. Owned by the app; UI thread; never blocks.
class EmbeddedEngine : public QObject
{
    Q_OBJECT
public:
    /// Where it keeps its things, and what it runs. Tests use others than the defaults.
    struct Places
    {
        QString program; ///< podman
        QString
            runtimeFolder; ///< socket, locks, configuration: $XDG_RUNTIME_DIR/longshore; Podman wants it short (46 characters)
        QString dataFolder; ///< images and containers: $XDG_DATA_HOME/longshore/engine
        QString
            registryMirror; ///< host:port asked instead of Docker Hub without TLS; empty: the user's own settings apply
    };
    /// The defaults; the mirror is $LONGSHORE_REGISTRY_MIRROR.
    [[nodiscard]] static Places defaultPlaces();
    /// Podman's path, empty when it is not installed.
    [[nodiscard]] static QString programPath();

    explicit EmbeddedEngine(QObject *parent = nullptr);
    explicit EmbeddedEngine(const Places &places, QObject *parent = nullptr);
    /// Ends the service at once; call stop() and wait for stopped() to end the containers properly first.
    ~EmbeddedEngine() override;

    /// Answers with ready() or failed(). Joins the service of another Longshore of this user when there is one.
    void start();
    /// Stops containers and service, then emits stopped(); takes a little over ten seconds at worst.
    void stop();
    /// From start() until stopped() or failed().
    [[nodiscard]] bool isActive() const;
    /// Its source is "built-in engine (Podman)".
    [[nodiscard]] engine::Endpoint endpoint() const;
    /// That of the default places. May be asked for before the application object is made.
    [[nodiscard]] static engine::Endpoint defaultEndpoint();

Q_SIGNALS:
    void ready(const engine::Endpoint &endpoint);
    /// The service did not start, or ended by itself. Plain text: what happened and what to do.
    void failed(const QString &explanation);
    void stopped();

private:
    enum class Phase { Idle, Starting, Ready, StoppingContainers, StoppingService };

    [[nodiscard]] bool prepareFolders(QString &why) const;
    [[nodiscard]] QStringList globalArguments() const;
    void configure(QProcess &process) const;
    void startService();
    void pollSocket();
    void stopService();
    void serviceEnded();
    void keepOutput();
    void fail(const QString &explanation);
    void finishStop();

    Places m_places;
    Phase m_phase = Phase::Idle;
    bool m_joined = false; ///< the service belongs to another Longshore
    QProcess m_service;
    QProcess m_stopper;  ///< podman stop --all
    QTimer m_poll;       ///< until the socket accepts
    QTimer m_limit;      ///< of the phase
    QByteArray m_output; ///< the end of what the service wrote
};

} // namespace models
