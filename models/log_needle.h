// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QStringView>

#include <vector>

namespace models {

/// A run of bytes that is in every line a query matches, so that all other lines need not be looked at, and where such lines
/// are in a stretch of a log: one pass over the bytes finds them, the lines whose shown text is not what their bytes
/// say, and counts lines. A value of a LogMatcher. Immutable: any thread.
class LogNeedle
{
public:
    /// One of the run: any byte that is `value` once the bits of `fold` are set in it.
    struct Byte
    {
        quint8 value = 0;
        quint8 fold = 0;
        [[nodiscard]] bool fits(char byte) const { return (quint8(byte) | fold) == value; }
    };
    using Run = std::vector<Byte>;

    struct Place
    {
        const char *at = nullptr;
        qint64 feeds = 0; ///< line feeds before it
    };

    LogNeedle() = default;
    explicit LogNeedle(Run run);

    /// Adds the bytes of a character to `run`. False: what is shown as it may be other bytes.
    [[nodiscard]] static bool append(Run &run, char32_t character, bool caseSensitive);

    [[nodiscard]] bool isEmpty() const { return m_run.empty(); }
    [[nodiscard]] qsizetype size() const { return qsizetype(m_run.size()); }
    /// Where the run is first; `end` when it is nowhere. This and the next not for an empty run.
    [[nodiscard]] const char *find(const char *from, const char *end) const;
    /// Where the run or a control character is first, `end` when neither is: a line with one may be shown with the run in it
    /// all the same. Tabs are none: they stay what they are.
    [[nodiscard]] Place findOrControl(const char *from, const char *end) const;
    /// Where something else than printable ASCII is first.
    [[nodiscard]] static Place findOdd(const char *from, const char *end);
    [[nodiscard]] static qint64 countFeeds(const char *from, const char *end);

private:
    Run m_run;
    /// The two places in the run that are looked for, which are rare: by themselves they rule most of a log out.
    qsizetype m_first = 0;
    qsizetype m_second = 0;
    bool m_folds = false; ///< one of these does
};

} // namespace models
