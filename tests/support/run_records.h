// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/shell_environment.h"

#include <QByteArray>
#include <QList>

namespace test {

/// A docker run command and what the real client made of it (tests/fixtures/run-commands).
struct RunRecord
{
    QString command;
    bool accepted = false;
    QByteArray request; ///< as normalizedRequest() gives it
    QByteArray sent;    ///< as the client sent it
    QString error;
};

[[nodiscard]] QList<RunRecord> runRecords(const QString &file);
/// The machine that the commands were typed on, made up: nothing of this one is looked at.
[[nodiscard]] models::run::ShellEnvironment recordedEnvironment();
/// {"query":…,"body":…} without members at their default and in one order, so that requests that mean the same are equal.
[[nodiscard]] QByteArray normalizedRequest(const QByteArray &request);
/// normalizedRequest() of what the engine makes of it: the last of two variables of a name, port 0 as any port, whole names
/// of capabilities, and a folder or volume with no more to it than read-only as one kind of mount, however it was asked for.
[[nodiscard]] QByteArray meaningOf(const QByteArray &request);
/// meaningOf() what one command asks for, read and made into a request by the models; empty when it can't be.
[[nodiscard]] QByteArray requestOf(const QString &command);

} // namespace test
