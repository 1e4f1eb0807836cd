// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/json_lines.h"

namespace engine {

bool JsonLines::next(std::string_view &input, std::string_view &document)
{
    if (m_handedOut)
        m_held.clear();
    m_handedOut = false;
    while (!input.empty()) {
        const std::string_view part = input.substr(0, scan(input));
        input.remove_prefix(part.size());
        if (!m_ended) {
            hold(part);
            return false;
        }
        if (m_held.empty() && !m_tooLong) {
            if (close(part, document))
                return true;
            continue;
        }
        hold(part);
        m_handedOut = close(m_held, document);
        if (m_handedOut)
            return true;
        m_held.clear();
    }
    return false;
}

bool JsonLines::finish(std::string_view &document)
{
    if (m_handedOut)
        m_held.clear();
    m_handedOut = true;
    return close(m_held, document);
}

/// How much of `input` belongs to the current document; m_ended tells whether the document ends there.
std::size_t JsonLines::scan(std::string_view input)
{
    m_ended = true;
    for (std::size_t i = 0; i < input.size(); ++i) {
        const char c = input[i];
        if (c == '\n')
            return i + 1;
        if (m_inString) {
            if (m_escaped)
                m_escaped = false;
            else if (c == '\\')
                m_escaped = true;
            else if (c == '"')
                m_inString = false;
        } else if (c == '"') {
            m_inString = true;
        } else if (c == '{' || c == '[') {
            ++m_depth;
        } else if ((c == '}' || c == ']') && m_depth > 0 && --m_depth == 0) {
            return i + 1;
        }
    }
    m_ended = false;
    return input.size();
}

/// Ends the current document. False when nothing is to be handed out: it is blank, or too long.
bool JsonLines::close(std::string_view whole, std::string_view &document)
{
    const bool tooLong = m_tooLong || whole.size() > m_limit;
    m_tooLong = m_inString = m_escaped = false;
    m_depth = 0;
    if (tooLong) {
        ++m_dropped;
        return false;
    }
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = whole.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return false;
    document = whole.substr(first, whole.find_last_not_of(blanks) - first + 1);
    return true;
}

void JsonLines::hold(std::string_view part)
{
    if (m_tooLong || m_held.size() + part.size() > m_limit) {
        m_tooLong = true;
        m_held.clear();
    } else {
        m_held += part;
    }
}

} // namespace engine
