// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"

#include <QByteArray>
#include <QUrl>

#include <optional>

namespace models {

/// Where a Jupyter server says it can be reached, from inside its container.
struct NotebookBanner
{
    bool isHttps = false;
    quint16 port = 0; ///< in the container; 0 when the line names none
    QString path;     ///< as written, with its leading slash; may be empty
    QString token;    ///< empty when there is none or the log hides it
    bool operator==(const NotebookBanner &) const = default;
};

/// Reads log lines one after the other and keeps the address that was announced last (a server that was restarted inside its
/// container announces another). Knows what IPython 2 to Jupyter Server 2 print. Lines come from a container: any bytes. A plain
/// value.
class NotebookBannerReader
{
public:
    /// Without its line end; colours and other escape sequences may be in it.
    void addLine(const QByteArray &line);
    [[nodiscard]] const std::optional<NotebookBanner> &banner() const { return m_banner; }

private:
    std::optional<NotebookBanner> m_banner;
    int m_linesLeft = 0; ///< of the block that a banner's phrase has opened
};

/// The address for a browser on this machine, with the token: the banner's port as it is published in `ports`, on the address
/// that it is bound to, or on `host` (where the engine is) when that is all of them. Invalid when the port is not published.
[[nodiscard]] QUrl notebookUrl(const NotebookBanner &banner, const QList<engine::Port> &ports,
                               const QString &host = QStringLiteral("127.0.0.1"));

} // namespace models
