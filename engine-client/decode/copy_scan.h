// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace engine {

/// Copies text and looks at its bytes on the way, for one look less at each of them. Remembers what it has seen since reset().
/// Sixteen bytes a step, in vectors of the compiler, which every processor has. Owned by a LogBuffer.
class CopyScan
{
public:
    /// Whether there is a line feed among the `size` bytes. The two places do not overlap.
    [[nodiscard]] bool copy(char *to, const char *from, std::size_t size)
    {
        if (size < sizeof(Bytes))
            return copyFew(to, from, size);
        Bytes feeds{};
        Bytes escapes = m_escapes;
        Bytes bits = m_bits;
        const auto step = [&](std::size_t at) {
            Bytes bytes;
            std::memcpy(&bytes, from + at, sizeof(Bytes));
            std::memcpy(to + at, &bytes, sizeof(Bytes));
            feeds |= bytes == feed;
            escapes |= bytes == escape;
            bits |= bytes;
        };
        const std::size_t last = size - sizeof(Bytes); // the last step goes over some bytes for the second time
        for (std::size_t at = 0; at < last; at += sizeof(Bytes))
            step(at);
        step(last);
        m_escapes = escapes;
        m_bits = bits;
        return any(feeds) != 0;
    }

    [[nodiscard]] bool hasEscape() const { return any(m_escapes) != 0; }
    [[nodiscard]] bool isAscii() const { return (any(m_bits) & 0x8080808080808080) == 0; }
    void reset() { m_escapes = m_bits = Bytes{}; }

private:
    using Bytes __attribute__((vector_size(16))) = signed char;
    static constexpr signed char feed = '\n';
    static constexpr signed char escape = 0x1b;

    [[nodiscard]] bool copyFew(char *to, const char *from, std::size_t size)
    {
        bool hasFeed = false;
        for (std::size_t i = 0; i < size; ++i) {
            const auto byte = static_cast<signed char>(from[i]);
            to[i] = from[i];
            hasFeed = hasFeed || byte == feed;
            m_escapes[0] = static_cast<signed char>(m_escapes[0] | (byte == escape ? -1 : 0));
            m_bits[0] = static_cast<signed char>(m_bits[0] | byte);
        }
        return hasFeed;
    }

    [[nodiscard]] static std::uint64_t any(const Bytes &bytes)
    {
        std::array<std::uint64_t, 2> halves{};
        std::memcpy(halves.data(), &bytes, sizeof(bytes));
        return halves[0] | halves[1];
    }

    Bytes m_escapes{}; ///< not 0 where one was seen
    Bytes m_bits{};    ///< of all bytes
};

} // namespace engine
