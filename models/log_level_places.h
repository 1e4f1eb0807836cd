// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

namespace models {

/// Finds the few places of a line at which its level may be said, many bytes at a time, for a filter asks for it in every line of a
/// log: behind each word of letters that begins with a capital, stands behind a bracket or is followed by ':' or '=', and
/// at quotation marks and escape characters. Lives as long as the look at one line, whose bytes it does not own; any thread.
class LogLevelPlaces
{
public:
    explicit LogLevelPlaces(QByteArrayView line) : m_line(line) {}

    /// The next place from `from` on, in rising order: of the byte behind a word, or of one of these characters. -1: there is none.
    qsizetype next(qsizetype from);

private:
    /// Takes in one more block.
    void read();

    QByteArrayView m_line;
    qsizetype m_begin = 0; ///< of the block that is being looked at
    qsizetype m_next = 0;  ///< the next one
    quint32 m_places = 0;  ///< of the block, a bit for each byte
    // How the block before ended.
    bool m_isInWord = false;
    bool m_isWordChosen = false; ///< and that word is one of those wanted
    bool m_isBehindBracket = false;
};

} // namespace models
