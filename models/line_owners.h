// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <deque>

namespace models {

/// Which of several logs each line of a store is from: a byte a line. Owned by the LogMerge that fills the store; UI thread.
class LineOwners
{
public:
    using Owner = quint8;
    static constexpr Owner None = 255;

    explicit LineOwners(qint64 firstLine = 0) : m_first(firstLine) {}

    void append(Owner owner) { m_owners.push_back(owner); }
    void takeLast() { m_owners.pop_back(); }
    /// Lines before this one are no longer asked for.
    void dropBefore(qint64 line);

    [[nodiscard]] qint64 firstLine() const { return m_first; }
    [[nodiscard]] qint64 endLine() const { return m_first + qint64(m_owners.size()); }
    /// -1: not known, or the line is of none.
    [[nodiscard]] int at(qint64 line) const;
    /// The owners of lines `from` to `to` - 1; None where at() is negative.
    void copy(qint64 from, qint64 to, Owner *owners) const;
    /// How many of the lines from `line` on are of `owner`.
    [[nodiscard]] qint64 countFrom(qint64 line, Owner owner) const;
    /// The line of `owner` from `line` on that has `count` of its own between; endLine() when there is none.
    [[nodiscard]] qint64 nth(qint64 line, Owner owner, qint64 count) const;
    /// The line of `owner` that has `count` more of its own behind it; the first known one when there are fewer.
    [[nodiscard]] qint64 fromEnd(Owner owner, qint64 count) const;

private:
    std::deque<Owner> m_owners;
    qint64 m_first;
};

} // namespace models
