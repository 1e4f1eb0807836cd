// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_banner.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

/// Lines of a log, cut at line ends; whatever is found must make an address of this machine, or none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    models::NotebookBannerReader reader;
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const QByteArray &line : bytes.split('\n'))
        reader.addLine(line);
    if (!reader.banner())
        return 0;
    const QList<engine::Port> ports{{{}, 1234, reader.banner()->port, QStringLiteral("tcp")}};
    const QUrl url = models::notebookUrl(*reader.banner(), ports);
    if (url.isValid() && (url.host() != QStringLiteral("127.0.0.1") || url.port() != 1234))
        std::abort();
    return 0;
}
