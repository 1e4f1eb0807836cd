// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace models {

/// Texts for a compose file, with `${NAME:?}` in the place of secrets (compose refuses to start without them) and every other `$` doubled. Remembers the names that it gave.
/// A plain value, any thread.
class ComposeSecrets
{
public:
    /// The value of a variable or label.
    [[nodiscard]] QString value(const QString &name, const QString &value);
    /// The words of a command: `--token=abc`, `--token abc`, and addresses with passwords.
    [[nodiscard]] QStringList words(const QStringList &words);
    [[nodiscard]] const QStringList &names() const { return m_names; }

private:
    [[nodiscard]] QString placeFor(const QString &name);

    QStringList m_names;
};

} // namespace models
