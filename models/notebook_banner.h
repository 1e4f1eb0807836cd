// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "models/notebook.h"
#include "models/service_banner.h"

#include <QByteArray>
#include <QUrl>

#include <optional>

namespace models {

/// Where a server says it can be reached, from inside its container.
struct NotebookBanner
{
    bool isHttps = false;
    quint16 port = 0; ///< in the container; 0 when the line names none
    QString path;     ///< as written, with its leading slash; may be empty
    QString token;    ///< empty when there is none or the log hides it
    Notebook::Kind kind = Notebook::Kind::Jupyter;
    Notebook::Login login = Notebook::Login::Unknown;
    /// Only its own container reaches it. Jupyter's lines don't tell: they name loopback whatever it listens on.
    bool isLoopback = false;
    QString basePath; ///< of its API, when that is known; empty: as the path tells
    QString user, password;
    QString version; ///< of the server, when it wrote it down
    bool operator==(const NotebookBanner &) const = default;
};

/// Reads log lines one after the other and keeps the address that was announced last (a server that was restarted inside its
/// container announces another). Knows what IPython 2 to Jupyter Server 2 print, code-server, RStudio, TensorBoard and
/// MLflow. Lines come from a container: any bytes. A plain value.
class NotebookBannerReader
{
public:
    /// `expected`: what the container's settings point to; needed for lines that many servers print.
    explicit NotebookBannerReader(Notebook::Kind expected = Notebook::Kind::None) : m_services(expected) {}

    /// Without its line end; colours and other escape sequences may be in it.
    void addLine(const QByteArray &line);
    [[nodiscard]] const std::optional<NotebookBanner> &banner() const { return m_banner; }

private:
    bool takeLogin(const QString &line);

    ServiceBannerReader m_services;
    std::optional<NotebookBanner> m_banner;
    int m_linesLeft = 0;       ///< of the block that a banner's phrase has opened
    bool m_willBeOpen = false; ///< the next address is of a server that asks for no login
};

/// The address for a browser on this machine, with the token: the banner's port as it is published in `ports`, on the address
/// that it is bound to, or on `host` (where the engine is) when that is all of them. Invalid when the port is not published.
[[nodiscard]] QUrl notebookUrl(const NotebookBanner &banner, const QList<engine::Port> &ports,
                               const QString &host = QStringLiteral("127.0.0.1"));
/// All that is known of it. In the host's network (`networks` has "host") every port is reached as it is.
[[nodiscard]] Notebook notebookOf(const NotebookBanner &banner, const QList<engine::Port> &ports,
                                  const QStringList &networks, const QString &host);

} // namespace models
