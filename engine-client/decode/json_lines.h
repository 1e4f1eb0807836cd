// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace engine {

/// Cuts a stream of JSON documents into documents: one a line, as every engine sends them, or objects and arrays one behind the
/// other without a line end, as Podman may. It only looks for the ends, so that a broken document costs itself and not those
/// behind it: a line end always ends a document, since JSON has none inside strings and engines do not indent streams. Owned by
/// a stream's decoder, on the engine thread.
///
///     std::string_view input(data, size), document;
///     while (m_lines.next(input, document)) …
class JsonLines
{
public:
    static constexpr std::size_t defaultLimit = std::size_t{4} * 1024 * 1024;

    /// Documents of more than `limit` bytes are dropped.
    explicit JsonLines(std::size_t limit = defaultLimit) : m_limit(limit) {}

    /// Takes bytes off the front of `input`. True with the next document, never blank, valid until the next call and as long as
    /// the input; false when the input is used up.
    [[nodiscard]] bool next(std::string_view &input, std::string_view &document);
    /// No more input comes: true with a last document that no line end or bracket ended.
    [[nodiscard]] bool finish(std::string_view &document);
    /// How many documents were too long.
    [[nodiscard]] std::size_t dropped() const { return m_dropped; }

private:
    [[nodiscard]] std::size_t scan(std::string_view input);
    [[nodiscard]] bool close(std::string_view whole, std::string_view &document);
    void hold(std::string_view part);

    const std::size_t m_limit;
    std::string m_held;       ///< the beginning of a document that earlier input left unfinished
    bool m_handedOut = false; ///< m_held is the document of the last call
    bool m_tooLong = false;
    bool m_inString = false, m_escaped = false;
    std::size_t m_depth = 0;
    bool m_ended = false; ///< what scan() stopped at is an end
    std::size_t m_dropped = 0;
};

} // namespace engine
