// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace models {

/// Why a text could not be split, and where (index of the character that opens what is not closed).
struct ShellWordsError
{
    QString message; ///< "The quote ' at character 5 isn't closed."
    qsizetype position = 0;
};

/// Splits as a POSIX shell splits words: blanks separate, '…' and "…" hold together, \ takes the next character as it is, a
/// backslash at a line's end joins the lines. Nothing is expanded or executed: $, `, *, |, > stay as typed.
[[nodiscard]] tl::expected<QStringList, ShellWordsError> splitShellWords(const QString &text);

/// `word` as a POSIX shell reads it back: unchanged when nothing in it is special, otherwise in single quotes.
[[nodiscard]] QString quoteShellWord(const QString &word);
/// Every word quoted where needed, with blanks between.
[[nodiscard]] QString joinShellWords(const QStringList &words);

} // namespace models
