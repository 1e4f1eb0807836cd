// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/notebook_preset.h"

#include <QUrl>

namespace models {

/// What a person picked under "New notebook". A plain value without the secret, which is made when it is launched.
struct NotebookPlan
{
    /// Who the server runs as.
    enum class RunAs {
        ImageUser, ///< as the image has it
        Owner,     ///< of the folder: `uid`, by the image's variables or by --user
        KeepId,    ///< the image's user, and that is whoever runs a rootless Podman
    };

    NotebookPreset preset; ///< with what was changed in the dialog: image, ports, folder inside, amounts
    QString name;
    QString folder;                                    ///< on the engine's machine; empty: none
    quint16 hostPort = 0;                              ///< of the server's port
    bool isPortChosen = false;                         ///< typed by a person: never replaced by another one
    QString hostAddress = QStringLiteral("127.0.0.1"); ///< where it is published
    QString host = QStringLiteral("127.0.0.1");        ///< where a browser reaches it
    QString gpus;                                      ///< "all", or a device by its CDI name; empty: none
    RunAs runAs = RunAs::ImageUser;
    int uid = -1, gid = -1; ///< of the folder's owner
};

/// 48 hex digits from the system's random source.
[[nodiscard]] QString newNotebookSecret();
/// What is run. The secret goes into the environment, nowhere else.
[[nodiscard]] RunForm toRunForm(const NotebookPlan &plan, const QString &secret);
/// `docker run …` to look at, with the secret masked; to copy, it is left to the environment of whoever runs it (-e NAME).
[[nodiscard]] QString notebookCommand(const NotebookPlan &plan, bool toCopy);
/// `path` of the server, as this machine reaches it; without the secret.
[[nodiscard]] QUrl notebookUrl(const NotebookPlan &plan, const QString &path);
/// What the browser is shown: with the token, when that is what lets a person in.
[[nodiscard]] QUrl notebookAddress(const NotebookPlan &plan, const QString &secret);

} // namespace models
