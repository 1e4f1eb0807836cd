// SPDX-License-Identifier: Apache-2.0
#include "engine-client/byte_pipe.h"

#include <utility>

namespace engine {

void BytePipe::setTaken(std::function<void(std::size_t)> taken)
{
    const std::lock_guard lock(m_mutex);
    m_taken = std::move(taken);
}

void BytePipe::push(const char *data, std::size_t size)
{
    const std::lock_guard lock(m_mutex);
    if (m_end != End::None)
        return;
    m_waiting.emplace_back(data, static_cast<qsizetype>(size));
    m_ready.notify_one();
}

void BytePipe::finish(bool isWhole)
{
    const std::lock_guard lock(m_mutex);
    if (m_end == End::None)
        m_end = isWhole ? End::Whole : End::Broken;
    m_ready.notify_one();
}

void BytePipe::abandon()
{
    const std::lock_guard lock(m_mutex);
    m_end = End::Broken;
    m_waiting.clear();
    m_ready.notify_one();
}

QByteArray BytePipe::read()
{
    std::unique_lock lock(m_mutex);
    m_ready.wait(lock, [this] { return !m_waiting.empty() || m_end != End::None; });
    if (m_waiting.empty())
        return {};
    QByteArray bytes = std::move(m_waiting.front());
    m_waiting.pop_front();
    const auto taken = m_taken;
    lock.unlock();
    if (taken)
        taken(static_cast<std::size_t>(bytes.size()));
    return bytes;
}

bool BytePipe::isWhole() const
{
    const std::lock_guard lock(m_mutex);
    return m_end == End::Whole;
}

} // namespace engine
