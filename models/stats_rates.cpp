// SPDX-License-Identifier: Apache-2.0
#include "models/stats_rates.h"

#include <algorithm>

namespace models {

namespace {

double between(quint64 before, quint64 after)
{
    return after > before ? static_cast<double>(after - before) : 0;
}

double secondsBetween(const engine::StatsSample &before, const engine::StatsSample &after)
{
    return static_cast<double>(before.read.msecsTo(after.read)) / 1000;
}

} // namespace

std::optional<double> cpuPercent(const engine::StatsSample &sample, const std::optional<engine::StatsSample> &last)
{
    const bool hasOwn = sample.preSystemCpuNs > 0 && sample.preCpuTotalNs > 0;
    if (!hasOwn && !last)
        return std::nullopt;
    const double used = between(hasOwn ? sample.preCpuTotalNs : last->cpuTotalNs, sample.cpuTotalNs);
    const quint64 systemBefore = hasOwn ? sample.preSystemCpuNs : last->systemCpuNs;
    if (sample.systemCpuNs > systemBefore && systemBefore > 0) {
        const double machine = between(systemBefore, sample.systemCpuNs);
        return used / machine * std::max(sample.onlineCpus, 1) * 100;
    }
    const double seconds = last ? secondsBetween(*last, sample) : 0;
    if (seconds <= 0)
        return std::nullopt;
    return between(last->cpuTotalNs, sample.cpuTotalNs) / (seconds * 1e9) * 100;
}

std::optional<StatsPoint> statsPoint(const engine::StatsSample &sample, const std::optional<engine::StatsSample> &last)
{
    const std::optional<double> cpu = cpuPercent(sample, last);
    const double seconds = last ? secondsBetween(*last, sample) : 0;
    if (!cpu || seconds <= 0)
        return std::nullopt;
    StatsPoint point;
    point.timeMs = sample.read.toMSecsSinceEpoch();
    point.cpuPercent = *cpu;
    point.memoryBytes = static_cast<qint64>(sample.memoryBytes);
    point.memoryLimitBytes = static_cast<qint64>(sample.memoryLimitBytes);
    point.networkRxPerSecond = between(last->networkRxBytes, sample.networkRxBytes) / seconds;
    point.networkTxPerSecond = between(last->networkTxBytes, sample.networkTxBytes) / seconds;
    point.blockReadPerSecond = between(last->blockReadBytes, sample.blockReadBytes) / seconds;
    point.blockWritePerSecond = between(last->blockWriteBytes, sample.blockWriteBytes) / seconds;
    point.pids = sample.pids;
    return point;
}

} // namespace models
