// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"
#include "tests/support/scripted_stream.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>

namespace test {

/// What a client asked.
struct ScriptedRequest
{
    QByteArray method;
    QByteArray target;  ///< as sent: "/v1.41/containers/json?all=1"
    QByteArray path;    ///< without version and query: "/containers/json"
    QByteArray query;   ///< still encoded: "all=1"
    QByteArray version; ///< "1.41", empty when unversioned
    QByteArray contentType;
    QByteArray body;
    bool http10 = false;
};

/// What it gets.
struct ScriptedAnswer
{
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json";
    QByteArray headers;       ///< further ones, each line ended by "\r\n"
    int delayMs = 0;          ///< sent so much later
    qsizetype cutAfter = -1;  ///< announces the whole body, sends so many bytes of it and hangs up
    bool hang = false;        ///< accepts and never answers
    bool closeAtOnce = false; ///< hangs up without an answer
    QByteArray raw;           ///< when not empty: sent as it is instead of everything above, then hangs up
    ScriptedStreamPtr stream; ///< when set: the body is what the test pushes (see ScriptedStream)
};

/// A fake engine on a unix socket (and, when asked, on a TCP port of 127.0.0.1), for tests of everything above a socket. Plain
/// POSIX sockets on a thread of its own, so that it works before, beside and without a Qt event loop. HTTP/1.1 with
/// keep-alive, HTTP/1.0 with a close at the end.
///
/// Handlers are found by method and the beginning of the path (without "/v1.41" and query); the longest beginning wins, of
/// equal ones the one set last. An empty method stands for all. There are answers for `/_ping`, `/version`, `/info`,
/// `/containers/json` and `/images/json` (empty lists) and `/events` (a stream, see `events()`), so that the whole app runs
/// against it; the rest is 404 with an engine's message. Every function may be called from the test's thread at any time.
///
///     ScriptedEngine engine;
///     engine.answer("GET", "/containers/json", 200, body);
///     const auto log = engine.stream("GET", "/containers/web/logs");
///     EngineClient client(engine.endpoint());
///     …
///     log->push(bytes);                              // now
///     QTRY_COMPARE(engine.count("/containers/json"), 1);
class ScriptedEngine
{
public:
    /// Runs on the engine's thread: capture values, or what is safe there.
    using Handler = std::function<ScriptedAnswer(const ScriptedRequest &)>;

    /// Listens at once.
    ScriptedEngine();
    ~ScriptedEngine();
    ScriptedEngine(const ScriptedEngine &) = delete;
    ScriptedEngine &operator=(const ScriptedEngine &) = delete;

    [[nodiscard]] QString socketPath() const;
    [[nodiscard]] engine::Endpoint endpoint() const;
    /// Opens a TCP port as well.
    [[nodiscard]] engine::Endpoint tcpEndpoint();

    /// Dies as an engine that is killed: closes every connection in the middle, and the socket stays as a dead file.
    void stop();
    /// Listens again on the same path.
    void start();

    /// What /_ping and /version tell; "1.41" and "Docker/20.10.24 (linux)" at first. A versioned request for a newer version,
    /// or one older than `minimum`, is refused with 400 as Docker does ("": any is taken, as Podman does).
    void setApiVersion(const QByteArray &version, const QByteArray &minimum = "1.12");
    void setServer(const QByteArray &server);

    void handle(const QByteArray &method, const QByteArray &path, Handler handler);
    /// The same answer each time.
    void answer(const QByteArray &method, const QByteArray &path, const ScriptedAnswer &answer);
    void answer(const QByteArray &method, const QByteArray &path, int status, const QByteArray &body = {});
    /// An engine's refusal: `{"message":…}`.
    void refuse(const QByteArray &method, const QByteArray &path, int status, const QByteArray &message);
    void hang(const QByteArray &method, const QByteArray &path);
    void closeAtOnce(const QByteArray &method, const QByteArray &path);
    /// A chunked body (plain under HTTP/1.0) under the test's control.
    ScriptedStreamPtr stream(const QByteArray &method, const QByteArray &path);
    /// What the default `/events` sends: `events()->push("{…}\n")`.
    [[nodiscard]] ScriptedStreamPtr events() const;

    /// Everything asked so far, in order; pings too.
    [[nodiscard]] QList<ScriptedRequest> requests() const;
    /// How many requests had exactly this path (and method, when given).
    [[nodiscard]] int count(const QByteArray &path, const QByteArray &method = {}) const;
    void forgetRequests();
    /// Connections open now, and accepted since the start.
    [[nodiscard]] int openConnections() const;
    [[nodiscard]] int acceptedConnections() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace test
