// SPDX-License-Identifier: Apache-2.0
#include "models/log_index.h"

#include "models/line_flags.h"

#include <cstring>

namespace models {
namespace {

constexpr int FirstShift = 4; ///< three bits of the time difference share the byte of the flags
constexpr quint8 FirstMask = 0x70;

quint64 zigzag(quint64 difference)
{
    return (difference << 1) ^ (0 - (difference >> 63));
}

quint64 unzigzag(quint64 value)
{
    return (value >> 1) ^ (0 - (value & 1));
}

} // namespace

void LogIndex::append(const StoredLine &line, qsizetype payload)
{
    if (m_count++ % AnchorLines == 0)
        m_anchors.push_back({quint32(payload), quint32(m_meta.size()), m_lastTime});
    quint64 rest = zigzag(quint64(line.timeNs) - m_lastTime);
    m_lastTime = quint64(line.timeNs);
    quint8 byte = quint8(quint8(line.kind) | (line.continuation ? LineFlags::ContinuationBit : 0) |
                         (line.open ? LineFlags::OpenBit : 0) | ((rest << FirstShift) & FirstMask));
    rest >>= 3;
    while (rest) {
        m_meta.push_back(byte | LineFlags::MoreBit);
        byte = quint8(rest & 0x7f);
        rest >>= 7;
    }
    m_meta.push_back(byte);
}

void LogIndex::append(const std::vector<engine::LogLine> &lines)
{
    m_meta.reserve(lines.size() * 3);
    m_anchors.reserve(lines.size() / AnchorLines + 1);
    StoredLine stored;
    for (const engine::LogLine &line : lines) {
        stored.timeNs = line.timeNs;
        stored.kind = StoredLine::kindOf(line.stream);
        append(stored, line.offset);
    }
}

void LogIndex::read(const quint8 *&meta, quint64 &time, StoredLine &line)
{
    quint8 byte = *meta++;
    line.kind = StoredLine::Kind(byte & LineFlags::KindMask);
    line.continuation = byte & LineFlags::ContinuationBit;
    line.open = byte & LineFlags::OpenBit;
    quint64 difference = quint64(byte & FirstMask) >> FirstShift;
    for (int shift = 3; byte & LineFlags::MoreBit; shift += 7) {
        byte = *meta++;
        difference |= quint64(byte & 0x7f) << shift;
    }
    time += unzigzag(difference);
    line.timeNs = qint64(time);
}

void LogIndex::seal()
{
    m_anchorCount = qsizetype(m_anchors.size());
    m_metaSize = qsizetype(m_meta.size());
    const std::size_t anchorBytes = m_anchors.size() * sizeof(Anchor);
    auto *const block = new char[anchorBytes + m_meta.size()];
    std::memcpy(block, m_anchors.data(), anchorBytes);
    std::memcpy(block + anchorBytes, m_meta.data(), m_meta.size());
    m_block.reset(block);
    m_anchors = {};
    m_meta = {};
}

qint64 LogIndex::bytes() const
{
    return metaSize() + (m_block ? m_anchorCount : qsizetype(m_anchors.size())) * qint64(sizeof(Anchor));
}

const LogIndex::Anchor *LogIndex::anchors() const
{
    // The block is aligned for them, on the heap and in the file.
    return m_block ? static_cast<const Anchor *>(static_cast<const void *>(m_block.get())) : m_anchors.data();
}

const quint8 *LogIndex::meta() const
{
    return m_block ? reinterpret_cast<const quint8 *>(m_block.get()) + m_anchorCount * qsizetype(sizeof(Anchor))
                   : m_meta.data();
}

} // namespace models
