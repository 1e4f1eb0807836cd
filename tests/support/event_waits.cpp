// SPDX-License-Identifier: Apache-2.0
#include "tests/support/event_waits.h"

#include "tests/support/measured_process.h"

#include <QCoreApplication>
#include <QEvent>

#include <chrono>

#include <pthread.h>

namespace test {

namespace {

QEvent::Type probeEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

EventWaits::EventWaits() : m_thread([this] { probe(); })
{}

EventWaits::~EventWaits()
{
    m_stopping = true;
    m_thread.join();
}

bool EventWaits::event(QEvent *event)
{
    if (event->type() != probeEvent())
        return QObject::event(event);
    const double wait = double(monotonicNs() - m_sentNs) / 1e6;
    for (double left = wait; left > 0; left -= 1)
        m_ms.push_back(left);
    m_sentNs = 0;
    return true;
}

void EventWaits::probe()
{
    pthread_setname_np(pthread_self(), "prober");
    while (!m_stopping) {
        if (m_sentNs == 0) {
            m_sentNs = monotonicNs();
            QCoreApplication::postEvent(this, new QEvent(probeEvent()));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace test
