// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/shell_variables.h"

namespace models::run {

std::optional<QString> ShellVariables::value(const QString &name) const
{
    const auto own = m_own.constFind(name);
    if (own != m_own.cend())
        return *own;
    return m_before ? m_before->value(name, m_moment) : std::nullopt;
}

} // namespace models::run
