// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <initializer_list>

namespace models {

/// One thing that runs in a Jupyter server.
struct NotebookKernel
{
    QString id;
    QString name;  ///< "python3"; of a terminal "1"
    QString state; ///< "idle", "busy", "starting"; empty for a terminal
    QString path;  ///< of the notebook that it belongs to; may be empty
    QDateTime lastActivity;
    int connections = 0;
    bool isTerminal = false;
    bool operator==(const NotebookKernel &) const = default;
};

/// What a server tells of itself. Times are UTC and null when not told; texts are untrusted.
struct NotebookStatus
{
    QString version;
    QDateTime started, lastActivity;
    int kernelCount = 0;
    int connections = 0;           ///< -1: not told
    QList<NotebookKernel> kernels; ///< and terminals, after them
    /// Whether stopping now would cut something off.
    [[nodiscard]] bool isBusy() const;
    bool operator==(const NotebookStatus &) const = default;
};

// What of an answer can be read; false, and `status` as it was, when it is no such answer. Pure, bounded, any bytes.

/// GET {base}api/status
[[nodiscard]] bool readServerStatus(const QByteArray &body, NotebookStatus &status);
/// GET {base}api/kernels
[[nodiscard]] bool readKernels(const QByteArray &body, NotebookStatus &status);
/// GET {base}api/sessions: gives the kernels that are known their paths.
[[nodiscard]] bool readSessions(const QByteArray &body, NotebookStatus &status);
/// GET {base}api/terminals
[[nodiscard]] bool readTerminals(const QByteArray &body, NotebookStatus &status);
/// GET {base}healthz of code-server: when a browser was last there; null when none ever was.
[[nodiscard]] bool readHeartbeat(const QByteArray &body, NotebookStatus &status);
/// GET {base}api; empty when it is none.
[[nodiscard]] QString readServerVersion(const QByteArray &body);
/// Whether `body` is an object with all these members.
[[nodiscard]] bool hasJsonFields(const QByteArray &body, std::initializer_list<const char *> names);

} // namespace models
