// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/scripted_engine.h"

#include <chrono>
#include <deque>
#include <optional>

namespace test {

/// One client of a ScriptedEngine: reads requests off its socket and writes answers. Lives on the engine's thread.
class ScriptedConnection
{
public:
    using Clock = std::chrono::steady_clock;
    using Answerer = std::function<ScriptedAnswer(const ScriptedRequest &)>;

    /// Takes the socket over. `wake` makes the engine's thread call `serve` and may be called from any thread.
    ScriptedConnection(int socket, Answerer answerer, std::function<void()> wake);
    ~ScriptedConnection();
    ScriptedConnection(const ScriptedConnection &) = delete;
    ScriptedConnection &operator=(const ScriptedConnection &) = delete;

    [[nodiscard]] int socket() const { return m_socket; }
    [[nodiscard]] bool wantsToWrite() const { return !m_output.empty(); }
    /// When a delayed answer is due.
    [[nodiscard]] std::optional<Clock::time_point> due() const { return m_due; }
    /// Reads, answers and writes what is possible without waiting. False when the connection is over.
    [[nodiscard]] bool serve(bool readable);

private:
    [[nodiscard]] bool read();
    [[nodiscard]] bool parseRequest(ScriptedRequest &request);
    void begin(const ScriptedAnswer &answer);
    void beginStream(const ScriptedAnswer &answer);
    void serveStream();
    void endStream();
    [[nodiscard]] bool write();
    void send(const QByteArray &bytes, qint64 counted = 0);

    struct Piece
    {
        QByteArray bytes;
        qint64 counted = 0; ///< how many of them count as pushed by the test
    };

    const int m_socket;
    const Answerer m_answerer;
    const std::function<void()> m_wake;
    QByteArray m_input;
    std::deque<Piece> m_output;
    qsizetype m_written = 0; ///< of the first piece
    std::optional<ScriptedAnswer> m_delayed;
    std::optional<Clock::time_point> m_due;
    ScriptedStreamPtr m_stream;
    ScriptedStream::Reader m_reader;
    ScriptedStream::End m_streamEnd = ScriptedStream::End::None;
    bool m_http10 = false, m_isHead = false;
    bool m_busy = false; ///< an answer is under way; the next request waits
    bool m_closeWhenSent = false;
};

} // namespace test
