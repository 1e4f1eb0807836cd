// SPDX-License-Identifier: Apache-2.0
// Pulls that are slow, given up, cut off by the registry, or cut off by the death of the engine.
#include "engine-client/engine_client.h"
#include "tests/support/await.h"
#include "tests/support/real_engine.h"
#include "tests/support/slow_proxy.h"

#include <memory>

using namespace Qt::StringLiterals;
using engine::ErrorKind;

class TestPullFaults : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<engine::EngineClient> m_client;
    QObject m_context;

    struct Pull
    {
        QList<engine::PullMessage> messages;
        std::optional<engine::Result<void>> end;
        engine::RequestHandle handle;

        [[nodiscard]] bool isDownloading() const
        {
            return std::any_of(messages.begin(), messages.end(), [](const engine::PullMessage &message) {
                return message.status == u"Downloading"_s && message.current > 0 && message.total > message.current;
            });
        }
    };
    /// Starts to pull `reference`; the state is shared with the callbacks.
    std::shared_ptr<Pull> pull(const QString &reference)
    {
        auto state = std::make_shared<Pull>();
        const std::weak_ptr<Pull> watched = state;
        state->handle = m_client->images().pull(reference, {}, &m_context,
                                                {[watched](const QList<engine::PullMessage> &batch) {
                                                     if (const auto one = watched.lock())
                                                         one->messages.append(batch);
                                                 },
                                                 [watched](const engine::Result<void> &result) {
                                                     if (const auto one = watched.lock())
                                                         one->end = result;
                                                 }});
        return state;
    }
    [[nodiscard]] bool has(const QString &image) const { return m_engine.tryDocker({u"image"_s, u"inspect"_s, image}); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_engine.start());
        m_client = std::make_unique<engine::EngineClient>(m_engine.endpoint());
    }
    void cleanup()
    {
        QVERIFY(m_engine.setMirror(test::RealEngine::registry()));
        m_engine.tryDocker({u"rmi"_s, u"ubuntu"_s});
    }

    void showsBytesOfASlowPull()
    {
        const test::SlowProxy slow(test::RealEngine::registry(), 12'000'000);
        QVERIFY(m_engine.setMirror(slow.address()));
        const auto slowly = pull(u"ubuntu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(slowly->isDownloading(), 30'000);
        QTRY_VERIFY_WITH_TIMEOUT(slowly->end.has_value(), 60'000);
        VERIFY_RESULT(*slowly->end);
        QVERIFY(has(u"ubuntu"_s));
    }

    void leavesNothingOfACancelledPull()
    {
        const test::SlowProxy slow(test::RealEngine::registry(), 2'000'000);
        QVERIFY(m_engine.setMirror(slow.address()));
        auto cancelled = pull(u"ubuntu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(cancelled->isDownloading(), 30'000);
        cancelled->handle.abort();
        // Only when the engine has rolled it back can the next pull be seen to start from nothing.
        QVERIFY(m_engine.setMirror(test::RealEngine::registry()));
        QTRY_VERIFY(!m_engine.docker({u"system"_s, u"df"_s}).isEmpty());
        QVERIFY(!has(u"ubuntu"_s));
        QVERIFY(!cancelled->end.has_value());
    }

    void tellsOfAnEngineThatDiesMidPull()
    {
        const test::SlowProxy slow(test::RealEngine::registry(), 2'000'000);
        QVERIFY(m_engine.setMirror(slow.address()));
        const auto broken = pull(u"ubuntu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(broken->isDownloading(), 30'000);
        QVERIFY(m_engine.kill());
        QTRY_VERIFY(broken->end.has_value());
        QVERIFY(!broken->end->has_value());
        QCOMPARE(broken->end->error().kind, ErrorKind::NotConnected);
        QVERIFY(m_engine.start());
        const auto again = pull(u"ubuntu"_s);
        QTRY_VERIFY_WITH_TIMEOUT(again->end.has_value(), 60'000);
        VERIFY_RESULT(*again->end);
        QVERIFY(has(u"ubuntu"_s));
    }

    void survivesARegistryThatBreaksOff()
    {
        const test::SlowProxy cut(test::RealEngine::registry(), 12'000'000, 6'000'000);
        QVERIFY(m_engine.setMirror(cut.address()));
        auto broken = pull(u"ubuntu"_s);
        const auto retries = [&broken] {
            return std::any_of(
                broken->messages.begin(), broken->messages.end(),
                [](const engine::PullMessage &message) { return message.status.startsWith(u"Retrying in"_s); });
        };
        QTRY_VERIFY_WITH_TIMEOUT(retries() || broken->end.has_value(), 60'000);
        QVERIFY(!broken->end || !broken->end->has_value());
        broken->handle.abort();
        QVERIFY(!has(u"ubuntu"_s));
    }
};

QTEST_GUILESS_MAIN(TestPullFaults)
#include "tst_pull_faults.moc"
