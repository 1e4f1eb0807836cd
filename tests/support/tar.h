// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace test {

/// One entry of a tar as engines send it; `type`: '0' a file, '2' a link, '5' a folder. `modified`: seconds since 1970. Several
/// entries are put one behind the other.
[[nodiscard]] QByteArray tarEntry(const QByteArray &path, const QByteArray &content, qint64 modified, char type = '0');
[[nodiscard]] QByteArray tarEnd();

} // namespace test
