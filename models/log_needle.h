// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QStringView>

#include <array>
#include <vector>

namespace models {

/// A run of bytes, or a few of which one, that is in every line a query matches, so that all other lines need not be looked at,
/// and where such lines are in a stretch of a log: one pass over the bytes finds them, the lines whose shown text is not what
/// their bytes say, and counts lines. A value of a LogMatcher. Immutable: any thread.
class LogNeedle
{
public:
    /// One of the run: any byte that is `value` once the bits of `fold` are set in it.
    struct Byte
    {
        quint8 value = 0;
        quint8 fold = 0;
        /// Only these of them, a bit for each byte below 128. None: all of them.
        std::array<quint64, 2> only = {};
        [[nodiscard]] bool fits(char byte) const
        {
            return (quint8(byte) | fold) == value && ((only[0] | only[1]) == 0 || isOneOf(quint8(byte)));
        }
        [[nodiscard]] bool isOneOf(quint8 byte) const { return byte < 128 && only[byte / 64] >> byte % 64 & 1; }
    };
    using Run = std::vector<Byte>;
    static constexpr std::size_t MostRuns = 4; ///< more take longer than they spare

    struct Place
    {
        const char *at = nullptr;
        qint64 feeds = 0; ///< line feeds before it
    };

    LogNeedle() = default;
    explicit LogNeedle(Run run);
    /// One of these is in each such line: up to MostRuns, none of them empty.
    explicit LogNeedle(const std::vector<Run> &runs);

    /// Adds the bytes of a character to `run`. False: what is shown as it may be other bytes.
    [[nodiscard]] static bool append(Run &run, char32_t character, bool caseSensitive);

    [[nodiscard]] bool isEmpty() const { return m_runs.empty(); }
    /// Bytes of the shortest run.
    [[nodiscard]] qsizetype size() const;
    /// Where the run, which must be one, is first; `end` when it is nowhere. This and the next not for an empty run.
    [[nodiscard]] const char *find(const char *from, const char *end) const;
    /// Where a run or a control character is first, `end` when neither is: a line with one may be shown with the run in it
    /// all the same. Tabs are none: they stay what they are.
    [[nodiscard]] Place findOrControl(const char *from, const char *end) const;
    /// Where something else than printable ASCII is first.
    [[nodiscard]] static Place findOdd(const char *from, const char *end);
    [[nodiscard]] static qint64 countFeeds(const char *from, const char *end);

private:
    /// A run with the two places in it that are looked for, which are rare: by themselves they rule most of a log out.
    struct Rare
    {
        explicit Rare(Run bytes);
        Run run;
        qsizetype first = 0;
        qsizetype second = 0;
        bool folds = false; ///< one of these does
    };
    template<bool Folds, bool WantsControl>
    struct PairTest;
    template<std::size_t Count, bool Folds>
    struct AnyTest;
    template<std::size_t Count>
    [[nodiscard]] Place findAnyOrControl(const char *from, const char *end) const;

    std::vector<Rare> m_runs;
};

} // namespace models
