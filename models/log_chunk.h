// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/ansi_parser.h"
#include "models/log_index.h"
#include "models/log_spill.h"
#include "models/log_stretch.h"
#include "models/stored_line.h"

#include <QByteArray>

#include <array>
#include <memory>
#include <vector>

namespace models {

/// Style states of the two streams of a container.
using AnsiStates = std::array<AnsiState, 2>;

/// A stretch of consecutive lines of a LineStore, which owns it. The payload buffer has its final size from the start and is
/// only ever written behind its used part, so that a snapshot may be read on another thread while lines are appended; all else
/// belongs to the store's thread. Beside the payload there is an index with flags and time of each line, and a list of the
/// lines at which the style changes. A sealed chunk takes no more lines, and all but the styles may move to a file then.
class LogChunk
{
public:
    LogChunk(qint64 firstLine, qsizetype capacity, const AnsiStates &entry);
    /// Whole lines, which stay in the block of their batch. Sealed.
    LogChunk(qint64 firstLine, const engine::LogBatch &batch, const AnsiStates &entry);

    [[nodiscard]] bool fits(qsizetype bytes) const { return m_writable && m_used + bytes + 1 <= m_capacity; }
    void append(const StoredLine &line); ///< precondition: fits(line.bytes.size())
    /// What the lines that are still to be appended begin with, whatever came before them.
    void setStyles(const AnsiStates &states);
    void truncate(qint64 count); ///< to its first lines, in a new buffer: the old one may be in a reader's hands
    /// No more lines will come: gives back what was reserved for them beside the payload.
    void seal();
    /// Has a sealed chunk be written to `spill`; it stays in memory until moveToFile() finds that done.
    void startSpill(LogSpill &spill);
    [[nodiscard]] bool isSpilling() const { return m_write != nullptr; }
    [[nodiscard]] const LogSpill::WritePtr &write() const { return m_write; }
    [[nodiscard]] bool isInFile() const { return m_block != nullptr; }
    [[nodiscard]] bool isAtHand() const { return !m_block || m_block->isAtHand(); } ///< see LogSpill::Block
    /// Precondition: isSpilling(). When the chunk is written, memory is freed; when that failed, all is as before startSpill().
    LogSpill::Write::State moveToFile();
    /// Follows the styles through from another beginning; true when the end has changed. Reads lines only when hasStyles().
    bool restyle(const AnsiStates &entry);
    [[nodiscard]] bool hasStyles() const { return m_hasStyles; } ///< there are escape sequences or marks

    [[nodiscard]] qint64 firstLine() const { return m_first; }
    [[nodiscard]] qint64 firstTimeNs() const { return m_block ? m_firstNs : Cursor(*this, 0).next().timeNs; }
    void setFirstLine(qint64 first) { m_first = first; }
    [[nodiscard]] qint64 lineCount() const { return m_count; }
    [[nodiscard]] qint64 endLine() const { return m_first + m_count; }
    /// Lines of the container: no marks, no second pieces.
    [[nodiscard]] qint64 wholeLines() const { return m_wholeLines; }
    [[nodiscard]] qint64 memoryBytes() const;
    [[nodiscard]] qint64 contentBytes() const { return m_used + m_index.bytes(); } ///< not in memory once in a file
    [[nodiscard]] const AnsiStates &exit() const { return m_exit; }
    [[nodiscard]] AnsiState ansiState(qint64 offset, StoredLine::Kind kind) const;
    [[nodiscard]] AnsiStates statesAt(qint64 offset) const;  ///< what a line of either stream begins with
    [[nodiscard]] bool isPlain() const { return m_isPlain; } ///< every line is whole, and of the container
    /// Offsets `from` to `to` - 1, and their flags on request.
    [[nodiscard]] LogStretch stretch(qint64 from, qint64 to, bool withFlags) const;
    [[nodiscard]] qsizetype payloadSize() const { return m_used; }

    /// Reads lines one after the other; marks that say so where the file can't be read.
    class Cursor
    {
    public:
        Cursor(const LogChunk &chunk, qint64 offset);
        explicit Cursor(const LogChunk &chunk); ///< only to say where the first line is
        /// Where the next line begins in the payload.
        [[nodiscard]] qsizetype payloadOffset() const { return qsizetype(m_payload); }
        [[nodiscard]] bool atEnd() const { return m_offset >= m_chunk->m_count; }
        StoredLine next();

    private:
        friend class LogChunk;
        const LogChunk *m_chunk;
        std::shared_ptr<const char[]> m_block; ///< of a chunk in the file
        const quint8 *m_metaBegin;             ///< null: not to be read
        const char *m_payloadBegin;
        qint64 m_offset;
        std::size_t m_payload;
        std::size_t m_meta;
        quint64 m_time;
    };

private:
    /// From line `offset` on, lines of one stream begin with `state`.
    struct StyleChange
    {
        quint32 offset;
        AnsiState state;
    };

    void followStyle(const StoredLine &line, qint64 offset);
    void followStyles(const engine::LogBatch &batch);
    void setStyle(std::size_t stream, const AnsiState &state, qint64 offset);

    std::shared_ptr<const char[]> m_payload;
    char *m_writable; ///< the same; null from seal() on
    LogIndex m_index;
    LogSpill::WritePtr m_write;
    LogSpill::BlockPtr m_block; ///< the index and, behind it, the payload; null: not in the file
    qint64 m_firstNs = 0;       ///< the time of the first line of a chunk in the file
    std::array<std::vector<StyleChange>, 2> m_styles;
    AnsiStates m_exit;
    qint64 m_first;
    qint64 m_count = 0;
    qint64 m_wholeLines = 0;
    qsizetype m_capacity;
    qsizetype m_used = 0;
    bool m_isPlain = true;
    bool m_hasStyles = false;
};

} // namespace models
