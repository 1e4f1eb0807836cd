// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

namespace test {

/// A part of a tar archive, as an engine (or an attacker) would send it.
struct TarPart
{
    enum class Type { File, Folder, Link, HardLink, Device, Pipe };
    QByteArray path; ///< as it is to stand in the archive
    QByteArray data;
    Type type = Type::File;
    QByteArray target = {}; ///< of a link
    int mode = 0644;
    qint64 modified = 1'700'000'000; ///< seconds since 1970
    qsizetype hole = 0;              ///< bytes before the data that the archive leaves out
};

/// The archive's bytes, closed by its zeros.
[[nodiscard]] QByteArray tarOf(const QList<TarPart> &parts);

} // namespace test
