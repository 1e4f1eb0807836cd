// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace models {

/// A kind of notebook, as a JSON file describes it: which image, how it is started, when its server is ready, and what lets a
/// person in. A plain value; what it holds was checked when it was read.
struct NotebookPreset
{
    enum class Secret { Token, Password, None };
    struct Port
    {
        quint16 number = 0; ///< inside
        bool isHttps = false;
        QString probePath;                ///< under basePath; asked without the secret
        QList<int> probeStatuses = {200}; ///< any of them: the server is ready
        bool operator==(const Port &) const = default;
    };
    /// Who the server runs as; the image's own word goes before it.
    struct User
    {
        QString name;
        int uid = -1, gid = -1; ///< -1: not known
        QStringList groups;     ///< that another user must be in to use the image's own files
        QString uidVariable,
            gidVariable; ///< the image changes its user itself when these are set; empty: `--user` does it
        bool operator==(const User &) const = default;
    };

    QString id;                             ///< names the file: lower case letters, digits, `.`, `_`, `-`
    QString title, purpose;                 ///< purpose: what it is for, in a line
    QString icon;                           ///< of resources/icons; empty: the common one
    QString image;                          ///< empty: a person names it
    QList<Port> ports;                      ///< at least one; the first is the server's
    QString basePath = QStringLiteral("/"); ///< what everything of the server is under; ends with a slash
    QString openPath;                       ///< under basePath: "lab"
    QString folder;                         ///< where the folder to work in goes; empty: nowhere in particular
    User user;
    QList<RunForm::Pair> environment;
    QStringList arguments;
    QString memory, cpus, sharedMemory; ///< "1g", "1.5"
    bool wantsGpu = false;
    QString gpuImage; ///< used instead of `image` with GPUs; empty: the same
    Secret secret = Secret::None;
    QString secretVariable; ///< the environment's name for it
    QString loginName;      ///< to type beside a password; empty: none is asked for
    QString note;           ///< shown beside the kind
    QString banner;         ///< an expression for the log line that tells the address
    bool operator==(const NotebookPreset &) const = default;
};

/// Reads a preset. The error names file, field, what was expected and what is there: "mine.json: ports[0].port must be a whole number
/// from 1 to 65535, but is \"http\"." What is not known is refused, since a misspelt field would do nothing, silently.
[[nodiscard]] tl::expected<NotebookPreset, QString> notebookPresetFromJson(const QByteArray &json,
                                                                           const QString &fileName);
/// The same back, without what has its default.
[[nodiscard]] QByteArray notebookPresetToJson(const NotebookPreset &preset);
/// Whether a preset may have this id.
[[nodiscard]] bool isPresetId(const QString &id);

} // namespace models
