// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/request_handle.h"
#include "engine-client/transport.h"
#include "tests/support/scripted_engine.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <type_traits>

namespace test {

/// Collects what one typed call came to, in words for comparison: "ok", or "error KIND STATUS: MESSAGE [OPERATION]".
class ApiOutcome
{
public:
    template<class T>
    [[nodiscard]] engine::Reply<T> reply(std::function<QString(const T &)> describe = {})
    {
        return [this, describe](engine::Result<T> result) {
            if (!result)
                m_outcomes.append(text(result.error()));
            else
                m_outcomes.append(describe ? describe(*result) : QStringLiteral("ok"));
        };
    }
    [[nodiscard]] engine::Reply<void> reply()
    {
        return [this](engine::Result<void> result) { end(result); };
    }
    /// A stream: one entry a batch, then the end.
    template<class Batch>
    [[nodiscard]] engine::StreamSink<Batch> sink(std::function<QString(const Batch &)> describe)
    {
        return {[this, describe](Batch batch) { m_outcomes.append(describe(batch)); },
                [this](engine::Result<void> result) { end(result); }};
    }

    [[nodiscard]] const QStringList &outcomes() const { return m_outcomes; }

private:
    static QString text(const engine::EngineError &error);
    void end(const engine::Result<void> &result)
    {
        m_outcomes.append(result ? QStringLiteral("ok") : text(result.error()));
    }

    QStringList m_outcomes;
};

/// What the engine was asked last, pings left out: "POST /v1.41/containers/web/stop?t=5 BODY".
[[nodiscard]] QString lastRequest(const ScriptedEngine &engine);

} // namespace test
