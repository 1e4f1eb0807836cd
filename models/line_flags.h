// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stored_line.h"

#include <QByteArrayView>

namespace models {

/// The flags of consecutive lines, read one after the other from the bytes that a LogChunk keeps beside its payload: one byte a
/// line with flags and the first bits of the difference in time, and behind it what did not fit of that. Nearly all lines are
/// usual ones (whole, of the container, no earlier than the one before) and spend one bit on flags. A plain
/// value over bytes that somebody else keeps; any thread.
class LineFlags
{
public:
    static constexpr quint8 MoreBit = 0x80; ///< of every byte but the last of a line
    static constexpr quint8 OddBit = 0x40;  ///< not a usual line
    // of a usual line's first byte; the rest is of the time
    static constexpr quint8 StderrBit = 0x20;
    // of an odd line's first byte; the rest is of the time, with its sign
    static constexpr quint8 KindMask = 0x03;
    static constexpr quint8 ContinuationBit = 0x04;
    static constexpr quint8 OpenBit = 0x08;

    explicit LineFlags(QByteArrayView bytes) : m_next(bytes.begin()), m_end(bytes.end()) {}

    /// The next line, without bytes and time. Behind the last one: a whole line of stdout.
    StoredLine next()
    {
        StoredLine line;
        if (m_next == m_end)
            return line;
        read(quint8(*m_next), line);
        while (m_next != m_end && quint8(*m_next) & MoreBit)
            ++m_next;
        m_next += m_next != m_end;
        return line;
    }

    /// What the first byte of a line says.
    static void read(quint8 byte, StoredLine &line)
    {
        if (!(byte & OddBit)) {
            line.kind = byte & StderrBit ? StoredLine::Kind::Stderr : StoredLine::Kind::Stdout;
            return;
        }
        line.kind = StoredLine::Kind(byte & KindMask);
        line.continuation = byte & ContinuationBit;
        line.open = byte & OpenBit;
    }

private:
    QByteArrayView::iterator m_next, m_end;
};

} // namespace models
