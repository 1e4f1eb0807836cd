// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QRegularExpression>
#include <QString>

namespace models {

/// What a message of an engine means. `%1`… in the texts stand for what the pattern captured, `%r` for the registry
/// that the message or the operation's object names.
struct ExplainRule
{
    QRegularExpression pattern; ///< searched in the engine's message, case-insensitive
    QString reason;
    QString advice;
    QString command;          ///< empty when there is none to copy
    bool forRegistry = false; ///< the same words mean something else where no registry is asked
};

/// In order: the first that matches counts, so special ones stand before general ones. Compiled once, at the first failure.
[[nodiscard]] const QList<ExplainRule> &explainRules();

} // namespace models
