// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_stream.h"

#include <utility>

namespace test {

void ScriptedStream::push(const QByteArray &bytes)
{
    const std::lock_guard lock(m_mutex);
    if (m_readers.isEmpty()) {
        m_early.chunks.append(bytes);
        m_early.unsent += bytes.size();
        return;
    }
    for (Reader *reader : std::as_const(m_readers)) {
        reader->chunks.append(bytes);
        reader->unsent += bytes.size();
    }
    m_wake();
}

void ScriptedStream::close(End end)
{
    const std::lock_guard lock(m_mutex);
    if (m_readers.isEmpty()) {
        m_early.end = end;
        return;
    }
    for (Reader *reader : std::as_const(m_readers))
        reader->end = end;
    m_wake();
}

int ScriptedStream::readers() const
{
    const std::lock_guard lock(m_mutex);
    return static_cast<int>(m_readers.size());
}

qint64 ScriptedStream::unsent() const
{
    const std::lock_guard lock(m_mutex);
    qint64 sum = m_early.unsent;
    for (const Reader *reader : m_readers)
        sum += reader->unsent;
    return sum;
}

void ScriptedStream::add(Reader *reader, std::function<void()> wake)
{
    const std::lock_guard lock(m_mutex);
    *reader = std::exchange(m_early, {});
    m_readers.append(reader);
    m_wake = std::move(wake);
}

void ScriptedStream::remove(Reader *reader)
{
    const std::lock_guard lock(m_mutex);
    m_readers.removeOne(reader);
}

QList<QByteArray> ScriptedStream::take(Reader *reader, End &end)
{
    const std::lock_guard lock(m_mutex);
    end = reader->end;
    return std::exchange(reader->chunks, {});
}

void ScriptedStream::sent(Reader *reader, qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    reader->unsent -= bytes;
}

} // namespace test
