// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace engine {

/// Cuts the bytes of one stream into lines at "\n" or "\r\n"; a lone "\r" stays, the view knows what to do with it. A line
/// that lies whole in the input is handed out in place, without a copy. Lines of more than 1 MiB come in parts, cut between
/// characters. Owned by LogDecoder, one for each stream, on the engine thread.
class LineSplitter
{
public:
    static constexpr std::size_t defaultLimit = std::size_t{1024} * 1024;

    struct Line
    {
        std::string_view text; ///< without its end; valid until the next call, and as long as the input
        bool partial = false;  ///< cut at the limit; the next line goes on with it
    };

    explicit LineSplitter(std::size_t limit = defaultLimit) : m_limit(limit) {}

    /// Takes bytes off the front of `input`. True with the next line, false when the input is used up.
    [[nodiscard]] bool next(std::string_view &input, Line &line);
    /// No more input comes: true with what stands behind the last line end.
    [[nodiscard]] bool finish(Line &line);
    /// Whether bytes of an unfinished line have been taken in.
    [[nodiscard]] bool isInLine() const { return m_continues || m_held.size() > m_spent; }
    /// Bytes of an unfinished line, at most the limit.
    [[nodiscard]] std::size_t heldBytes() const { return m_held.size() - m_spent; }

private:
    [[nodiscard]] bool cutLongLine(std::string_view &input, Line &line);
    void dropSpent();

    const std::size_t m_limit; ///< at least 4, the length of a character
    std::string m_held;        ///< the beginning of a line that earlier input left unfinished
    std::size_t m_spent = 0;   ///< how much of it was handed out by the last call
    bool m_continues = false;
};

} // namespace engine
