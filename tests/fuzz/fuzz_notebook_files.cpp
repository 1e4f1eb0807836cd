// SPDX-License-Identifier: Apache-2.0
// Whatever lies where a server writes down how it is reached: what is read of it makes an address of this machine, or none.
#include "models/notebook_hints.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray content(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const QString &name : {QStringLiteral("jpserver-7.json"), QStringLiteral("config.yaml")}) {
        const auto written = models::bannerOfFiles({{name, QDateTime::currentDateTimeUtc(), content}}, {}, 0);
        const auto banner = models::combined(std::nullopt, written, {});
        if (!banner)
            continue;
        const models::Notebook notebook = models::notebookOf(*banner, {{{}, 1234, banner->port, QStringLiteral("tcp")}},
                                                             {}, QStringLiteral("127.0.0.1"));
        if (notebook.url.isValid() &&
            (notebook.url.host() != QStringLiteral("127.0.0.1") || notebook.url.port() != 1234))
            std::abort();
        const QUrl api = notebook.apiUrl(QStringLiteral("api/status"));
        if (api.isValid() && notebook.url.isValid() && api.host() != notebook.url.host())
            std::abort();
    }
    return 0;
}
