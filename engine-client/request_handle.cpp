// SPDX-License-Identifier: Apache-2.0
#include "engine-client/request_handle.h"

#include "engine-client/call_state.h"

#include <utility>

namespace engine {

RequestHandle::RequestHandle(std::shared_ptr<CallState> call) : m_call(std::move(call))
{}

RequestHandle::RequestHandle(RequestHandle &&other) noexcept : m_call(std::exchange(other.m_call, nullptr))
{}

RequestHandle &RequestHandle::operator=(RequestHandle &&other) noexcept
{
    if (this != &other) {
        // The new call is in place before the old one's callbacks are freed, which may reach this handle again.
        const RequestHandle old(std::exchange(m_call, std::exchange(other.m_call, nullptr)));
    }
    return *this;
}

RequestHandle::~RequestHandle()
{
    abort();
}

void RequestHandle::abort()
{
    if (const std::shared_ptr<CallState> call = std::exchange(m_call, nullptr))
        call->abort();
}

void RequestHandle::setHeld(bool held)
{
    if (m_call)
        m_call->setHeld(held);
}

bool RequestHandle::isActive() const
{
    return m_call && m_call->isActive();
}

} // namespace engine
