// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/log_decoder.h"

#include <algorithm>
#include <utility>

namespace engine {

void LogDecoder::push(const char *data, std::size_t size)
{
    reserve(size);
    std::string_view input(data, size);
    if (m_tty) {
        consume(LogStream::Stdout, input, false);
    } else {
        FrameDemuxer::Piece piece;
        takeWholeLines(input);
        while (m_demuxer.next(input, piece)) {
            consume(piece.stream, piece.bytes, piece.startsFrame);
            takeWholeLines(input);
        }
    }
}

void LogDecoder::finish()
{
    reserve(0);
    for (std::size_t i = 0; i < m_channels.size(); ++i) {
        Channel &channel = m_channels[i];
        const auto stream = static_cast<LogStream>(i);
        endStamp(channel, stream);
        LineSplitter::Line line;
        if (channel.lines.finish(line))
            (void)append(channel, stream, line.text, line.partial);
    }
}

std::size_t LogDecoder::take(LogBatch &out)
{
    out = m_buffer.take();
    return static_cast<std::size_t>(out.bytes.size()) + out.lines.size() * sizeof(LogLine);
}

/// Makes room for all lines that `more` further bytes can complete, so that append() needs no check of its own.
void LogDecoder::reserve(std::size_t more)
{
    more += more / LineSplitter::defaultLimit + m_channels.size(); // line feeds behind lines that had none
    for (const Channel &channel : m_channels)
        more += channel.lines.heldBytes() + channel.stamp.size();
    m_buffer.reserve(more + FrameDemuxer::headerSize);
}

/// Frames that hold one line each and lie whole in the input, as nearly all do, off the front of `input`: what consume()
/// makes of them, in less time.
void LogDecoder::takeWholeLines(std::string_view &input)
{
    FrameDemuxer::Piece frame;
    while (m_demuxer.peek(input, frame)) {
        Channel &channel = m_channels[static_cast<std::size_t>(frame.stream)];
        const std::size_t size = frame.bytes.size();
        if (frame.bytes[size - 1] != '\n' || channel.lines.isInLine() || !channel.stamp.empty())
            return;
        const bool hasReturn = size > 1 && frame.bytes[size - 2] == '\r';
        if (!append(channel, frame.stream, frame.bytes.substr(0, size - (hasReturn ? 2 : 1)), false))
            return;
        input.remove_prefix(FrameDemuxer::headerSize + size);
    }
}

void LogDecoder::consume(LogStream stream, std::string_view bytes, bool startsFrame)
{
    Channel &channel = m_channels[static_cast<std::size_t>(stream)];
    if (startsFrame && m_timestamps) {
        endStamp(channel, stream);
        channel.skipsStamp = channel.lines.isInLine();
    }
    if (channel.skipsStamp)
        bytes = skipStamp(channel, stream, bytes);
    split(channel, stream, bytes);
}

void LogDecoder::split(Channel &channel, LogStream stream, std::string_view bytes)
{
    LineSplitter::Line line;
    while (channel.lines.next(bytes, line))
        (void)append(channel, stream, line.text, line.partial);
}

/// Docker keeps a long line in pieces of 16 KiB and puts the timestamp before each of them, not only before the first: a frame
/// that begins inside a line begins with a timestamp which is no part of the line. Gives what is left of `bytes`.
std::string_view LogDecoder::skipStamp(Channel &channel, LogStream stream, std::string_view bytes)
{
    constexpr std::string_view stampCharacters = "0123456789-:.TZ+";
    std::size_t length = bytes.find_first_not_of(stampCharacters);
    const bool ends = length != std::string_view::npos || channel.stamp.size() + bytes.size() > maxLogTimestamp;
    length = std::min(length, bytes.size());
    const bool isStamp = ends && length < bytes.size() && bytes[length] == ' ' &&
                         channel.stamp.size() + length <= maxLogTimestamp &&
                         parseLogTimestamp(channel.stamp + std::string(bytes.substr(0, length)));
    if (isStamp) {
        channel.stamp.clear();
        channel.skipsStamp = false;
        return bytes.substr(length + 1);
    }
    if (ends) {
        endStamp(channel, stream);
        return bytes;
    }
    channel.stamp += bytes;
    return {};
}

/// What was taken for a timestamp is none, or is cut short: it belongs to the line.
void LogDecoder::endStamp(Channel &channel, LogStream stream)
{
    channel.skipsStamp = false;
    if (!channel.stamp.empty())
        split(channel, stream, std::exchange(channel.stamp, {}));
}

/// Takes the text in registers: a struct that was only just written is waited for, once a line. False, and nothing has happened:
/// the text is more than one line.
bool LogDecoder::append(Channel &channel, LogStream stream, std::string_view text, bool partial)
{
    if (m_timestamps && !channel.continues)
        channel.timeNs = m_clock.take(text).value_or(0);
    if (!m_buffer.append(text, channel.timeNs, stream, partial))
        return false;
    channel.continues = partial;
    return true;
}

} // namespace engine
