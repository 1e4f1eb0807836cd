// SPDX-License-Identifier: Apache-2.0
#include "models/line_cutter.h"

#include <algorithm>

namespace models {
namespace {

constexpr qsizetype EscapeLookBack = 64;
constexpr qsizetype CharacterLookBack = 3;

/// Whether a character that begins with this byte is shaped: not one of the many that have a cell of their own.
bool isShaped(quint8 lead)
{
    return lead == 0xcc || lead == 0xcd || (lead >= 0xd5 && lead < 0xe2) || lead > 0xe2 || lead < 0xc2;
}

/// Where a piece that begins with `bytes` is full; -1: not yet.
qsizetype fullAt(QByteArrayView bytes)
{
    const qsizetype end = std::min(bytes.size(), LineCutter::PieceBytes);
    const qsizetype full = bytes.size() > LineCutter::PieceBytes ? LineCutter::PieceBytes : -1;
    if (bytes.size() <= LineCutter::PieceShaped)
        return full;
    int shaped = 0;
    int following = 0; // bytes of the character
    for (qsizetype i = 0; i < end; ++i) {
        const auto byte = static_cast<quint8>(bytes[i]);
        if (byte < 0x80) {
            following = 0;
        } else if (byte < 0xc0 && following > 0) {
            --following;
        } else {
            following = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc0 ? 1 : 0;
            if (isShaped(byte) && ++shaped > LineCutter::PieceShaped)
                return i;
        }
    }
    return full;
}

/// The best place at or before `full`: in front of an escape sequence that is near, else at a character's start.
qsizetype cutPosition(QByteArrayView bytes, qsizetype full)
{
    for (qsizetype i = full; i > full - EscapeLookBack; --i) {
        if (bytes[i] == '\x1b')
            return i;
    }
    for (qsizetype i = full; i >= full - CharacterLookBack; --i) {
        if ((static_cast<unsigned char>(bytes[i]) & 0xc0U) != 0x80U)
            return i;
    }
    return full;
}

} // namespace

QByteArrayView LineCutter::cut(QByteArrayView rest, LogPiece &piece, const Emit &emitPiece)
{
    for (qsizetype full = fullAt(rest); full >= 0; full = fullAt(rest)) {
        const qsizetype at = cutPosition(rest, full);
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
    if (!open.active && !line.partial && fullAt(bytes) < 0) {
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

bool LineCutter::leavesWhole(const engine::LogBatch &batch) const
{
    const qsizetype most = batch.facts.isAscii ? PieceBytes : PieceShaped;
    return batch.block && !batch.facts.hasPartial && batch.facts.longest <= most &&
           std::none_of(m_open.begin(), m_open.end(), [](const Open &open) { return open.active; });
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
