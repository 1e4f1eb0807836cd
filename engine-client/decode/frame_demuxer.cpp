// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/frame_demuxer.h"

#include <algorithm>
#include <utility>

namespace engine {

namespace {
/// Whether these first bytes of a header can be one. Told as early as possible, so that raw text is not held back.
bool isPlausible(const char *header, std::size_t size)
{
    constexpr std::size_t paddingEnd = 4;
    constexpr unsigned char lastStream = 3; // an error of the engine itself, shown with standard error
    if (size > 0 && static_cast<unsigned char>(header[0]) > lastStream)
        return false;
    return std::all_of(header + std::min<std::size_t>(1, size), header + std::min(paddingEnd, size),
                       [](char padding) { return padding == 0; });
}

std::size_t payloadSize(const char *header)
{
    std::size_t size = 0;
    for (int i = 4; i < 8; ++i)
        size = size << 8U | static_cast<unsigned char>(header[i]);
    return size;
}
} // namespace

bool FrameDemuxer::next(std::string_view &input, Piece &piece)
{
    while (!m_raw && m_left == 0) {
        if (!readHeader(input))
            return false;
    }
    piece.stream = m_stream;
    piece.startsFrame = std::exchange(m_startsFrame, false);
    if (m_raw && m_headerBytes > 0) {
        piece.bytes = std::string_view(m_header.data(), std::exchange(m_headerBytes, 0));
        return true;
    }
    if (input.empty()) {
        m_startsFrame = piece.startsFrame;
        return false;
    }
    piece.bytes = m_raw ? input : input.substr(0, m_left);
    input.remove_prefix(piece.bytes.size());
    if (!m_raw)
        m_left -= piece.bytes.size();
    return true;
}

/// False when more input is needed.
bool FrameDemuxer::readHeader(std::string_view &input)
{
    const std::size_t count = std::min(headerSize - m_headerBytes, input.size());
    std::copy_n(input.data(), count, m_header.data() + m_headerBytes);
    m_headerBytes += count;
    input.remove_prefix(count);
    const bool complete = m_headerBytes == headerSize;
    if (!isPlausible(m_header.data(), m_headerBytes) || (complete && payloadSize(m_header.data()) > maxFrame)) {
        m_raw = true;
        m_startsFrame = false;
        m_stream = LogStream::Stdout;
        return true;
    }
    if (!complete)
        return false;
    m_headerBytes = 0;
    m_left = payloadSize(m_header.data());
    m_stream = static_cast<LogStream>(std::min(m_header[0], static_cast<char>(LogStream::Stderr)));
    m_startsFrame = true;
    return true;
}

} // namespace engine
