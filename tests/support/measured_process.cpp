// SPDX-License-Identifier: Apache-2.0
#include "tests/support/measured_process.h"

#include <QFile>

#include <algorithm>
#include <ctime>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace test {

namespace {

/// NULL-terminated pointers into `texts`, as exec wants them.
std::vector<char *> pointers(std::vector<QByteArray> &texts)
{
    std::vector<char *> out;
    for (QByteArray &text : texts)
        out.push_back(text.data());
    out.push_back(nullptr);
    return out;
}

std::vector<QByteArray> environmentWith(const QHash<QByteArray, QByteArray> &added)
{
    std::vector<QByteArray> all;
    for (char **entry = environ; *entry != nullptr; ++entry) {
        const QByteArray text(*entry);
        if (!added.contains(text.left(text.indexOf('='))))
            all.push_back(text);
    }
    for (auto entry = added.begin(); entry != added.end(); ++entry)
        all.push_back(entry.key() + '=' + entry.value());
    return all;
}

} // namespace

qint64 monotonicNs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

double percentile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, std::size_t(part * double(values.size() - 1)))];
}

double median(std::vector<double> values)
{
    return percentile(std::move(values), 0.5);
}

MeasuredProcess::MeasuredProcess(const QStringList &command, const QHash<QByteArray, QByteArray> &environment)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        qFatal("pipe2 failed");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);

    std::vector<QByteArray> arguments;
    for (const QString &word : command)
        arguments.push_back(word.toLocal8Bit());
    std::vector<QByteArray> variables = environmentWith(environment);
    std::vector<char *> argv = pointers(arguments);
    std::vector<char *> envp = pointers(variables);
    m_startNs = monotonicNs();
    const int failed = posix_spawnp(&m_pid, argv[0], &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    m_stderr = ends[0];
    if (failed != 0)
        qFatal("%s: %s", argv[0], strerror(failed));
}

MeasuredProcess::~MeasuredProcess()
{
    if (m_pid > 0) {
        kill(m_pid, SIGTERM);
        if (!waitForEnd(2000)) {
            kill(m_pid, SIGKILL);
            waitpid(m_pid, nullptr, 0);
        }
    }
    close(m_stderr);
}

bool MeasuredProcess::readMarks(int timeoutMs)
{
    pollfd waiting{m_stderr, POLLIN, 0};
    if (poll(&waiting, 1, timeoutMs) <= 0)
        return false;
    char buffer[4096];
    const ssize_t got = read(m_stderr, buffer, sizeof buffer);
    if (got <= 0) {
        usleep(100); // at the end of the pipe poll no longer waits
        return false;
    }
    m_unread.append(buffer, got);
    for (qsizetype end = m_unread.indexOf('\n'); end >= 0; end = m_unread.indexOf('\n')) {
        const QList<QByteArray> words = m_unread.left(end).split(' ');
        if (words.size() == 3 && words[0] == "mark")
            m_marks.push_back({words[1], words[2].toLongLong()});
        m_unread.remove(0, end + 1);
    }
    return true;
}

std::optional<qint64> MeasuredProcess::waitForMark(const QByteArray &name, int timeoutMs, qint64 afterNs)
{
    const qint64 deadline = monotonicNs() + qint64(timeoutMs) * 1'000'000;
    while (true) {
        const auto found = std::find_if(m_marks.begin(), m_marks.end(),
                                        [&](const Mark &mark) { return mark.name == name && mark.ns > afterNs; });
        if (found != m_marks.end())
            return found->ns;
        const qint64 left = (deadline - monotonicNs()) / 1'000'000;
        if (left <= 0 || !readMarks(int(left)))
            return std::nullopt;
    }
}

std::optional<double> MeasuredProcess::waitForEnd(int timeoutMs)
{
    const qint64 deadline = monotonicNs() + qint64(timeoutMs) * 1'000'000;
    while (monotonicNs() < deadline) {
        readMarks(1); // so that a full pipe never holds it up
        if (waitpid(m_pid, nullptr, WNOHANG) == m_pid) {
            m_pid = -1;
            return sinceStartMs(monotonicNs());
        }
    }
    return std::nullopt;
}

double MeasuredProcess::cpuMs() const
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(m_pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = file.readAll();
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return double(fields.value(11).toLongLong() + fields.value(12).toLongLong()) * 1000.0 /
           double(sysconf(_SC_CLK_TCK));
}

qint64 MeasuredProcess::rssKb() const
{
    QFile file(QStringLiteral("/proc/%1/status").arg(m_pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

} // namespace test
