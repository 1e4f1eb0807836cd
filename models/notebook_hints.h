// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/archived_file.h"
#include "models/notebook_banner.h"

namespace models {

/// What a container's settings tell of the server in it, before a word of its log is read. Holds secrets: never log. A plain value.
struct NotebookHints
{
    Notebook::Kind kind = Notebook::Kind::None; ///< None: nothing points to any
    Notebook::Login login = Notebook::Login::Unknown;
    quint16 port = 0; ///< 0: not said
    QString basePath, token, user, password;
    bool isHttps = false, isLoopback = false;
    /// Where the server writes down how it is reached, most likely first: Jupyter's runtime folders, code-server's settings.
    QStringList places;
};

[[nodiscard]] NotebookHints notebookHints(const engine::ContainerDetails &details);
/// The same from a row of the list: enough to tell whether a closer look is worth it.
[[nodiscard]] Notebook::Kind notebookKindOf(const QString &image, const QString &command);

/// What a server wrote down: the newest jpserver-N.json or nbserver-N.json that is not older than `startedAt`, or code-server's
/// config.yaml. `port`: prefer the one on that port; 0: any. Null when there is none.
[[nodiscard]] std::optional<NotebookBanner> bannerOfFiles(const QList<engine::ArchivedFile> &files,
                                                          const QDateTime &startedAt, quint16 port);
/// All sources as one: what the log says, then what the server wrote down, then the settings. Null when none of them is
/// enough to name a server.
[[nodiscard]] std::optional<NotebookBanner> combined(const std::optional<NotebookBanner> &logged,
                                                     const std::optional<NotebookBanner> &written,
                                                     const NotebookHints &hints);

} // namespace models
