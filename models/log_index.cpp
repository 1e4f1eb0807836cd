// SPDX-License-Identifier: Apache-2.0
#include "models/log_index.h"

#include "models/line_flags.h"

#include <cstring>

namespace models {
namespace {

constexpr quint64 NsPerUs = 1000;
// So much of the time difference shares the byte of the flags.
constexpr int UsualBits = 5;
constexpr quint8 UsualMask = 0x1f;
constexpr int OddBits = 2;
constexpr int OddShift = 4;
constexpr quint8 OddMask = 0x30;

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
    const auto time = quint64(line.timeNs / qint64(NsPerUs));
    quint64 rest = time - m_lastTime;
    m_lastTime = time;
    quint8 byte = 0;
    if (line.kind != StoredLine::Kind::Mark && !line.continuation && !line.open && qint64(rest) >= 0) {
        byte = quint8((line.kind == StoredLine::Kind::Stderr ? LineFlags::StderrBit : 0) | (rest & UsualMask));
        rest >>= UsualBits;
    } else {
        rest = zigzag(rest);
        byte = quint8(LineFlags::OddBit | quint8(line.kind) | (line.continuation ? LineFlags::ContinuationBit : 0) |
                      (line.open ? LineFlags::OpenBit : 0) | ((rest << OddShift) & OddMask));
        rest >>= OddBits;
    }
    while (rest) {
        m_meta.push_back(byte | LineFlags::MoreBit);
        byte = quint8(rest & 0x7f);
        rest >>= 7;
    }
    m_meta.push_back(byte);
}

void LogIndex::append(const std::vector<engine::LogLine> &lines)
{
    m_meta.reserve(lines.size() * 2);
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
    LineFlags::read(byte, line);
    const bool isOdd = byte & LineFlags::OddBit;
    quint64 difference = isOdd ? quint64(byte & OddMask) >> OddShift : quint64(byte & UsualMask);
    for (int shift = isOdd ? OddBits : UsualBits; byte & LineFlags::MoreBit; shift += 7) {
        byte = *meta++;
        difference |= quint64(byte & 0x7f) << shift;
    }
    time += isOdd ? unzigzag(difference) : difference;
    line.timeNs = qint64(time * NsPerUs);
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
    m_isSealed = true;
    m_anchors = {};
    m_meta = {};
}

const LogIndex::Anchor *LogIndex::anchors() const
{
    return m_isSealed ? anchors(m_block.get()) : m_anchors.data();
}

const quint8 *LogIndex::meta() const
{
    return m_isSealed ? meta(m_block.get()) : m_meta.data();
}

} // namespace models
