// SPDX-License-Identifier: Apache-2.0
#include "models/log_chunk.h"

#include "models/line_flags.h"

#include <algorithm>
#include <cstring>

namespace models {
namespace {

constexpr qint64 AnchorLines = 32;
constexpr quint8 KindMask = LineFlags::KindMask;
constexpr quint8 ContinuationBit = LineFlags::ContinuationBit;
constexpr quint8 OpenBit = LineFlags::OpenBit;
constexpr int FirstShift = 4; ///< three bits of the time difference share the byte of the flags
constexpr quint8 FirstMask = 0x70;
constexpr quint8 MoreBit = LineFlags::MoreBit;

quint64 zigzag(quint64 difference)
{
    return (difference << 1) ^ (0 - (difference >> 63));
}

quint64 unzigzag(quint64 value)
{
    return (value >> 1) ^ (0 - (value & 1));
}

} // namespace

LogChunk::LogChunk(qint64 firstLine, qsizetype capacity, const AnsiStates &entry)
    : m_payload(new char[std::size_t(capacity)]), m_exit(entry), m_first(firstLine), m_capacity(capacity)
{
    for (std::size_t stream = 0; stream < entry.size(); ++stream) {
        if (entry[stream] != AnsiState())
            m_styles[stream].push_back({0, entry[stream]});
    }
}

void LogChunk::append(const StoredLine &line)
{
    if (m_count % AnchorLines == 0)
        m_anchors.push_back({quint32(m_used), quint32(m_meta.size()), m_lastTime});
    if (!line.bytes.isEmpty())
        std::memcpy(m_payload.get() + m_used, line.bytes.data(), std::size_t(line.bytes.size()));
    m_used += line.bytes.size();
    m_payload[std::ptrdiff_t(m_used++)] = '\n';
    appendMeta(line);
    followStyle(line, m_count);
    ++m_count;
    if (line.kind != StoredLine::Kind::Mark && !line.continuation)
        ++m_wholeLines;
    m_isPlain = m_isPlain && line.kind != StoredLine::Kind::Mark && !line.continuation && !line.open;
}

QByteArray LogChunk::flags(qint64 from, qint64 to) const
{
    const auto begin = qsizetype(Cursor(*this, from).m_meta);
    const auto end = to < m_count ? qsizetype(Cursor(*this, to).m_meta) : qsizetype(m_meta.size());
    return QByteArrayView(m_meta.data(), qsizetype(m_meta.size())).sliced(begin, end - begin).toByteArray();
}

void LogChunk::setStyles(const AnsiStates &states)
{
    for (std::size_t stream = 0; stream < states.size(); ++stream)
        setStyle(stream, states[stream], m_count);
}

void LogChunk::appendMeta(const StoredLine &line)
{
    quint64 rest = zigzag(quint64(line.timeNs) - m_lastTime);
    m_lastTime = quint64(line.timeNs);
    quint8 byte = quint8(quint8(line.kind) | (line.continuation ? ContinuationBit : 0) | (line.open ? OpenBit : 0) |
                         ((rest << FirstShift) & FirstMask));
    rest >>= 3;
    while (rest) {
        m_meta.push_back(byte | MoreBit);
        byte = quint8(rest & 0x7f);
        rest >>= 7;
    }
    m_meta.push_back(byte);
}

void LogChunk::followStyle(const StoredLine &line, qint64 offset)
{
    if (line.kind == StoredLine::Kind::Mark) { // nothing is known of what came before
        setStyle(0, {}, offset + 1);
        setStyle(1, {}, offset + 1);
        return;
    }
    const auto stream = std::size_t(line.kind);
    AnsiState end = skipAnsi(line.bytes, m_exit[stream]);
    if (!line.open)
        end.mode = AnsiState::Mode::Text;
    setStyle(stream, end, offset + 1);
}

void LogChunk::setStyle(std::size_t stream, const AnsiState &state, qint64 offset)
{
    if (state == m_exit[stream])
        return;
    m_exit[stream] = state;
    m_styles[stream].push_back({quint32(offset), state});
}

void LogChunk::truncate(qint64 count)
{
    Cursor cursor(*this, 0);
    LogChunk kept(m_first, m_capacity, statesAt(0));
    for (qint64 i = 0; i < count; ++i) {
        kept.setStyles(statesAt(i)); // they may have been set from outside
        kept.append(cursor.next());
    }
    *this = std::move(kept);
}

void LogChunk::seal()
{
    m_meta.shrink_to_fit();
    m_anchors.shrink_to_fit();
}

bool LogChunk::restyle(const AnsiStates &entry)
{
    const AnsiStates before = m_exit;
    for (std::size_t stream = 0; stream < entry.size(); ++stream) {
        m_styles[stream].clear();
        m_exit[stream] = {};
        setStyle(stream, entry[stream], 0);
    }
    Cursor cursor(*this, 0);
    for (qint64 offset = 0; !cursor.atEnd(); ++offset)
        followStyle(cursor.next(), offset);
    return m_exit != before;
}

qint64 LogChunk::memoryBytes() const
{
    return m_used + qint64(m_meta.size()) + qint64(m_anchors.size() * sizeof(Anchor)) +
           qint64((m_styles[0].size() + m_styles[1].size()) * sizeof(StyleChange));
}

AnsiState LogChunk::ansiState(qint64 offset, StoredLine::Kind kind) const
{
    if (kind == StoredLine::Kind::Mark)
        return {};
    const std::vector<StyleChange> &changes = m_styles[std::size_t(kind)];
    const auto after =
        std::upper_bound(changes.begin(), changes.end(), offset,
                         [](qint64 wanted, const StyleChange &change) { return wanted < change.offset; });
    return after == changes.begin() ? AnsiState() : std::prev(after)->state;
}

AnsiStates LogChunk::statesAt(qint64 offset) const
{
    return {ansiState(offset, StoredLine::Kind::Stdout), ansiState(offset, StoredLine::Kind::Stderr)};
}

LogChunk::Cursor::Cursor(const LogChunk &chunk, qint64 offset)
    : m_chunk(&chunk), m_offset(offset / AnchorLines * AnchorLines), m_payload(0), m_meta(0), m_time(0)
{
    if (offset >= chunk.m_count) {
        m_offset = offset;
        return;
    }
    const Anchor &anchor = chunk.m_anchors[std::size_t(offset / AnchorLines)];
    m_payload = anchor.payload;
    m_meta = anchor.meta;
    m_time = anchor.time;
    while (m_offset < offset)
        next();
}

StoredLine LogChunk::Cursor::next()
{
    const char *const begin = m_chunk->m_payload.get() + m_payload;
    const auto *const feed =
        static_cast<const char *>(std::memchr(begin, '\n', std::size_t(m_chunk->m_used) - m_payload));
    Q_ASSERT(feed);
    m_payload += std::size_t(feed - begin) + 1;

    quint8 byte = m_chunk->m_meta[m_meta++];
    StoredLine line;
    line.bytes = QByteArrayView(begin, feed - begin);
    line.kind = StoredLine::Kind(byte & KindMask);
    line.continuation = byte & ContinuationBit;
    line.open = byte & OpenBit;
    quint64 difference = quint64(byte & FirstMask) >> FirstShift;
    for (int shift = 3; byte & MoreBit; shift += 7) {
        byte = m_chunk->m_meta[m_meta++];
        difference |= quint64(byte & 0x7f) << shift;
    }
    m_time += unzigzag(difference);
    line.timeNs = qint64(m_time);
    ++m_offset;
    return line;
}

} // namespace models
