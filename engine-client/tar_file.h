// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace engine {

/// One file as FilesApi::put() takes it: a tar archive of that file alone, root's. `path` is absolute, at most 99 bytes.
[[nodiscard]] QByteArray tarOfFile(const QByteArray &path, const QByteArray &content, int permissions);

} // namespace engine
