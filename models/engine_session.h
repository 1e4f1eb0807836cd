// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"

#include <QObject>

#include <memory>
#include <optional>

namespace models {

class ContainersModel;
class ImagesModel;
class StatsHub;

/// How the app stands to its engine. Each has a word beside its coloured dot (see EngineSession::stateText).
enum class ConnectionState { Connecting, Connected, Slow, Reconnecting, NotReachable };

/// The connection to one engine and everything that is known of it: version, containers, images. Asks for the running
/// containers, then all, then images, then listens to events; re-lists after each reconnect; polls only while events are
/// refused. Back-off 0.5 s doubling to 30 s. Lives on the UI thread; made before QApplication so that the first
/// request is on its way while the window is built.
class EngineSession : public QObject
{
    Q_OBJECT
public:
    explicit EngineSession(const engine::Endpoint &endpoint, QObject *parent = nullptr);
    ~EngineSession() override;

    /// Sends the first request. Nothing else needs to exist yet.
    void start();
    /// Leaves this engine for another one; lists are emptied first (never shown as the new engine's).
    void connectTo(const engine::Endpoint &endpoint);
    /// Tries again at once (the banner's button, F5).
    void retryNow();
    /// Re-lists everything now (F5 while connected).
    void refresh();
    /// Whether any window shows the lists: hidden, nothing is polled.
    void setVisible(bool visible);

    [[nodiscard]] ConnectionState state() const;
    /// "Connected", "Connecting", "Not answering for 5 s", "Reconnecting in 4 s", "Not reachable".
    [[nodiscard]] QString stateText() const;
    /// The error behind any state but Connected.
    [[nodiscard]] std::optional<engine::EngineError> lastError() const;
    /// Empty fields until the engine has answered.
    [[nodiscard]] const engine::VersionInfo &version() const;
    [[nodiscard]] const engine::Endpoint &endpoint() const;
    [[nodiscard]] bool isPodman() const;

    [[nodiscard]] engine::EngineClient &client();
    [[nodiscard]] ContainersModel &containers();
    [[nodiscard]] ImagesModel &images();
    [[nodiscard]] StatsHub &stats();

Q_SIGNALS:
    void stateChanged();
    void versionChanged();
    /// The first complete list of containers (all states) is in the model.
    void containersLoaded();
    /// A container's event of this session, for log panes and notebooks: "start", "die", "destroy"…
    void containerEvent(const engine::Event &event);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
