// SPDX-License-Identifier: Apache-2.0
#include "models/log_chunk.h"

#include <algorithm>
#include <cstring>

namespace models {
LogChunk::LogChunk(qint64 firstLine, qsizetype capacity, const AnsiStates &entry)
    : m_writable(new char[std::size_t(capacity)]), m_exit(entry), m_first(firstLine), m_capacity(capacity)
{
    m_payload.reset(m_writable);
    for (std::size_t stream = 0; stream < entry.size(); ++stream) {
        if (entry[stream] != AnsiState())
            m_styles[stream].push_back({0, entry[stream]});
    }
}

LogChunk::LogChunk(qint64 firstLine, const engine::LogBatch &batch, const AnsiStates &entry)
    : m_payload(batch.block)
    , m_writable(nullptr)
    , m_exit(entry)
    , m_first(firstLine)
    , m_count(qint64(batch.lines.size()))
    , m_wholeLines(m_count)
    , m_capacity(batch.bytes.size())
    , m_used(batch.bytes.size())
{
    for (std::size_t stream = 0; stream < entry.size(); ++stream) {
        if (entry[stream] != AnsiState())
            m_styles[stream].push_back({0, entry[stream]});
    }
    m_index.append(batch.lines);
    m_index.seal();
    if (batch.facts.hasEscape)
        followStyles(batch);
}

void LogChunk::append(const StoredLine &line)
{
    m_index.append(line, m_used);
    if (!line.bytes.isEmpty())
        std::memcpy(m_writable + m_used, line.bytes.data(), std::size_t(line.bytes.size()));
    m_used += line.bytes.size();
    m_writable[m_used++] = '\n';
    followStyle(line, m_count);
    ++m_count;
    if (line.kind != StoredLine::Kind::Mark && !line.continuation)
        ++m_wholeLines;
    m_isPlain = m_isPlain && line.kind != StoredLine::Kind::Mark && !line.continuation && !line.open;
}

LogStretch LogChunk::stretch(qint64 from, qint64 to, bool withFlags) const
{
    LogStretch stretch;
    stretch.firstLine = m_first + from;
    stretch.lineCount = to - from;
    if (m_block) {
        stretch.place = {m_block,  m_index.anchorBytes(), m_index.bytes(), m_index.metaSize(), m_used, m_count, from,
                         withFlags};
        return stretch;
    }
    const Cursor begin(*this, from);
    const Cursor end = to < m_count ? Cursor(*this, to) : Cursor(*this);
    const auto metaEnd = to < m_count ? qsizetype(end.m_meta) : m_index.metaSize();
    stretch.size = (to < m_count ? end.payloadOffset() : m_used) - begin.payloadOffset();
    stretch.bytes = std::shared_ptr<const char[]>(m_payload, m_payload.get() + begin.payloadOffset());
    stretch.beforeUs = begin.m_time;
    if (withFlags)
        stretch.flags = {reinterpret_cast<const char *>(m_index.meta()) + begin.m_meta,
                         metaEnd - qsizetype(begin.m_meta)};
    return stretch;
}

void LogChunk::setStyles(const AnsiStates &states)
{
    for (std::size_t stream = 0; stream < states.size(); ++stream)
        setStyle(stream, states[stream], m_count);
}

void LogChunk::followStyle(const StoredLine &line, qint64 offset)
{
    if (line.kind == StoredLine::Kind::Mark) { // nothing is known of what came before
        m_hasStyles = true;
        setStyle(0, {}, offset + 1);
        setStyle(1, {}, offset + 1);
        return;
    }
    const auto stream = std::size_t(line.kind);
    const bool hasEscape = line.bytes.contains('\x1b');
    m_hasStyles = m_hasStyles || hasEscape;
    if (!hasEscape && m_exit[stream].mode == AnsiState::Mode::Text)
        return;
    AnsiState end = skipAnsi(line.bytes, m_exit[stream]);
    if (!line.open)
        end.mode = AnsiState::Mode::Text;
    setStyle(stream, end, offset + 1);
}

void LogChunk::followStyles(const engine::LogBatch &batch)
{
    StoredLine stored;
    for (qint64 offset = 0; offset < m_count; ++offset) {
        const engine::LogLine &line = batch.lines[std::size_t(offset)];
        stored.bytes = {batch.bytes.constData() + line.offset, qsizetype(line.length)};
        stored.kind = StoredLine::kindOf(line.stream);
        followStyle(stored, offset);
    }
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
    if (m_writable)
        m_index.seal();
    m_writable = nullptr;
}

void LogChunk::startSpill(LogSpill &spill)
{
    m_write = spill.write({m_index.block(), {m_payload, m_used}});
}

LogSpill::Write::State LogChunk::moveToFile()
{
    const LogSpill::Write::State state = m_write->state();
    if (state == LogSpill::Write::State::Waiting)
        return state;
    if (state == LogSpill::Write::State::Written) {
        m_firstNs = Cursor(*this, 0).next().timeNs;
        m_block = m_write->block();
        m_payload.reset();
        m_index.forgetBlock();
    }
    m_write.reset();
    return state;
}

bool LogChunk::restyle(const AnsiStates &entry)
{
    const AnsiStates before = m_exit;
    for (std::size_t stream = 0; stream < entry.size(); ++stream) {
        m_styles[stream].clear();
        m_exit[stream] = {};
        setStyle(stream, entry[stream], 0);
    }
    const auto isInText = [](const AnsiState &state) { return state.mode == AnsiState::Mode::Text; };
    if (!m_hasStyles && std::all_of(entry.begin(), entry.end(), isInText))
        return m_exit != before;
    Cursor cursor(*this, 0);
    for (qint64 offset = 0; !cursor.atEnd(); ++offset)
        followStyle(cursor.next(), offset);
    return m_exit != before;
}

qint64 LogChunk::memoryBytes() const
{
    return (m_block ? 0 : contentBytes()) + qint64((m_styles[0].size() + m_styles[1].size()) * sizeof(StyleChange));
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

LogChunk::Cursor::Cursor(const LogChunk &chunk)
    : m_chunk(&chunk), m_metaBegin(nullptr), m_payloadBegin(nullptr), m_offset(0), m_payload(0), m_meta(0), m_time(0)
{}

LogChunk::Cursor::Cursor(const LogChunk &chunk, qint64 offset) : Cursor(chunk)
{
    m_offset = offset;
    if (offset >= chunk.m_count)
        return;
    const LogIndex::Anchor *anchors = nullptr;
    if (!chunk.m_block) {
        anchors = chunk.m_index.anchors();
        m_metaBegin = chunk.m_index.meta();
        m_payloadBegin = chunk.m_payload.get();
    } else if ((m_block = chunk.m_block->kept())) {
        anchors = LogIndex::anchors(m_block.get());
        m_metaBegin = chunk.m_index.meta(m_block.get());
        m_payloadBegin = m_block.get() + chunk.m_index.bytes();
    } else {
        return;
    }
    const LogIndex::Anchor &anchor = anchors[offset / LogIndex::AnchorLines];
    m_offset = offset / LogIndex::AnchorLines * LogIndex::AnchorLines;
    m_payload = anchor.payload;
    m_meta = anchor.meta;
    m_time = anchor.time;
    while (m_offset < offset)
        next();
}

StoredLine LogChunk::Cursor::next()
{
    ++m_offset;
    if (!m_metaBegin)
        return {UnreadableLine, m_chunk->m_firstNs, StoredLine::Kind::Mark, false, false};
    const char *const begin = m_payloadBegin + m_payload;
    const auto *const feed =
        static_cast<const char *>(std::memchr(begin, '\n', std::size_t(m_chunk->m_used) - m_payload));
    Q_ASSERT(feed);
    m_payload += std::size_t(feed - begin) + 1;

    StoredLine line;
    line.bytes = QByteArrayView(begin, feed - begin);
    const quint8 *meta = m_metaBegin + m_meta;
    LogIndex::read(meta, m_time, line);
    m_meta = std::size_t(meta - m_metaBegin);
    return line;
}

} // namespace models
