// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QThread>

namespace test {

/// A relay of bytes before a registry, on a thread of its own: what comes from the registry passes at a given rate, all
/// connections together, and breaks off after a given amount. For pulls that take long enough to be watched and broken.
class SlowProxy
{
public:
    /// Starts at once on a free loopback port. `upstream` is host:port; `cutAfter` bytes, 0: never.
    SlowProxy(const QString &upstream, qint64 bytesPerSecond, qint64 cutAfter = 0);
    ~SlowProxy();
    SlowProxy(const SlowProxy &) = delete;
    SlowProxy &operator=(const SlowProxy &) = delete;

    /// host:port to pull from.
    [[nodiscard]] QString address() const;

private:
    QThread m_thread;
    QObject *m_server = nullptr; ///< lives on m_thread
    quint16 m_port = 0;
};

} // namespace test
