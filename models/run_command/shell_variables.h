// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/variable_history.h"

#include <QMap>

#include <memory>

namespace models::run {

/// The variables of one command: those set in front of it, and behind them those that the commands before it have left. A value.
class ShellVariables
{
public:
    [[nodiscard]] bool isEmpty() const { return m_own.isEmpty() && m_moment == 0; }
    [[nodiscard]] std::optional<QString> value(const QString &name) const;
    /// Those before it, as they stand now.
    void inherit(const std::shared_ptr<const VariableHistory> &before)
    {
        m_before = before;
        m_moment = before->moment();
    }
    /// For this command alone.
    void set(const QString &name, const QString &value) { m_own.insert(name, value); }
    void set(const QMap<QString, QString> &values) { m_own.insert(values); }

private:
    QMap<QString, QString> m_own;
    std::shared_ptr<const VariableHistory> m_before;
    int m_moment = 0;
};

} // namespace models::run
