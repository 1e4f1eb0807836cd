// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/log.h"
#include "models/log_spill.h"
#include "models/stored_line.h"

#include <memory>
#include <vector>

namespace models {

/// What a LogChunk, which owns it, keeps beside the payload of each line: one byte string with flags and time differences, and
/// an entry point into it and into the payload for every 64th line. A sealed one is a single block, which may lie in a
/// file. Belongs to the store's thread; the block may be read on any.
class LogIndex
{
public:
    static constexpr qint64 AnchorLines = 64;

    /// Where every 64th line begins; `time` is that of the line before, in us.
    struct Anchor
    {
        quint32 payload;
        quint32 meta;
        quint64 time;
    };

    /// The next line, whose payload begins at `payload`.
    void append(const StoredLine &line, qsizetype payload);
    /// All lines of a batch of whole lines, one behind the other in the payload.
    void append(const std::vector<engine::LogLine> &lines);
    void seal();
    /// The block, once sealed.
    [[nodiscard]] LogSpill::Part block() const { return {m_block, bytes()}; }
    /// It is somewhere else from now on; anchors() and meta() are not to be asked any more.
    void forgetBlock() { m_block.reset(); }

    [[nodiscard]] qint64 bytes() const { return anchorBytes() + metaSize(); }
    [[nodiscard]] qint64 anchorBytes() const
    {
        return qint64(sizeof(Anchor)) * (m_isSealed ? m_anchorCount : qsizetype(m_anchors.size()));
    }
    [[nodiscard]] qsizetype metaSize() const { return m_isSealed ? m_metaSize : qsizetype(m_meta.size()); }
    [[nodiscard]] const Anchor *anchors() const;
    [[nodiscard]] const quint8 *meta() const;
    /// The same in a copy of the block.
    [[nodiscard]] static const Anchor *anchors(const char *block)
    {
        return static_cast<const Anchor *>(static_cast<const void *>(block)); // aligned for them
    }
    [[nodiscard]] const quint8 *meta(const char *block) const
    {
        return reinterpret_cast<const quint8 *>(block) + anchorBytes();
    }
    /// Takes a line's flags and time off the front of `meta`; `time` is that of the line before, in us.
    static void read(const quint8 *&meta, quint64 &time, StoredLine &line);

private:
    void anchor(qsizetype payload);
    quint8 *writeLines(std::vector<engine::LogLine>::const_iterator line,
                       std::vector<engine::LogLine>::const_iterator end, quint8 *to);

    std::vector<quint8> m_meta; ///< this and the next until seal(), then
    std::vector<Anchor> m_anchors;
    std::shared_ptr<const char[]> m_block; ///< the anchors and, behind them, the meta bytes
    qsizetype m_anchorCount = 0;
    qsizetype m_metaSize = 0;
    bool m_isSealed = false;
    qint64 m_count = 0;
    quint64 m_lastTime = 0; ///< us
};

} // namespace models
