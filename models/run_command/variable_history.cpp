// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/variable_history.h"

#include <algorithm>

namespace models::run {

void VariableHistory::set(const QString &name, const QString &value)
{
    m_values[name].append({++m_moment, value});
}

std::optional<QString> VariableHistory::value(const QString &name, int moment) const
{
    const auto values = m_values.constFind(name);
    if (values == m_values.cend())
        return {};
    const auto after = std::upper_bound(values->cbegin(), values->cend(), moment,
                                        [](int at, const Value &value) { return at < value.since; });
    return after == values->cbegin() ? std::nullopt : std::optional(std::prev(after)->text);
}

} // namespace models::run
