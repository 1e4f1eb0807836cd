// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/notebook.h"

#include <QString>

#include <optional>

namespace models {

/// What a line of a server that is no Jupyter tells of it. Fields that it says nothing of are empty.
struct ServiceLine
{
    Notebook::Kind kind = Notebook::Kind::None;
    bool isHttps = false, isLoopback = false;
    quint16 port = 0; ///< 0: the line is about a server that is known already
    QString path;
    Notebook::Login login = Notebook::Login::Unknown;
    QString user, password;
};

/// Reads the log lines of code-server, RStudio, TensorBoard and MLflow. Some of them are printed by other servers, too: they count
/// only where the container's settings or earlier lines name the server. A plain value, part of NotebookBannerReader.
class ServiceBannerReader
{
public:
    explicit ServiceBannerReader(Notebook::Kind expected) : m_expected(expected) {}

    /// Plain text, without escape sequences.
    [[nodiscard]] std::optional<ServiceLine> read(const QString &line);

private:
    [[nodiscard]] std::optional<ServiceLine> readCodeServer(const QString &line) const;
    [[nodiscard]] std::optional<ServiceLine> readMlflow(const QString &line) const;

    Notebook::Kind m_expected;
};

/// Whether only the machine itself (here: the container) reaches a server that listens on `host`.
[[nodiscard]] bool isLoopbackName(QStringView host);

} // namespace models
