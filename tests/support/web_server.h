// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QUrl>

#include <functional>
#include <memory>

namespace test {

/// What a browser or a probe asked.
struct WebServerRequest
{
    QByteArray method;
    QByteArray target;                     ///< with the query: "/api/status?a=b"
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// What it gets.
struct WebServerAnswer
{
    int status = 200;
    QByteArray body;
    QByteArray headers;       ///< each line ended by "\r\n"
    bool hang = false;        ///< never answers
    bool closeAtOnce = false; ///< hangs up without an answer
    QByteArray raw;           ///< when not empty: sent as it is instead of all above
};

/// Stands in for the server inside a container: HTTP, or HTTPS by a certificate that nobody vouches for, on 127.0.0.1. Answers
/// each request and hangs up. Lives in the event loop of the test. Handlers are found by the beginning of the target, the
/// longest first; the rest is 404.
class WebServer
{
public:
    using Handler = std::function<WebServerAnswer(const WebServerRequest &)>;
    enum class Kind { Http, Https };

    /// Listens at once, on a free port unless one is given.
    explicit WebServer(Kind kind = Kind::Http, quint16 port = 0);
    ~WebServer();
    WebServer(const WebServer &) = delete;
    WebServer &operator=(const WebServer &) = delete;

    [[nodiscard]] bool isListening() const;
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const;
    void handle(const QByteArray &path, Handler handler);
    void answer(const QByteArray &path, const WebServerAnswer &answer);
    [[nodiscard]] const QList<WebServerRequest> &requests() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace test
