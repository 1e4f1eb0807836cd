// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/log.h"

#include <QByteArrayView>

namespace models {

/// What is left of a line's time (ns since 1970) where lines are kept: whole microseconds.
[[nodiscard]] constexpr qint64 storedTime(qint64 timeNs)
{
    return timeNs / 1000 * 1000;
}

/// One line, or piece of a long line, as LineStore keeps it. `bytes` are valid until the store is next changed.
struct StoredLine
{
    enum class Kind : quint8 { Stdout, Stderr, Mark };
    [[nodiscard]] static Kind kindOf(engine::LogStream stream)
    {
        return stream == engine::LogStream::Stderr ? Kind::Stderr : Kind::Stdout;
    }

    QByteArrayView bytes;
    qint64 timeNs = 0;         ///< ns since 1970, see storedTime(); 0 unknown
    Kind kind = Kind::Stdout;  ///< Mark: said by the app ("Container restarted"), not printed by the container
    bool continuation = false; ///< goes on from the line before of the same kind
    bool open = false;         ///< goes on in the next line of the same kind
};

} // namespace models
