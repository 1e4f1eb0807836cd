// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/log.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace engine {

/// Takes apart the multiplexed stream of a container without a terminal (logs and attach): frames of an 8-byte header, {stream,
/// 0, 0, 0, size as a big-endian 32-bit number}, and a payload. Frames do not end where lines do. From the first header that is
/// none (unknown stream, padding that is not 0, more than 16 MiB), the bytes are passed on as they are, as standard output: so
/// a container with a terminal, whose stream is raw, reads right even when nobody knew, and a corrupt stream is shown
/// rather than lost. Owned by LogDecoder, on the engine thread.
class FrameDemuxer
{
public:
    static constexpr std::size_t headerSize = 8;
    static constexpr std::size_t maxFrame = std::size_t{16} * 1024 * 1024;

    struct Piece
    {
        LogStream stream = LogStream::Stdout;
        bool startsFrame = false;
        std::string_view bytes; ///< valid until the next call, and as long as the input
    };

    /// Takes bytes off the front of `input`. True with the next piece of payload, false when the input is used up.
    [[nodiscard]] bool next(std::string_view &input, Piece &piece);
    /// Between two frames, and when `input` begins with a whole one: that one, of at most `longPeek` bytes. Takes nothing.
    static constexpr std::size_t longPeek = std::size_t{4} * 1024;
    [[nodiscard]] bool peek(std::string_view input, Piece &frame) const
    {
        if (m_raw || m_left > 0 || m_headerBytes > 0 || input.size() <= headerSize ||
            (input[0] != 1 && input[0] != 2) || input[1] != 0 || input[2] != 0 || input[3] != 0 || input[4] != 0 ||
            input[5] != 0)
            return false;
        const std::size_t size =
            static_cast<std::size_t>(static_cast<unsigned char>(input[6])) << 8U | static_cast<unsigned char>(input[7]);
        if (size == 0 || size > longPeek || size > input.size() - headerSize)
            return false;
        frame = {static_cast<LogStream>(input[0]), true, input.substr(headerSize, size)};
        return true;
    }
    /// True from the first broken header on.
    [[nodiscard]] bool isRaw() const { return m_raw; }

private:
    [[nodiscard]] bool readHeader(std::string_view &input);

    std::array<char, headerSize> m_header{};
    std::size_t m_headerBytes = 0; ///< of a header that is not complete, or that turned out to be none
    std::size_t m_left = 0;        ///< of the current frame
    LogStream m_stream = LogStream::Stdout;
    bool m_startsFrame = false;
    bool m_raw = false;
};

} // namespace engine
