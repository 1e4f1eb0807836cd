// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace test {

/// Processor time of this process's living threads by name, in ms; without `name` of all that are the app's own, and not the scripted engine's
/// or a benchmark's. Hardly disturbed by what else runs on the machine.
[[nodiscard]] double threadsCpuMs(const QByteArray &name = {});
/// Of the thread that asks.
[[nodiscard]] double threadCpuMs();
/// VmRSS of this process, in bytes.
[[nodiscard]] qint64 residentBytes();

} // namespace test
