// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QString>

#include <functional>

namespace models {

class EngineSession;

/// What is known of a host port before it is published.
struct PortHolder
{
    enum class Kind {
        Free,      ///< nobody was found; the engine may still refuse it
        Container, ///< `name` publishes it
        Process,   ///< a program on this machine; `name` is "nginx (process 123)", or empty when it may not be known
    };
    Kind kind = Kind::Free;
    QString name;
    quint16 freePort = 0; ///< the next port that is free, to offer instead; 0 when none is or `kind` is Free
    [[nodiscard]] bool isFree() const { return kind == Kind::Free; }
    /// "Port 8888 is published by notebook." Empty when free.
    [[nodiscard]] QString text(quint16 port) const;
};

struct PortQuery
{
    QString hostAddress; ///< empty: every address; IPv6 with brackets or without
    quint16 port = 0;
    QString protocol = QStringLiteral("tcp");
};

/// Finds who holds a host port: first among the containers of the session, then, when the engine is on this machine, by trying
/// to bind it. Replies once, never from inside the call, on the thread of `context` (the UI thread) and never after it is
/// gone; the search for the program's name runs on a thread of the pool.
void findPortHolder(EngineSession &session, const PortQuery &query, QObject *context,
                    std::function<void(PortHolder)> reply);

/// The first port from `from` up that no container of the session and, for an engine on this machine, no program holds; 0: none.
[[nodiscard]] quint16 nextFreePort(EngineSession &session, const PortQuery &from);

/// The host port that an engine's refusal to start speaks of, 0 when it speaks of something else.
[[nodiscard]] quint16 busyPortIn(const QString &engineMessage);

} // namespace models
