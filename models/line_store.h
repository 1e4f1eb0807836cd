// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/line_cutter.h"
#include "models/log_chunks.h"
#include "models/log_stretch.h"

#include <QByteArrayView>

#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace models {

/// The lines of one log, in chunks of 256 KiB: payload with one '\n' a line, and 1–3 bytes a line beside it for flags and
/// time. A line's index never changes: lines that are added in front get smaller ones (also negative), and dropping the
/// front leaves the others alone. Near its budget the store moves its oldest chunks to the file of its LogSpill, where they
/// are read as before. Without one, or when the file takes no more, it drops whole chunks off the front and begins with
/// the mark "N lines dropped". Payload bytes never change while anyone holds a Piece of them, so another thread may
/// search a snapshot. Changed and read on one thread, which waits for what is not at hand; the UI thread asks isAtHand() first.
class LineStore
{
public:
    static constexpr qsizetype ChunkBytes = 256 * 1024;
    static constexpr qint64 DefaultBudget = 256LL * 1024 * 1024;

    using Piece = LogStretch;
    /// Which pieces of a snapshot come with flags. Odd: with a mark, or a piece of a long line.
    enum class Flags { None, OfOdd, All };
    using Visitor = std::function<bool(qint64 index, const StoredLine &line)>;

    explicit LineStore(qint64 budgetBytes = DefaultBudget, std::shared_ptr<LogSpill> spill = {});

    /// A line feed inside `piece.bytes` would start a new line; LineCutter and the engine's decoder leave none.
    void append(const LogPiece &piece);
    /// Appends a batch of whole lines as it is, without a copy, when that is worth it. False: nothing was done.
    [[nodiscard]] bool adopt(const engine::LogBatch &batch);
    void appendMark(QByteArrayView text, qint64 timeNs);
    /// The next line begins with these, whatever came before it: lines of several logs, or some of one, in a store. Not before
    /// prepend(), which follows the styles through anew.
    void setStyles(const AnsiStates &states) { m_nextStyles = states; }
    /// Appends lines `from` to `to` - 1 of another store as they are, with the styles that they begin with.
    void append(const LineStore &source, qint64 from, qint64 to);
    /// Puts `older`, which shares the file with this one or has none, in front. Styles that it leaves open reach into the
    /// lines that are here already, up to where that would take the UI thread too long.
    void prepend(LineStore &&older);
    /// Takes the newest lines off again, down to `end` (one past the last line to keep).
    void truncate(qint64 end);
    /// Gives the memory of lines before `line` back, as far as that can be done cheaply: firstLine() may still be smaller.
    void dropBefore(qint64 line);

    [[nodiscard]] bool isEmpty() const { return m_chunks.empty(); }
    [[nodiscard]] qint64 firstLine() const;
    [[nodiscard]] qint64 endLine() const { return m_end; }
    [[nodiscard]] qint64 lineCount() const { return m_end - firstLine(); }
    /// Lines of the container that the budget pushed out.
    [[nodiscard]] qint64 droppedLines() const { return m_dropped; }
    [[nodiscard]] qint64 budget() const { return m_budget; }
    void setBudget(qint64 bytes) { m_budget = bytes; } ///< counts from the next line on
    /// Payload and all that is kept beside it; not what is in the file.
    [[nodiscard]] qint64 memoryBytes() const { return m_bytes; }
    /// Null: what is over the budget is dropped.
    [[nodiscard]] const std::shared_ptr<LogSpill> &spill() const { return m_spill; }
    [[nodiscard]] bool isFileBehind(); ///< so many lines wait for it that more would push some out

    /// Counts the changes to lines that were there: prepend() (their style) and truncate().
    [[nodiscard]] int rewrites() const { return m_rewrites; }
    /// The first line that was changed since this was last called; endLine() when none was.
    [[nodiscard]] qint64 takeRewrittenFrom();

    /// `index` from firstLine() to endLine() - 1. Bytes of the file stay only while few others are read; a line that can't
    /// be read is a mark that says so.
    [[nodiscard]] StoredLine line(qint64 index) const;
    /// Whether no line of these would wait for the disk. Those that would are being read from now on: ask again.
    [[nodiscard]] bool isAtHand(qint64 from, qint64 to) const;
    [[nodiscard]] LogRun runAt(qint64 index) const;        ///< what is at hand together with this line
    [[nodiscard]] AnsiState ansiState(qint64 index) const; ///< what the line starts with, for parseAnsi
    /// What a line of either stream would start with at `index`; for setStyles() of another store.
    [[nodiscard]] AnsiStates ansiStates(qint64 index) const;
    /// Calls `visit` for each line from `from` up to `to` until it returns false. Faster than line() for many.
    void visit(qint64 from, qint64 to, const Visitor &visit) const;
    /// The lines from `from` on that are here now, in order.
    [[nodiscard]] std::vector<Piece> snapshot(qint64 from, qint64 to, Flags flags = Flags::None) const;

private:
    void appendLine(const StoredLine &line);
    LogChunk &chunkFor(qsizetype bytes);
    /// The chunk that holds `index`: 0 to m_chunks.size().
    [[nodiscard]] std::size_t chunkAt(qint64 index) const;
    void keepBudget();
    void spillOldest();
    void collectSpilled(); ///< frees the memory of chunks that have arrived in the file
    void dropFront();
    void popFront();
    void prependDropMark();
    /// `chunk` is about to go: nobody waits for it any longer.
    void forgetSpilling(const LogChunk &chunk);
    [[nodiscard]] bool beginsInFile() const;
    using Cursor = LogChunk::Cursor;

    LogChunks m_chunks;
    std::optional<AnsiStates> m_nextStyles;
    std::shared_ptr<LogSpill> m_spill;
    std::deque<std::pair<qint64, LogSpill::WritePtr>> m_writing; ///< chunks on their way to the file, by first line
    qint64 m_spilling = 0;                                       ///< bytes of these
    std::size_t m_spillNext = 0; ///< all chunks before this one are in the file, on their way, or small
    qint64 m_end = 0;
    qint64 m_bytes = 0;
    qint64 m_dropped = 0;
    qint64 m_budget;
    int m_rewrites = 0;
    qint64 m_rewrittenFrom = std::numeric_limits<qint64>::max();
};

} // namespace models
