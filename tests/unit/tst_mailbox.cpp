// SPDX-License-Identifier: Apache-2.0
#include "engine-client/mailbox.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimer>

#include <functional>
#include <thread>
#include <vector>

using engine::Mail;
using engine::Mailbox;

namespace {
class Letter final : public Mail
{
public:
    explicit Letter(std::function<void()> read) : m_read(std::move(read)) {}
    void deliver() override { m_read(); }

private:
    std::function<void()> m_read;
};

std::unique_ptr<Mail> letter(std::function<void()> read)
{
    return std::make_unique<Letter>(std::move(read));
}
} // namespace

class TestMailbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversInOrderFromAnotherThread();
    void leavesTimeForOthers();
    void dropsWhatIsLeft();
    void mayBeDestroyedByALetter();
    void takesLettersPostedByLetters();
};

void TestMailbox::deliversInOrderFromAnotherThread()
{
    constexpr int count = 10'000;
    Mailbox mailbox;
    std::vector<int> received;
    std::thread writer([&] {
        for (int i = 0; i < count; ++i)
            mailbox.post(letter([&received, i] { received.push_back(i); }));
    });
    QTRY_COMPARE(received.size(), static_cast<std::size_t>(count));
    writer.join();
    QVERIFY(std::is_sorted(received.begin(), received.end()));
}

void TestMailbox::leavesTimeForOthers()
{
    Mailbox mailbox;
    int delivered = 0;
    int deliveredWhenTimerRan = -1;
    for (int i = 0; i < 100; ++i) {
        mailbox.post(letter([&delivered] {
            QElapsedTimer busy;
            busy.start();
            while (busy.elapsed() < 1) // what a heavy reply costs
                ;
            ++delivered;
        }));
    }
    QTimer::singleShot(0, this, [&] { deliveredWhenTimerRan = delivered; });
    QTRY_COMPARE(delivered, 100);
    QVERIFY2(deliveredWhenTimerRan >= 0 && deliveredWhenTimerRan < 100,
             qPrintable(QString::number(deliveredWhenTimerRan)));
}

void TestMailbox::dropsWhatIsLeft()
{
    const auto kept = std::make_shared<int>(0);
    {
        Mailbox mailbox;
        mailbox.post(letter([kept] { ++*kept; }));
        QCOMPARE(kept.use_count(), 2L);
    }
    QCOMPARE(kept.use_count(), 1L);
    QCoreApplication::processEvents();
    QCOMPARE(*kept, 0);
}

void TestMailbox::mayBeDestroyedByALetter()
{
    auto mailbox = std::make_unique<Mailbox>();
    int delivered = 0;
    for (int i = 0; i < 3; ++i) {
        mailbox->post(letter([&] {
            ++delivered;
            mailbox.reset();
        }));
    }
    QTRY_VERIFY(!mailbox);
    QCOMPARE(delivered, 1);
}

void TestMailbox::takesLettersPostedByLetters()
{
    Mailbox mailbox;
    int delivered = 0;
    std::function<void()> again = [&] {
        if (++delivered < 100)
            mailbox.post(letter(again));
    };
    mailbox.post(letter(again));
    QTRY_COMPARE(delivered, 100);
}

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
