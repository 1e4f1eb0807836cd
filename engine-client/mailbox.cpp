// SPDX-License-Identifier: Apache-2.0
#include "engine-client/mailbox.h"

#include <QCoreApplication>
#include <QEvent>
#include <QObject>

#include <chrono>
#include <deque>
#include <mutex>

namespace engine {

namespace {
/// How long one turn of the event loop may be kept busy: half a frame.
constexpr std::chrono::milliseconds turnLimit(8);

QEvent::Type mailEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}
} // namespace

struct Mailbox::Queue
{
    std::mutex mutex;
    std::deque<std::unique_ptr<Mail>> mails;
    QObject *receiver = nullptr; ///< null once the mailbox is closed
    bool eventPosted = false;

    std::unique_ptr<Mail> next();
    void wakeReceiver();
    void drain();
};

std::unique_ptr<Mail> Mailbox::Queue::next()
{
    const std::lock_guard lock(mutex);
    if (mails.empty())
        return nullptr;
    auto mail = std::move(mails.front());
    mails.pop_front();
    return mail;
}

/// The event is made and posted under the mutex: the receiver takes the mutex before Qt frees the event, so the two threads
/// are ordered by a lock that ThreadSanitizer sees.
void Mailbox::Queue::wakeReceiver()
{
    if (receiver == nullptr || eventPosted || mails.empty())
        return;
    eventPosted = true;
    QCoreApplication::postEvent(receiver, new QEvent(mailEvent()));
}

void Mailbox::Queue::drain()
{
    {
        const std::lock_guard lock(mutex);
        eventPosted = false;
    }
    const auto start = std::chrono::steady_clock::now();
    while (const std::unique_ptr<Mail> mail = next()) {
        mail->deliver();
        if (std::chrono::steady_clock::now() - start >= turnLimit)
            break;
    }
    const std::lock_guard lock(mutex);
    wakeReceiver();
}

/// Gets the posted event. Holds the queue by itself, since a delivery may destroy the mailbox and with it this object.
class Mailbox::Receiver final : public QObject
{
public:
    explicit Receiver(std::shared_ptr<Queue> queue) : m_queue(std::move(queue)) {}

    bool event(QEvent *event) override
    {
        if (event->type() != mailEvent())
            return QObject::event(event);
        const std::shared_ptr<Queue> queue = m_queue;
        queue->drain();
        return true;
    }

private:
    std::shared_ptr<Queue> m_queue;
};

Mailbox::Mailbox() : m_queue(std::make_shared<Queue>()), m_receiver(std::make_unique<Receiver>(m_queue))
{
    m_queue->receiver = m_receiver.get();
}

Mailbox::~Mailbox()
{
    std::deque<std::unique_ptr<Mail>> dropped; // freed outside the lock: a mail may own callbacks
    const std::lock_guard lock(m_queue->mutex);
    m_queue->receiver = nullptr;
    dropped.swap(m_queue->mails);
}

void Mailbox::post(std::unique_ptr<Mail> mail)
{
    const std::lock_guard lock(m_queue->mutex);
    if (m_queue->receiver == nullptr)
        return;
    m_queue->mails.push_back(std::move(mail));
    m_queue->wakeReceiver();
}

} // namespace engine
