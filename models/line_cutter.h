// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/log.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>
#include <functional>

namespace models {

/// A log line, or a piece of one that is longer than LineCutter::PieceBytes.
struct LogPiece
{
    QByteArrayView bytes; ///< without line end; no line feed inside
    qint64 timeNs = 0;    ///< ns since 1970; 0 unknown
    engine::LogStream stream = engine::LogStream::Stdout;
    bool continuation = false; ///< goes on from the piece before of the same stream
    bool open = false;         ///< goes on in the next piece of the same stream
};

/// Cuts lines so that no piece is longer than a bound: whatever is done for one line later (parse, measure, paint) is then
/// bounded too, be the line 100 MB long. The pieces depend on the whole line only, not on how it arrived. A cut never
/// splits a UTF-8 character or a short escape sequence. Plain value of its owner, on any one thread.
class LineCutter
{
public:
    static constexpr qsizetype PieceBytes = 8 * 1024;
    /// Characters that a font has to be asked how to combine or order, or that are none: a page of rows full of them still
    /// takes less than a frame or two.
    static constexpr qsizetype PieceShaped = 256;
    using Emit = std::function<void(const LogPiece &)>;

    /// Calls `emitPiece` for each finished piece; its bytes are valid during that call only.
    void push(const engine::LogBatch &batch, const Emit &emitPiece);
    /// Whether all lines of `batch` would come out of push() as they are.
    [[nodiscard]] bool leavesWhole(const engine::LogBatch &batch) const;
    /// The stream has ended: what is held back of a line that was never finished comes as it is.
    void flush(const Emit &emitPiece);

private:
    struct Open
    {
        QByteArray bytes;
        qint64 timeNs = 0;
        bool active = false;       ///< a line of this stream is unfinished
        bool continuation = false; ///< at least one piece of it is out
    };

    void pushLine(QByteArrayView bytes, const engine::LogLine &line, const Emit &emitPiece);
    /// Emits full pieces off the front of `rest` and returns what is left of it.
    static QByteArrayView cut(QByteArrayView rest, LogPiece &piece, const Emit &emitPiece);

    std::array<Open, 3> m_open;
};

} // namespace models
