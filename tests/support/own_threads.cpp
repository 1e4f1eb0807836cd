// SPDX-License-Identifier: Apache-2.0
#include "tests/support/own_threads.h"

#include <QDir>
#include <QFile>

#include <ctime>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace test {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

double threadsCpuMs(const QByteArray &name)
{
    const QList<QByteArray> others{"scripted", "feeder", "prober"};
    double ms = 0;
    const QDir tasks(u"/proc/self/task"_s);
    for (const QString &task : tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QByteArray comm = contents(tasks.filePath(task) + u"/comm"_s).trimmed();
        if (name.isEmpty() ? !others.contains(comm) : comm == name)
            ms += contents(tasks.filePath(task) + u"/schedstat"_s).split(' ').value(0).toDouble() / 1e6;
    }
    return ms;
}

double threadCpuMs()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e3 + double(used.tv_nsec) / 1e6;
}

qint64 residentBytes()
{
    return contents(u"/proc/self/statm"_s).split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE);
}

} // namespace test
