// SPDX-License-Identifier: Apache-2.0
#include "tests/support/own_threads.h"

#include <QDir>
#include <QFile>

#include <ctime>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace test {

namespace {

QByteArray contents(const QByteArray &path)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Their folders.
QList<QByteArray> threads()
{
    QList<QByteArray> all;
    for (const QString &task : QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        all.append("/proc/self/task/" + task.toLatin1());
    return all;
}

/// ms
double used(const QByteArray &thread)
{
    return contents(thread + "/schedstat").split(' ').value(0).toDouble() / 1e6;
}

double ownNow()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace

ThreadCpu::ThreadCpu() : m_ownBefore(ownNow())
{
    for (const QByteArray &thread : threads())
        m_before.insert(thread, used(thread));
}

double ThreadCpu::ms(const QByteArray &name) const
{
    const QList<QByteArray> others{"scripted", "feeder", "prober"};
    double ms = 0;
    for (const QByteArray &thread : threads()) {
        const QByteArray its = contents(thread + "/comm").trimmed();
        if (name.isEmpty() ? !others.contains(its) : its == name)
            ms += used(thread) - m_before.value(thread);
    }
    return ms;
}

double ThreadCpu::ownMs() const
{
    return ownNow() - m_ownBefore;
}

qint64 residentBytes()
{
    return contents("/proc/self/statm").split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

} // namespace test
