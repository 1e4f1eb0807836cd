// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/request_handle.h"
#include "models/job.h"

#include <QHash>
#include <QList>

#include <functional>
#include <map>

namespace models {

/// The same thing done to one or several objects, four at a time, as one job: its status counts, its error names each object
/// that failed. Made by Actions, owned by the Activity list; UI thread.
class BulkJob : public Job
{
    Q_OBJECT
public:
    struct Item
    {
        QString name;    ///< of the object, for words
        QString command; ///< the docker command that means the same
        /// Sends the call. The text that it replies is shown when the item stands alone; it may be empty.
        std::function<engine::RequestHandle(QObject *context, engine::Reply<QString> reply)> send;
    };
    struct Words
    {
        QString verb;            ///< "Remove"
        QString many;            ///< "containers": "Remove 4 containers"; a single one is called by its name
        QString done;            ///< "removed"
        bool goneIsDone = false; ///< an object that is no longer there counts as done
    };
    using Prepare = std::function<engine::RequestHandle(QObject *context, engine::Reply<void> reply)>;

    /// Starts at once. `prepare` (may be empty) is sent first; when it fails nothing else is done. `items` must not be empty.
    /// `isAtHome` tells whether the engine that they are on is still the one that calls go to: another one's are left alone.
    BulkJob(const Words &words, const QList<Item> &items, const std::function<bool()> &isAtHome,
            const Prepare &prepare = {}, QObject *parent = nullptr);
    ~BulkJob() override;

    /// A new job for everything that was not done.
    [[nodiscard]] BulkJob *again() const;

    bool canCancel() const override { return isRunning(); }
    /// Gives up the calls that run and starts no more; what the engine has begun it may still finish.
    void cancel() override;
    bool canRetry() const override { return (state() == State::Failed || state() == State::Cancelled) && m_isAtHome(); }

private:
    void sendNext();
    void take(qsizetype item, const engine::Result<QString> &result);
    void end();
    [[nodiscard]] QString countText() const;

    const Words m_words;
    const QList<Item> m_items;
    const std::function<bool()> m_isAtHome;
    const Prepare m_prepare;
    QList<bool> m_isDone;
    QList<std::pair<qsizetype, engine::EngineError>> m_failures; ///< in the order in which they came
    QString m_answer;                                            ///< of the last item
    qsizetype m_next = 0;                                        ///< first item not sent
    qsizetype m_ended = 0;
    engine::RequestHandle m_preparation;
    std::map<qsizetype, engine::RequestHandle> m_calls; ///< running, by item
};

} // namespace models
