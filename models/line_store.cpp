// SPDX-License-Identifier: Apache-2.0
#include "models/line_store.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace models {
namespace {

constexpr qsizetype SmallestAdopted = 64 * 1024;
constexpr qint64 MostRestyled = 2 * LineStore::ChunkBytes; ///< with escape sequences: some milliseconds
constexpr qint64 SmallestSpill = 4096;                     ///< bytes; a smaller chunk stays in memory

QByteArray droppedText(qint64 lines, const QString &why)
{
    QString text = lines == 1 ? QStringLiteral("1 line dropped")
                              : QStringLiteral("%1 lines dropped").arg(QLocale().toString(lines));
    if (!why.isEmpty())
        text += QStringLiteral(" (%1)").arg(why);
    return text.toUtf8();
}

} // namespace

LineStore::LineStore(qint64 budgetBytes, std::shared_ptr<LogSpill> spill)
    : m_spill(std::move(spill)), m_budget(budgetBytes)
{}

void LineStore::append(const LogPiece &piece)
{
    StoredLine line{piece.bytes, piece.timeNs, StoredLine::kindOf(piece.stream), piece.continuation, piece.open};
    for (qsizetype feed = line.bytes.indexOf('\n'); feed >= 0; feed = line.bytes.indexOf('\n')) {
        const QByteArrayView rest = line.bytes.sliced(feed + 1);
        line.bytes = line.bytes.first(feed);
        appendLine(line);
        line.bytes = rest;
    }
    appendLine(line);
    keepBudget();
}

bool LineStore::adopt(const engine::LogBatch &batch)
{
    if (!batch.block || m_nextStyles || batch.bytes.size() < SmallestAdopted)
        return false;
    const AnsiStates entry = m_chunks.empty() ? AnsiStates() : m_chunks.back().exit();
    const auto isInText = [](const AnsiState &state) { return state.mode == AnsiState::Mode::Text; };
    if (!std::all_of(entry.begin(), entry.end(), isInText))
        return false;
    if (!m_chunks.empty())
        m_chunks.back().seal();
    const LogChunk &chunk = m_chunks.emplace_back(m_end, batch, entry);
    m_bytes += chunk.memoryBytes();
    m_end += chunk.lineCount();
    keepBudget();
    return true;
}

void LineStore::appendMark(QByteArrayView text, qint64 timeNs)
{
    appendLine({text, timeNs, StoredLine::Kind::Mark, false, false});
    keepBudget();
}

void LineStore::append(const LineStore &source, qint64 from, qint64 to)
{
    if (from >= to)
        return;
    setStyles(source.ansiStates(from));
    source.visit(from, to, [this](qint64, const StoredLine &line) {
        appendLine(line);
        return true;
    });
    keepBudget();
}

void LineStore::appendLine(const StoredLine &line)
{
    LogChunk &chunk = chunkFor(line.bytes.size());
    const qint64 before = chunk.memoryBytes();
    if (m_nextStyles)
        chunk.setStyles(*std::exchange(m_nextStyles, std::nullopt));
    chunk.append(line);
    m_bytes += chunk.memoryBytes() - before;
    ++m_end;
}

LogChunk &LineStore::chunkFor(qsizetype bytes)
{
    if (m_chunks.empty() || !m_chunks.back().fits(bytes)) {
        AnsiStates entry;
        if (!m_chunks.empty()) {
            entry = m_chunks.back().exit();
            m_chunks.back().seal();
        }
        m_bytes += m_chunks.emplace_back(m_end, std::max(ChunkBytes, bytes + 1), entry).memoryBytes();
    }
    return m_chunks.back();
}

void LineStore::keepBudget()
{
    // A quarter of the budget is for what comes while the file is written, and a slow disk may have a further one.
    if (m_bytes <= m_budget - m_budget / 4)
        return;
    const qint64 first = firstLine();
    if (m_spill) {
        collectSpilled();
        spillOldest();
    }
    while (m_bytes > m_budget + std::min(m_spilling, m_budget / 4) && m_chunks.size() > 1)
        dropFront();
    if (firstLine() != first)
        prependDropMark();
}

