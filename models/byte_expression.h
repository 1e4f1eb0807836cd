// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace models {

/// A regular expression over bytes, compiled to machine code by PCRE2. Bytes are characters, or UTF-8 when that is asked for.
/// A value, cheap to copy; the expression never changes and may be used on any thread, each with a Match of its own.
class ByteExpression
{
public:
    enum Option : unsigned {
        NoOption = 0,
        CaseInsensitive = 1,
        Multiline = 2, ///< ^ and $ at line feeds too
        Utf8 = 4,
        UnicodeClasses = 8 ///< \w, \d, \b and the like know all scripts
    };

    /// Room for a match of any expression, and its stack.
    class Match
    {
    public:
        Match();

        /// The bytes of the last one found.
        [[nodiscard]] qsizetype start() const;
        [[nodiscard]] qsizetype end() const;

    private:
        friend class ByteExpression;
        struct Room;
        std::shared_ptr<Room> m_room;
    };
    enum class Outcome {
        Found,
        None,
        Failed ///< not UTF-8, or it would have taken too long
    };

    /// Invalid.
    ByteExpression() = default;
    /// `pattern` is UTF-8. A search takes at most `steps`, whatever PCRE2 counts as one.
    ByteExpression(const QByteArray &pattern, unsigned options, quint32 steps);

    [[nodiscard]] bool isValid() const { return m_code != nullptr; }
    /// The first match at or behind `from`.
    [[nodiscard]] Outcome find(QByteArrayView subject, qsizetype from, Match &match) const;
    /// The same, but only one that begins at `from` and is not empty.
    [[nodiscard]] Outcome findHere(QByteArrayView subject, qsizetype from, Match &match) const;

private:
    struct Code;

    [[nodiscard]] Outcome run(QByteArrayView subject, qsizetype from, quint32 options, Match &match) const;

    std::shared_ptr<const Code> m_code;
};

} // namespace models
