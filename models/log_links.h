// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringView>
#include <QUrl>

#include <vector>

namespace models {

inline constexpr qsizetype LongestLogLink = 2048; ///< characters

/// An address in the text of a line, in characters of that text.
struct LogLink
{
    qsizetype start = 0;
    qsizetype length = 0;
    QUrl url;
};

/// The http and https addresses in a line as it is shown (AnsiLine::text), in order. What could lead somewhere else than it seems is
/// none: a user name before the host, control characters, more than 2048 characters. Any thread.
[[nodiscard]] std::vector<LogLink> findLogLinks(QStringView text);

/// All of an address in ASCII, as the browser is given it: a host in other scripts reads "xn--…".
[[nodiscard]] QString linkText(const QUrl &url);

} // namespace models