void LineStore::collectSpilled()
{
    while (!m_writing.empty() && m_writing.front().second->state() != LogSpill::Write::State::Waiting) {
        const std::pair<qint64, LogSpill::WritePtr> written = std::move(m_writing.front());
        m_writing.pop_front();
        if (m_chunks.empty())
            continue;
        LogChunk &chunk = m_chunks[chunkAt(written.first)];
        if (chunk.write() != written.second) // it has been taken off, and others may stand in its place
            continue;
        const qint64 bytes = chunk.contentBytes();
        m_spilling -= bytes;
        if (chunk.moveToFile() == LogSpill::Write::State::Written)
            m_bytes -= bytes;
        else
            m_spillNext = 0;
    }
}

bool LineStore::isFileBehind()
{
    collectSpilled();
    return m_spilling > m_budget / 8; // half of what may wait: more is under way
}

void LineStore::spillOldest()
{
    while (m_bytes - m_spilling > m_budget - m_budget / 4 && m_spillNext + 1 < m_chunks.size()) {
        LogChunk &chunk = m_chunks[m_spillNext];
        if (chunk.isInFile() || chunk.isSpilling() || chunk.contentBytes() < SmallestSpill) {
            ++m_spillNext;
        } else if (m_spill->hasRoom(chunk.contentBytes())) {
            chunk.startSpill(*m_spill);
            m_writing.emplace_back(chunk.firstLine(), chunk.write());
            m_spilling += chunk.contentBytes();
            ++m_spillNext;
        } else if (beginsInFile()) {
            dropFront();
        } else {
            return;
        }
    }
}

bool LineStore::beginsInFile() const
{
    // A mark may stand in front.
    return m_chunks.size() > 2 && (m_chunks[0].isInFile() || m_chunks[1].isInFile());
}

void LineStore::dropFront()
{
    m_dropped += m_chunks.front().wholeLines();
    popFront();
}

void LineStore::popFront()
{
    const LogChunk &chunk = m_chunks.front();
    forgetSpilling(chunk);
    m_bytes -= chunk.memoryBytes();
    m_chunks.pop_front();
    m_spillNext -= std::min<std::size_t>(m_spillNext, 1);
}

void LineStore::prependDropMark()
{
    const QByteArray text = droppedText(m_dropped, m_spill ? m_spill->error() : QString());
    LogChunk mark(m_chunks.front().firstLine() - 1, text.size() + 1, {});
    mark.append({text, m_chunks.front().firstTimeNs(), StoredLine::Kind::Mark, false, false});
    m_bytes += mark.memoryBytes();
    m_chunks.push_front(std::move(mark));
    ++m_spillNext;
}

void LineStore::forgetSpilling(const LogChunk &chunk)
{
    if (chunk.isSpilling())
        m_spilling -= chunk.contentBytes();
}

void LineStore::prepend(LineStore &&older)
{
    if (older.isEmpty())
        return;
    ++m_rewrites;
    m_rewrittenFrom = std::numeric_limits<qint64>::min();
    qint64 first = firstLine();
    AnsiStates state = older.m_chunks.back().exit();
    older.m_chunks.back().seal();
    qint64 left = MostRestyled;
    for (LogChunk &chunk : m_chunks) {
        left -= chunk.hasStyles() ? chunk.payloadSize() : 0;
        if (left < 0 || (chunk.hasStyles() && chunk.isInFile()))
            break;
        const qint64 before = chunk.memoryBytes();
        const bool isOtherEnd = chunk.restyle(state);
        m_bytes += chunk.memoryBytes() - before;
        if (!isOtherEnd)
            break;
        state = chunk.exit();
    }
    if (m_chunks.empty())
        m_end = first = older.endLine();
    while (!older.m_chunks.empty()) {
        LogChunk &chunk = older.m_chunks.back();
        first -= chunk.lineCount();
        chunk.setFirstLine(first);
        m_bytes += chunk.memoryBytes();
        if (chunk.isSpilling())
            m_writing.emplace_front(first, chunk.write());
        m_chunks.push_front(std::move(chunk));
        older.m_chunks.pop_back();
    }
    m_dropped += older.m_dropped;
    m_spilling += older.m_spilling;
    m_spillNext = 0;
    older = LineStore(older.m_budget, older.m_spill);
    keepBudget();
}

