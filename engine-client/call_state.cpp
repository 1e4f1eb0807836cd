// SPDX-License-Identifier: Apache-2.0
#include "engine-client/call_state.h"

#include <exception>
#include <utility>

namespace engine {

void CallState::attach(std::weak_ptr<CallControl> control, const QString &operation)
{
    m_control = std::move(control);
    m_operation = operation;
}

void CallState::abort()
{
    Phase expected = Phase::Active;
    if (m_phase.compare_exchange_strong(expected, Phase::Aborted)) {
        if (const std::shared_ptr<CallControl> control = m_control.lock())
            control->abort(shared_from_this());
    }
    dropCallbacks();
}

bool CallState::isActive() const
{
    return m_phase == Phase::Active && !m_control.expired();
}

bool CallState::push(const char *data, std::size_t size)
{
    Q_UNUSED(data)
    Q_UNUSED(size)
    return false;
}

/// Both sides write their own variable first and read the other's second (all sequentially consistent), so either this
/// sees the acknowledgement or acknowledge() sees the pause: no stream stays paused for ever.
bool CallState::pauseIfOwing()
{
    if (m_owed <= owedLimit)
        return false;
    m_paused = true;
    if (m_owed > owedLimit / 2)
        return true;
    m_paused = false;
    return false;
}

void CallState::taken(std::size_t bytes)
{
    if (m_held)
        m_heldBytes += bytes;
    else
        acknowledge(bytes);
}

void CallState::setHeld(bool held)
{
    m_held = held;
    if (!held && m_heldBytes > 0)
        acknowledge(std::exchange(m_heldBytes, 0));
}

void CallState::acknowledge(std::size_t bytes)
{
    const std::size_t left = m_owed.fetch_sub(bytes) - bytes;
    if (left > owedLimit / 2 || !m_paused.exchange(false))
        return;
    if (const std::shared_ptr<CallControl> control = m_control.lock())
        control->resume(shared_from_this());
}

bool CallState::mayDeliver()
{
    if (m_hasContext && m_context.isNull())
        abort();
    return isActive();
}

bool CallState::settle()
{
    if (!mayDeliver())
        return false;
    m_phase = Phase::Finished;
    return true;
}

EngineError CallState::completed(EngineError error) const
{
    if (error.operation.isEmpty())
        error.operation = m_operation;
    return error;
}

EngineError CallState::decoderFailure(const std::exception &failure) const
{
    EngineError error;
    error.kind = ErrorKind::BadReply;
    error.message = QString::fromUtf8(failure.what());
    error.operation = m_operation;
    return error;
}

} // namespace engine
