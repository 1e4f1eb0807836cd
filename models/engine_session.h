// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/session_timings.h"

#include <QObject>

#include <memory>
#include <optional>

namespace models {

class ContainersModel;
class IdleStop;
class ImagesModel;
class NotebookFinder;
class StatsHub;

/// How the app stands to its engine. Each has a word beside its coloured dot (see EngineSession::stateText).
enum class ConnectionState { Connecting, Connected, Slow, Reconnecting, NotReachable };

/// The connection to one engine and everything that is known of it: version, containers, images. Asks for the running
/// containers, then all, then images, then listens to events; re-lists after each reconnect; polls only while events are
/// refused. Back-off 0.5 s doubling to 30 s, cut short when the engine's socket comes back. Lives on the UI thread; made before
/// QApplication so that the first request is on its way while the window is built.
class EngineSession : public QObject
{
    Q_OBJECT
public:
    explicit EngineSession(const engine::Endpoint &endpoint, QObject *parent = nullptr);
    EngineSession(const engine::Endpoint &endpoint, const SessionTimings &timings, QObject *parent = nullptr);
    ~EngineSession() override;

    /// Sends the first request. Nothing else needs to exist yet.
    void start();
    /// Leaves this engine for another one; lists are emptied first (never shown as the new engine's).
    void connectTo(const engine::Endpoint &endpoint);
    /// Tries again at once (the banner's button, F5).
    void retryNow();
    /// Re-lists everything now (F5 while connected).
    void refresh();
    /// Whether any window shows the lists (true at first): hidden, nothing is polled, streamed or counted.
    void setVisible(bool visible);

    [[nodiscard]] ConnectionState state() const;
    /// "Connected", "Connecting", "Not answering for 5 s", "Reconnecting in 4 s", "Not reachable".
    [[nodiscard]] QString stateText() const;
    /// The lists were the engine's before the connection was lost: shown, but dimmed. Ends with the first complete list.
    [[nodiscard]] bool isStale() const;
    /// The error behind any state but Connected.
    [[nodiscard]] std::optional<engine::EngineError> lastError() const;
    /// Empty fields until the engine has answered.
    [[nodiscard]] const engine::VersionInfo &version() const;
    [[nodiscard]] const engine::Endpoint &endpoint() const;
    /// False while unknown.
    [[nodiscard]] bool isPodman() const;

    [[nodiscard]] engine::EngineClient &client();
    [[nodiscard]] ContainersModel &containers();
    [[nodiscard]] ImagesModel &images();
    [[nodiscard]] StatsHub &stats();
    [[nodiscard]] NotebookFinder &notebooks();
    [[nodiscard]] IdleStop &idleStop();

Q_SIGNALS:
    /// State, its text or isStale() has changed.
    void stateChanged();
    void versionChanged();
    /// The first complete list of containers (all states) of this engine is in the model.
    void containersLoaded();
    /// A container's event of this session, for log panes and notebooks: "start", "die", "destroy"…
    void containerEvent(const engine::Event &event);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
