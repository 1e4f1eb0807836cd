// SPDX-License-Identifier: Apache-2.0
#include "models/log_index.h"

#include "models/line_flags.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

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

constexpr std::size_t MostBytes = 11; ///< of a line: one with flags, and ten of seven bits

quint8 *writeTime(quint64 rest, quint8 byte, quint8 *to)
{
    while (rest) {
        *to++ = byte | LineFlags::MoreBit;
        byte = quint8(rest & 0x7f);
        rest >>= 7;
    }
    *to++ = byte;
    return to;
}

/// A whole line of a container that is not earlier than the one before.
quint8 *writeUsual(quint64 difference, bool isStderr, quint8 *to)
{
    const auto byte = quint8((isStderr ? LineFlags::StderrBit : 0) | (difference & UsualMask));
    return writeTime(difference >> UsualBits, byte, to);
}

quint8 *writeOdd(const StoredLine &line, quint64 difference, quint8 *to)
{
    const quint64 rest = zigzag(difference);
    const auto byte =
        quint8(LineFlags::OddBit | quint8(line.kind) | (line.continuation ? LineFlags::ContinuationBit : 0) |
               (line.open ? LineFlags::OpenBit : 0) | ((rest << OddShift) & OddMask));
    return writeTime(rest >> OddBits, byte, to);
}

} // namespace

void LogIndex::anchor(qsizetype payload)
{
    if (m_count % AnchorLines == 0)
        m_anchors.push_back({quint32(payload), quint32(m_meta.size()), m_lastTime});
}

void LogIndex::append(const StoredLine &line, qsizetype payload)
{
    anchor(payload);
    ++m_count;
    const auto time = quint64(line.timeNs / qint64(NsPerUs));
    const quint64 difference = time - std::exchange(m_lastTime, time);
    const bool isUsual =
        line.kind != StoredLine::Kind::Mark && !line.continuation && !line.open && qint64(difference) >= 0;
    std::array<quint8, MostBytes> bytes;
    quint8 *const end = isUsual ? writeUsual(difference, line.kind == StoredLine::Kind::Stderr, bytes.data())
                                : writeOdd(line, difference, bytes.data());
    m_meta.insert(m_meta.end(), bytes.data(), end);
}

void LogIndex::append(const std::vector<engine::LogLine> &lines)
{
    m_meta.reserve(lines.size() * 2);
    m_anchors.reserve(lines.size() / AnchorLines + 1);
    std::array<quint8, AnchorLines * MostBytes> bytes;
    for (auto line = lines.begin(); line != lines.end();) {
        anchor(line->offset);
        const qint64 count = std::min<qint64>(AnchorLines - m_count % AnchorLines, lines.end() - line);
        m_meta.insert(m_meta.end(), bytes.data(), writeLines(line, line + count, bytes.data()));
        line += count;
        m_count += count;
    }
}

/// Returns the end of what was written.
quint8 *LogIndex::writeLines(std::vector<engine::LogLine>::const_iterator line,
                             std::vector<engine::LogLine>::const_iterator end, quint8 *to)
{
    for (; line != end; ++line) {
        const auto time = quint64(line->timeNs / qint64(NsPerUs));
        const quint64 difference = time - std::exchange(m_lastTime, time);
        StoredLine odd;
        odd.kind = StoredLine::kindOf(line->stream);
        to = qint64(difference) >= 0 ? writeUsual(difference, odd.kind == StoredLine::Kind::Stderr, to)
                                     : writeOdd(odd, difference, to);
    }
    return to;
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
