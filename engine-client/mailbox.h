// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace engine {

/// Something the engine thread hands over; `deliver` runs on the thread of the Mailbox.
class Mail
{
public:
    virtual ~Mail() = default;
    virtual void deliver() = 0;
};

/// The only place where the engine thread and the thread of the caller meet: a queue under a mutex with at most one posted
/// event under way, instead of one queued call per reply. Owned by Transport and delivers on the thread that built it; it
/// may be built, and mail posted, before QCoreApplication exists: delivery starts with the event loop.
class Mailbox
{
public:
    Mailbox();
    /// On the thread that built it, also from inside a delivery. Undelivered mail is dropped.
    ~Mailbox();
    Mailbox(const Mailbox &) = delete;
    Mailbox &operator=(const Mailbox &) = delete;

    /// From any thread. Mail is delivered in the order of posting, at most 8 ms of it in one turn of the event loop.
    void post(std::unique_ptr<Mail> mail);

private:
    struct Queue;
    class Receiver;
    std::shared_ptr<Queue> m_queue;
    std::unique_ptr<Receiver> m_receiver;
};

} // namespace engine
