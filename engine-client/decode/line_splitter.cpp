// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/line_splitter.h"

#include <cstring>

namespace engine {

namespace {
std::string_view withoutReturn(std::string_view text)
{
    if (!text.empty() && text.back() == '\r')
        text.remove_suffix(1);
    return text;
}

/// The end of the last whole UTF-8 character of `text`, or its size when it ends in none: at most 3 bytes less.
std::size_t characterBoundary(std::string_view text)
{
    for (std::size_t back = 1; back <= 3 && back < text.size(); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if (byte < 0x80)
            break;
        if (byte >= 0xC0) {
            const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return length > back ? text.size() - back : text.size();
        }
    }
    return text.size();
}
} // namespace

bool LineSplitter::next(std::string_view &input, Line &line)
{
    dropSpent();
    if (input.empty())
        return false;
    const void *end = std::memchr(input.data(), '\n', input.size());
    const bool found = end != nullptr;
    const std::size_t length =
        found ? static_cast<std::size_t>(static_cast<const char *>(end) - input.data()) : input.size();
    if (m_held.size() + length > m_limit)
        return cutLongLine(input, line);
    if (found && m_held.empty()) {
        line = {withoutReturn(input.substr(0, length)), false};
    } else {
        m_held.append(input.data(), length);
        if (found) {
            m_spent = m_held.size();
            line = {withoutReturn(m_held), false};
        }
    }
    input.remove_prefix(found ? length + 1 : length);
    if (found)
        m_continues = false;
    return found;
}

bool LineSplitter::finish(Line &line)
{
    dropSpent();
    if (m_held.empty())
        return false;
    m_spent = m_held.size();
    m_continues = false;
    line = {m_held, false};
    return true;
}

bool LineSplitter::cutLongLine(std::string_view &input, Line &line)
{
    const std::size_t room = m_limit - m_held.size();
    m_held.append(input.data(), room);
    input.remove_prefix(room);
    m_spent = characterBoundary(m_held);
    m_continues = true;
    line = {std::string_view(m_held).substr(0, m_spent), true};
    return true;
}

void LineSplitter::dropSpent()
{
    m_held.erase(0, m_spent);
    m_spent = 0;
}

} // namespace engine
