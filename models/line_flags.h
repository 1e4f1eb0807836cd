// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/stored_line.h"

#include <QByteArrayView>

namespace models {

/// The flags of consecutive lines, read one after the other from the bytes that a LogChunk keeps beside its payload: one byte of
/// flags a line, and behind it what did not fit of the difference in time. A plain value over bytes that
/// somebody else keeps; any thread.
class LineFlags
{
public:
    static constexpr quint8 KindMask = 0x03;
    static constexpr quint8 ContinuationBit = 0x04;
    static constexpr quint8 OpenBit = 0x08;
    static constexpr quint8 MoreBit = 0x80; ///< of every byte but the last of a line

    explicit LineFlags(QByteArrayView bytes) : m_next(bytes.begin()), m_end(bytes.end()) {}

    /// The next line, without bytes and time. Behind the last one: a whole line of stdout.
    StoredLine next()
    {
        StoredLine line;
        if (m_next == m_end)
            return line;
        const auto byte = quint8(*m_next);
        line.kind = StoredLine::Kind(byte & KindMask);
        line.continuation = byte & ContinuationBit;
        line.open = byte & OpenBit;
        while (m_next != m_end && quint8(*m_next) & MoreBit)
            ++m_next;
        m_next += m_next != m_end;
        return line;
    }

private:
    QByteArrayView::iterator m_next, m_end;
};

} // namespace models
