// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace models::run {

/// Every value that the commands of one text gave to each variable, in order. A text can set thousands between thousands of
/// commands: a copy for each command would hold up the window for seconds. Made by the reader of the text, shared with its
/// commands, and only added to.
class VariableHistory
{
public:
    void set(const QString &name, const QString &value);
    [[nodiscard]] int moment() const { return m_moment; }
    /// The value that it had at `moment`.
    [[nodiscard]] std::optional<QString> value(const QString &name, int moment) const;

private:
    struct Value
    {
        int since;
        QString text;
    };
    QHash<QString, QList<Value>> m_values;
    int m_moment = 0;
};

} // namespace models::run
