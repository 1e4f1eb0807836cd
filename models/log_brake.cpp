// SPDX-License-Identifier: Apache-2.0
#include "models/log_brake.h"

#include <utility>

namespace models {
namespace {

constexpr int LookMs = 5;

} // namespace

LogBrake::LogBrake(std::function<void(bool held)> hold, std::function<bool()> isBehind)
    : m_hold(std::move(hold)), m_isBehind(std::move(isBehind))
{
    connect(&m_timer, &QTimer::timeout, this, &LogBrake::look);
}

void LogBrake::look()
{
    const bool isBehind = m_isBehind();
    m_gaveUp = isBehind && (m_gaveUp || (m_timer.isActive() && m_since.elapsed() >= LongestMs));
    if (!isBehind || m_gaveUp)
        return release();
    if (m_timer.isActive())
        return;
    m_since.start();
    m_timer.start(LookMs);
    m_hold(true);
}

void LogBrake::release()
{
    if (!m_timer.isActive())
        return;
    m_timer.stop();
    m_hold(false);
}

} // namespace models

#include "moc_log_brake.cpp"