void LineStore::truncate(qint64 end)
{
    ++m_rewrites;
    m_nextStyles.reset();
    m_rewrittenFrom = std::min(m_rewrittenFrom, end);
    while (m_end > end && !m_chunks.empty()) {
        LogChunk &chunk = m_chunks.back();
        forgetSpilling(chunk);
        m_bytes -= chunk.memoryBytes();
        if (chunk.firstLine() >= end) {
            m_end = chunk.firstLine();
            m_chunks.pop_back();
        } else {
            chunk.truncate(end - chunk.firstLine());
            m_bytes += chunk.memoryBytes();
            m_end = end;
        }
    }
    m_spillNext = std::min(m_spillNext, m_chunks.size());
}

void LineStore::dropBefore(qint64 line)
{
    while (!m_chunks.empty() && m_chunks.front().endLine() <= line)
        popFront();
}

qint64 LineStore::takeRewrittenFrom()
{
    return std::min(std::exchange(m_rewrittenFrom, std::numeric_limits<qint64>::max()), m_end);
}

qint64 LineStore::firstLine() const
{
    return m_chunks.empty() ? m_end : m_chunks.front().firstLine();
}

std::size_t LineStore::chunkAt(qint64 index) const
{
    const auto after =
        std::upper_bound(m_chunks.begin(), m_chunks.end(), index,
                         [](qint64 wanted, const LogChunk &chunk) { return wanted < chunk.firstLine(); });
    return after == m_chunks.begin() ? 0 : std::size_t(after - m_chunks.begin()) - 1;
}

StoredLine LineStore::line(qint64 index) const
{
    Q_ASSERT(index >= firstLine() && index < m_end);
    const LogChunk &chunk = m_chunks[chunkAt(index)];
    return Cursor(chunk, index - chunk.firstLine()).next();
}

bool LineStore::isAtHand(qint64 from, qint64 to) const
{
    bool all = true;
    for (std::size_t i = chunkAt(from); i < m_chunks.size() && m_chunks[i].firstLine() < to; ++i)
        all = m_chunks[i].isAtHand() && all;
    return all;
}

LogRun LineStore::runAt(qint64 index) const
{
    const LogChunk &chunk = m_chunks[chunkAt(index)];
    return {chunk.firstLine(), chunk.endLine(), chunk.isInFile(), chunk.firstTimeNs()};
}

AnsiState LineStore::ansiState(qint64 index) const
{
    const LogChunk &chunk = m_chunks[chunkAt(index)];
    const StoredLine stored = line(index);
    AnsiState state = chunk.ansiState(index - chunk.firstLine(), stored.kind);
    if (!stored.continuation)
        state.mode = AnsiState::Mode::Text;
    return state;
}

AnsiStates LineStore::ansiStates(qint64 index) const
{
    const LogChunk &chunk = m_chunks[chunkAt(index)];
    return chunk.statesAt(index - chunk.firstLine());
}

void LineStore::visit(qint64 from, qint64 to, const Visitor &visit) const
{
    qint64 index = std::max(from, firstLine());
    to = std::min(to, m_end);
    while (index < to) {
        const LogChunk &chunk = m_chunks[chunkAt(index)];
        Cursor cursor(chunk, index - chunk.firstLine());
        for (; index < to && !cursor.atEnd(); ++index) {
            if (!visit(index, cursor.next()))
                return;
        }
    }
}

std::vector<LineStore::Piece> LineStore::snapshot(qint64 from, qint64 to, Flags flags) const
{
    std::vector<Piece> pieces;
    from = std::max(from, firstLine());
    to = std::min(to, m_end);
    while (from < to) {
        const LogChunk &chunk = m_chunks[chunkAt(from)];
        const qint64 end = std::min(to, chunk.endLine());
        const bool withFlags = flags == Flags::All || (flags == Flags::OfOdd && !chunk.isPlain());
        pieces.push_back(chunk.stretch(from - chunk.firstLine(), end - chunk.firstLine(), withFlags));
        from = end;
    }
    return pieces;
}

} // namespace models
