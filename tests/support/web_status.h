// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>
#include <QUrl>

namespace test {

/// The HTTP status that curl gets at `url`, "000" when nobody answers within 10 s; certificates are not checked, redirections not
/// followed. `options`: more of curl's.
[[nodiscard]] QByteArray webStatus(const QUrl &url, const QStringList &options = {});

} // namespace test
