// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/session_timings.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace models {

class ContainersModel;
class ImagesModel;

/// Keeps the two lists as the engine has them. An event only marks what has changed; then the engine is asked about just that:
/// at once from rest, and together for what comes in a burst, so that an event costs at most one request and a hundred
/// at once cost three. Where the engine refuses events the lists are polled. Hidden, nothing is asked; what was marked meanwhile
/// is asked for when it is shown again. Owned by EngineSession, which decides when to start anew. UI thread.
class ResourceSync : public QObject
{
    Q_OBJECT
public:
    ResourceSync(engine::EngineClient &client, ContainersModel &containers, ImagesModel &images,
                 const SessionTimings &timings, QObject *parent = nullptr);
    ~ResourceSync() override;

    /// Listens to events and asks for everything: running containers, all, images. May be called without an application.
    void start();
    /// Aborts everything; the lists stay as they are.
    void stop();
    /// Asks for both lists.
    void refresh();
    void setVisible(bool visible);

    /// An answer (not an event) is due.
    [[nodiscard]] bool isWaiting() const;
    /// Events are refused: the lists are polled.
    [[nodiscard]] bool isPolling() const { return m_isPolling; }

Q_SIGNALS:
    /// A request was sent, or the engine has answered one.
    void asked();
    void answered();
    /// The connection is of no use: the list or the event stream has ended. Comes at most once for each start().
    void failed(const engine::EngineError &error);
    /// A complete list of containers is in the model.
    void containersListed();
    void containerEvent(const engine::Event &event);

private:
    void listen();
    void listRunning();
    void listAll();
    void listImages();
    void imagesFailed(const engine::EngineError &error);
    void takeEvents(const QList<engine::Event> &events);
    void takeEvent(const engine::Event &event);
    void eventsEnded(const engine::Result<void> &end);
    [[nodiscard]] bool giveEventsUp();
    void fail(const engine::EngineError &error);
    void markDirty(const QString &id);
    void askSoon();
    void askAboutDirty();
    [[nodiscard]] bool mayAskAtOnce();
    void poll();
    void setPolling(bool polling);
    void updateTimers();

    engine::EngineClient &m_client;
    ContainersModel &m_containers;
    ImagesModel &m_images;
    const SessionTimings m_timings;

    engine::RequestHandle m_events, m_running, m_all, m_some, m_imageList;
    QSet<QString> m_dirty;      ///< ids of containers that events told of
    QElapsedTimer m_dirtySince; ///< invalid while nothing is dirty
    QElapsedTimer m_lastFreeAsk, m_eventsSince, m_imagesSince;
    QTimer m_quiet, m_imagesQuiet, m_poll, m_verify;
    int m_freeAsks;
    int m_briefStreams = 0;
    bool m_isStarted = false, m_isPolling = false, m_isVisible = true, m_areImagesDirty = false;
    bool m_hasGap = false;          ///< something may have happened after the list and before the stream of events
    bool m_hasStreamFailed = false; ///< before it was known whether the engine answers at all
};

} // namespace models
