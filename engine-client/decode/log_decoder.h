// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/decode/frame_demuxer.h"
#include "engine-client/decode/line_splitter.h"
#include "engine-client/decode/log_buffer.h"
#include "engine-client/decode/log_timestamp.h"
#include "engine-client/dto/log.h"
#include "engine-client/stream_decoder.h"

#include <array>
#include <string>
#include <string_view>

namespace engine {

/// Bytes of `GET /containers/{id}/logs` → lines. The streams of a multiplexed log are put together apart from one another,
/// since a frame may end inside a line. Each line is copied once, into the batch; nothing is allocated a line. Owned by the
/// stream's call, on the engine thread.
class LogDecoder final : public StreamDecoder<LogBatch>
{
public:
    /// `tty`: the stream is raw; a multiplexed decoder also reads a raw stream (see FrameDemuxer). `timestamps`: they were asked
    /// of the engine, and are taken off each line.
    LogDecoder(bool tty, bool timestamps) : m_tty(tty), m_timestamps(timestamps) {}

    void push(const char *data, std::size_t size) override;
    void finish() override;
    std::size_t take(LogBatch &out) override;

private:
    /// What one stream has under way.
    struct Channel
    {
        LineSplitter lines;
        qint64 timeNs = 0;
        bool continues = false;  ///< the next line goes on with the last one
        bool skipsStamp = false; ///< see skipStamp
        std::string stamp;
    };

    void takeWholeLines(std::string_view &input);
    void consume(LogStream stream, std::string_view bytes, bool startsFrame);
    void split(Channel &channel, LogStream stream, std::string_view bytes);
    [[nodiscard]] std::string_view skipStamp(Channel &channel, LogStream stream, std::string_view bytes);
    void endStamp(Channel &channel, LogStream stream);
    bool append(Channel &channel, LogStream stream, std::string_view text, bool partial);
    void reserve(std::size_t more);

    const bool m_tty;
    const bool m_timestamps;
    FrameDemuxer m_demuxer;
    std::array<Channel, 3> m_channels; ///< by LogStream
    LogBuffer m_buffer;
    LogClock m_clock;
};

} // namespace engine
