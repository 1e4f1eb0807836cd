// SPDX-License-Identifier: Apache-2.0
// Lines of a log → their levels: once for each line, the same in any buffer, and never by what lies behind its end.
#include "models/log_level.h"

#include <QByteArray>

#include <cstdlib>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    models::LogLevelTrail trail;
    for (qsizetype from = 0; from <= bytes.size();) {
        const qsizetype feed = bytes.indexOf('\n', from);
        const qsizetype end = feed < 0 ? bytes.size() : feed;
        const std::vector<char> copy(bytes.begin() + from,
                                     bytes.begin() + end); // exactly as long: a read behind it is seen
        const QByteArrayView line(copy.data(), qsizetype(copy.size()));
        const models::LogLevel level = models::logLevelOf(line);
        if (level != models::logLevelOf(bytes.sliced(from, end - from)) || level > models::LogLevel::Error)
            std::abort();
        const models::LogLevel next = trail.next(line);
        if (next != trail.level() || (level != models::LogLevel::None && next != level))
            std::abort();
        from = end + 1;
    }
    return 0;
}
