// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <optional>
#include <utility>

/// Values as the docker client reads them: with the rules and the words of the Go packages it is made with.
namespace models::run {

/// A value, or what is wrong with its text.
template<typename T>
using Checked = tl::expected<T, QString>;

[[nodiscard]] Checked<bool> goBool(const QString &text);
/// With the prefixes 0x, 0o, 0b and 0, and _ between digits.
[[nodiscard]] Checked<qint64> goInt(const QString &text);
[[nodiscard]] Checked<quint64> goUint(const QString &text, int bits);
/// Plain decimal digits; `signed_` lets + and - stand in front. The error is Go's last words only ("invalid syntax").
[[nodiscard]] Checked<qint64> goDecimal(const QString &text, bool signed_);
[[nodiscard]] Checked<double> goFloat(const QString &text);
/// "1h30m": nanoseconds.
[[nodiscard]] Checked<qint64> goDuration(const QString &text);
/// "512m", "1.5 GiB": bytes.
[[nodiscard]] Checked<qint64> goBytes(const QString &text);
/// "1.5", "3/2", "1e-1": billionths of a CPU.
[[nodiscard]] Checked<qint64> goCpus(const QString &text);

/// In double quotes, as Go's %q.
[[nodiscard]] QString goQuoted(const QString &text);
/// An IP address in its usual spelling; nothing when it is none. No zone.
[[nodiscard]] std::optional<QString> goIp(const QString &text);
[[nodiscard]] bool isMac(const QString &text);
/// One record of comma-separated values; an error tells line and column.
[[nodiscard]] Checked<QStringList> goCsv(const QString &text);
/// Before and behind the first `separator`; nothing when it is not there.
[[nodiscard]] std::optional<std::pair<QString, QString>> cut(const QString &text, QChar separator);
/// Tidy, as Go's path.Clean.
[[nodiscard]] QString goCleanPath(const QString &path);

} // namespace models::run
