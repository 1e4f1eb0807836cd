// SPDX-License-Identifier: Apache-2.0
#include "models/line_cutter.h"

#include <algorithm>

namespace models {
namespace {

constexpr qsizetype EscapeLookBack = 64;
constexpr qsizetype CharacterLookBack = 3;

/// The best place at or before PieceBytes: in front of an escape sequence that is near, else at a character's start.
qsizetype cutPosition(QByteArrayView bytes)
{
    for (qsizetype i = LineCutter::PieceBytes; i > LineCutter::PieceBytes - EscapeLookBack; --i) {
        if (bytes[i] == '\x1b')
            return i;
    }
    for (qsizetype i = LineCutter::PieceBytes; i >= LineCutter::PieceBytes - CharacterLookBack; --i) {
        if ((static_cast<unsigned char>(bytes[i]) & 0xc0U) != 0x80U)
            return i;
    }
    return LineCutter::PieceBytes;
}

} // namespace

QByteArrayView LineCutter::cut(QByteArrayView rest, LogPiece &piece, const Emit &emitPiece)
{
    while (rest.size() > PieceBytes) {
        const qsizetype at = cutPosition(rest);
        piece.bytes = rest.first(at);
        piece.open = true;
        emitPiece(piece);
        piece.continuation = true;
        rest = rest.sliced(at);
    }
    return rest;
}

void LineCutter::pushLine(QByteArrayView bytes, const engine::LogLine &line, const Emit &emitPiece)
{
    Open &open = m_open[std::min<std::size_t>(std::size_t(line.stream), m_open.size() - 1)];
    LogPiece piece{bytes, line.timeNs, line.stream, false, false};
    if (!open.active && !line.partial && bytes.size() <= PieceBytes) {
        emitPiece(piece);
        return;
    }
    if (!open.active)
        open = {{}, line.timeNs, true, false};
    piece.timeNs = open.timeNs;
    piece.continuation = open.continuation;
    open.bytes.append(bytes);
    const QByteArrayView rest = cut(open.bytes, piece, emitPiece);
    open.continuation = piece.continuation;
    if (line.partial) {
        open.bytes = rest.toByteArray();
        return;
    }
    piece.bytes = rest;
    piece.open = false;
    emitPiece(piece);
    open = {};
}

void LineCutter::push(const engine::LogBatch &batch, const Emit &emitPiece)
{
    const QByteArrayView all(batch.bytes);
    for (const engine::LogLine &line : batch.lines) {
        if (qsizetype(line.offset) + qsizetype(line.length) <= all.size())
            pushLine(all.sliced(line.offset, line.length), line, emitPiece);
    }
}

void LineCutter::flush(const Emit &emitPiece)
{
    for (std::size_t stream = 0; stream < m_open.size(); ++stream) {
        Open &open = m_open[stream];
        if (open.active && !open.bytes.isEmpty())
            emitPiece({open.bytes, open.timeNs, engine::LogStream(stream), open.continuation, false});
        open = {};
    }
}

} // namespace models
