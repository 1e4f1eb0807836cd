// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/log_buffer.h"

#include "engine-client/decode/log_block.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace engine {

namespace {
constexpr std::size_t largeBatch = std::size_t{128} * 1024;
} // namespace

void LogBuffer::reserve(std::size_t more)
{
    if (m_used == 0 && !m_block && m_lastUsed >= largeBatch && more <= LogBlock::capacity)
        m_block = LogBlock::take(std::min(m_lastUsed, LogBlock::capacity)); // they are of much the same size
    const std::size_t size = m_used + more;
    if (!m_block || size > LogBlock::capacity)
        return growArray(size);
    m_data = m_block.get();
}

void LogBuffer::growArray(std::size_t size)
{
    m_array.resize(static_cast<qsizetype>(size));
    if (m_block) {
        std::memcpy(m_array.data(), m_block.get(), m_used);
        m_block.reset();
    }
    m_data = m_array.data();
}

LogBatch LogBuffer::take()
{
    LogBatch batch;
    if (m_lines.empty())
        return batch;
    if (m_block) {
        m_facts.hasEscape = m_scan.hasEscape();
        m_facts.isAscii = m_scan.isAscii();
        batch.bytes = QByteArray::fromRawData(m_data, static_cast<qsizetype>(m_used));
        batch.block = std::move(m_block);
        batch.facts = m_facts;
    } else {
        m_array.resize(static_cast<qsizetype>(m_used));
        batch.bytes = std::exchange(m_array, {});
    }
    const std::size_t lines = m_lines.size();
    batch.lines = std::exchange(m_lines, {});
    m_facts = {};
    m_scan.reset();
    m_data = nullptr;
    m_lastUsed = std::exchange(m_used, 0);
    if (m_lastUsed >= largeBatch)
        m_lines.reserve(lines + lines / 4);
    return batch;
}

} // namespace engine
