// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QStringList>

#include <optional>
#include <vector>

#include <sys/types.h>

namespace test {

/// CLOCK_MONOTONIC in nanoseconds: the clock of every mark.
[[nodiscard]] qint64 monotonicNs();
/// The middle one (of an even number the lower); 0 of none.
[[nodiscard]] double median(std::vector<double> values);
/// The value that `part` (0..1) of them do not exceed.
[[nodiscard]] double percentile(std::vector<double> values, double part);

/// A program as a benchmark sees it: a stamp taken just before exec, the marks that it prints on stderr as
/// `mark NAME NANOSECONDS` (CLOCK_MONOTONIC), its processor time and its memory. One thread.
class MeasuredProcess
{
public:
    /// Starts it; stdout is thrown away. `environment` is added to this process's own.
    explicit MeasuredProcess(const QStringList &command, const QHash<QByteArray, QByteArray> &environment = {});
    /// Ends it (SIGTERM, SIGKILL after 2 s) when it still runs.
    ~MeasuredProcess();
    MeasuredProcess(const MeasuredProcess &) = delete;
    MeasuredProcess &operator=(const MeasuredProcess &) = delete;

    /// The next mark of this name after `afterNs`, in ns of the monotonic clock; nothing after `timeoutMs`.
    [[nodiscard]] std::optional<qint64> waitForMark(const QByteArray &name, int timeoutMs, qint64 afterNs = 0);
    /// From exec to the end, in ms; nothing when it takes longer than `timeoutMs`.
    [[nodiscard]] std::optional<double> waitForEnd(int timeoutMs);
    [[nodiscard]] double sinceStartMs(qint64 markNs) const { return double(markNs - m_startNs) / 1e6; }
    /// User and system time of all its threads so far, in ms.
    [[nodiscard]] double cpuMs() const;
    /// VmRSS in kB.
    [[nodiscard]] qint64 rssKb() const;
    [[nodiscard]] pid_t pid() const { return m_pid; }

private:
    bool readMarks(int timeoutMs);

    struct Mark
    {
        QByteArray name;
        qint64 ns = 0;
    };
    pid_t m_pid = -1;
    int m_stderr = -1;
    qint64 m_startNs = 0;
    QByteArray m_unread;
    std::vector<Mark> m_marks;
};

} // namespace test
