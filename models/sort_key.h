// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QVariant>

#include <compare>

namespace models {

/// The raw value behind a cell in the form that compares fastest. Cells without a value come last whichever way a
/// column is sorted.
struct SortKey
{
    enum class Kind : quint8 { None, Number, Text };
    Kind kind = Kind::None;
    double number = 0;
    QString text; ///< folded by naturalKey

    [[nodiscard]] static SortKey none() { return {}; }
    [[nodiscard]] static SortKey of(double value) { return {Kind::Number, value, {}}; }
    /// Ignores case and takes digits for numbers: "web-2" before "web-10".
    [[nodiscard]] static SortKey of(const QString &value);
    /// Of the raw value of a cell: a number, a QString, or nothing when it is invalid.
    [[nodiscard]] static SortKey of(const QVariant &value);

    [[nodiscard]] std::strong_ordering compare(const SortKey &other) const
    {
        if (kind == Kind::Number)
            return number < other.number   ? std::strong_ordering::less
                   : other.number < number ? std::strong_ordering::greater
                                           : std::strong_ordering::equal;
        return text.compare(other.text) <=> 0;
    }
    bool operator==(const SortKey &) const = default;
};

/// `text` so that a plain comparison of code units orders it naturally.
[[nodiscard]] QString naturalKey(const QString &text);

} // namespace models
