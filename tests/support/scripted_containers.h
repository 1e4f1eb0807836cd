// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/scripted_engine.h"

#include <QMap>
#include <QString>

#include <memory>
#include <mutex>

namespace test {

/// Containers for a ScriptedEngine: answers `/containers/json` as an engine does (`all`, filter `id`) from a list that the test
/// changes, and sends the events. Every function may be called at any time.
class ScriptedContainers
{
public:
    explicit ScriptedContainers(ScriptedEngine &engine);

    /// Adds a container or changes its state ("running", "exited", "created", "paused") without an event; `project`: of compose. Returns its id.
    QByteArray set(const QByteArray &name, const QByteArray &state = "running", const QByteArray &ports = "[]",
                   const QByteArray &project = {});
    void remove(const QByteArray &name);
    void clear();
    /// Sends an event of a container: "start", "die", "destroy"…
    void send(const QByteArray &action, const QByteArray &name);
    /// What an event of a container looks like.
    [[nodiscard]] static QByteArray event(const QByteArray &action, const QByteArray &name);
    [[nodiscard]] static QByteArray idOf(const QByteArray &name);

    /// Lists asked for without a filter and with `all`, and those filtered by id.
    [[nodiscard]] int fullLists() const;
    [[nodiscard]] int filteredLists() const;

private:
    struct State
    {
        std::mutex mutex;
        QMap<QByteArray, QByteArray> containers; ///< JSON by name
    };

    ScriptedEngine &m_engine;
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace test
