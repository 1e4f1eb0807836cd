// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>

namespace test {

/// Processor time that the threads of this process have used since this was made; hardly disturbed by what else runs on the machine.
/// A thread that has ended meanwhile does not count.
class ThreadCpu
{
public:
    ThreadCpu();
    /// Of the threads of this name, in ms; without `name` of all that are the app's own, and not the scripted engine's or a
    /// benchmark's.
    [[nodiscard]] double ms(const QByteArray &name = {}) const;
    /// Of the thread that asks.
    [[nodiscard]] double ownMs() const;

private:
    QHash<QByteArray, double> m_before; ///< ms by thread
    double m_ownBefore;
};

/// VmRSS of this process, in bytes.
[[nodiscard]] qint64 residentBytes();

} // namespace test
