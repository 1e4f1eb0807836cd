// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/transport.h"

#include <QElapsedTimer>

#include <optional>
#include <thread>

namespace test {

/// `GET path`, with an operation that names it.
inline engine::HttpRequest get(const QByteArray &path)
{
    engine::HttpRequest request;
    request.path = path;
    request.operation = QStringLiteral("read ") + QString::fromUtf8(path);
    return request;
}

/// Sends one request and keeps what comes of it.
class Asked
{
public:
    Asked(engine::Transport &transport, const engine::HttpRequest &request, QObject *context = nullptr)
    {
        const auto decode = [](const engine::HttpAnswer &answer) -> engine::Result<QByteArray> { return answer.body; };
        handle = transport.call<QByteArray>(request, decode, context, [this](engine::Result<QByteArray> result) {
            ++replies;
            reply = std::move(result);
        });
    }
    Asked(const Asked &) = delete;
    Asked &operator=(const Asked &) = delete;

    /// Default-made when there is none.
    [[nodiscard]] engine::EngineError error() const
    {
        return reply && !*reply ? reply->error() : engine::EngineError{};
    }
    /// What came, for comparison: the body, or the error in words.
    [[nodiscard]] QByteArray body() const
    {
        if (!reply)
            return "no reply";
        return *reply ? **reply : "error: " + error().message.toUtf8();
    }

    int replies = 0;
    std::optional<engine::Result<QByteArray>> reply;
    engine::RequestHandle handle;
};

/// Waits for `condition` while this thread's event loop stands still, as a busy UI thread does.
template<class Condition>
[[nodiscard]] bool waitWithoutEvents(Condition condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < 10'000)
        std::this_thread::yield();
    return condition();
}

} // namespace test
