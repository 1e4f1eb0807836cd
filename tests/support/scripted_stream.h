// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>
#include <mutex>

namespace test {

class ScriptedStream;
using ScriptedStreamPtr = std::shared_ptr<ScriptedStream>;

/// The body of a streaming answer while the test writes it. Every request that matches reads from the same stream: a push goes
/// to all readers of that moment; what was pushed before the first one came is kept for it. Headers are sent as soon
/// as a reader comes. All functions are safe on any thread.
class ScriptedStream
{
public:
    enum class End { None, Clean, Cut };

    /// One chunk, on its way at once.
    void push(const QByteArray &bytes);
    /// Ends the body for the readers of this moment (and for the first one to come, if there is none).
    void end() { close(End::Clean); }
    /// Hangs up on them in the middle.
    void cut() { close(End::Cut); }
    /// How many clients read it now.
    [[nodiscard]] int readers() const;
    /// Bytes pushed that no socket has taken yet, over all readers: does not fall to 0 while a client does not read.
    [[nodiscard]] qint64 unsent() const;

private:
    friend class ScriptedConnection;
    /// What one reader has still to be sent.
    struct Reader
    {
        QList<QByteArray> chunks;
        End end = End::None;
        qint64 unsent = 0;
    };

    void close(End end);
    void add(Reader *reader, std::function<void()> wake);
    void remove(Reader *reader);
    /// Takes what was pushed for `reader` since the last time.
    [[nodiscard]] QList<QByteArray> take(Reader *reader, End &end);
    void sent(Reader *reader, qint64 bytes);

    mutable std::mutex m_mutex;
    Reader m_early; ///< what was pushed before the first reader
    QList<Reader *> m_readers;
    std::function<void()> m_wake;
};

} // namespace test
