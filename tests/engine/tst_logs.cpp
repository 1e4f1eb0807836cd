// SPDX-License-Identifier: Apache-2.0
// A container prints numbered lines while all goes wrong around it: what a LogSession holds afterwards is what the engine has,
// each line once, and where it can't be, a mark says so.
#include "models/log_session.h"
#include "tests/support/await.h"
#include "tests/support/real_engine.h"

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using models::LogSession;
using models::StoredLine;
using Phase = models::LogSession::Phase;

namespace {

constexpr int LimitMs = 30'000;

/// Numbers its lines through all its restarts, about 5000 a second.
const QString Counter = u"n=$(cat /n 2>/dev/null || echo 0); while :; do echo $n; n=$((n + 1)); echo $n >/n; "
                        "[ $((n % 100)) != 0 ] || usleep 20000; done"_s;

QString markText(const StoredLine &line)
{
    return line.kind == StoredLine::Kind::Mark ? QString::fromUtf8(line.bytes) : QString();
}

} // namespace

class TestLogs : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<engine::EngineClient> m_client;

    /// Starts a container of this name and a session on it.
    std::unique_ptr<LogSession> follow(const QString &name, const QString &script, const QStringList &options = {})
    {
        m_engine.docker(QStringList{u"run"_s, u"-d"_s, u"--name"_s, name} + options +
                        QStringList{u"busybox"_s, u"sh"_s, u"-c"_s, script});
        auto session = std::make_unique<LogSession>(*m_client, name);
        session->setActive(true);
        return session;
    }

    /// All lines as they were printed, without the marks.
    static QStringList lines(LogSession &session)
    {
        QStringList result;
        const models::LineStore &store = session.document().store();
        store.visit(store.firstLine(), store.endLine(), [&](qint64, const StoredLine &line) {
            if (line.kind == StoredLine::Kind::Mark)
                return true;
            if (line.continuation)
                result.last() += QString::fromUtf8(line.bytes);
            else
                result.append(QString::fromUtf8(line.bytes));
            return true;
        });
        return result;
    }

    static QStringList marks(LogSession &session)
    {
        QStringList result;
        const models::LineStore &store = session.document().store();
        store.visit(store.firstLine(), store.endLine(), [&](qint64, const StoredLine &line) {
            if (!markText(line).isEmpty())
                result.append(markText(line));
            return true;
        });
        return result;
    }

    /// Where the numbers do not go on one by one without a mark that says why; empty when that is nowhere.
    static QString silentGap(LogSession &session)
    {
        qint64 before = -1;
        bool isMarked = true;
        QString gap;
        const models::LineStore &store = session.document().store();
        store.visit(store.firstLine(), store.endLine(), [&](qint64, const StoredLine &line) {
            if (line.kind == StoredLine::Kind::Mark) {
                isMarked = true;
                return true;
            }
            const qint64 number = line.bytes.toByteArray().toLongLong();
            if (number != before + 1 && !isMarked)
                gap = u"%1 after %2"_s.arg(number).arg(before);
            before = number;
            isMarked = false;
            return gap.isEmpty();
        });
        return gap;
    }

    static bool waitForMore(LogSession &session, qint64 count)
    {
        const qint64 wanted = session.document().endLine() + count;
        return QTest::qWaitFor([&] { return session.document().endLine() >= wanted; }, LimitMs);
    }

    /// Stops the container and fetches what was not in view.
    bool finish(LogSession &session)
    {
        m_engine.tryDocker({u"kill"_s, session.containerId()});
        if (!QTest::qWaitFor([&] { return session.phase() == Phase::Ended; }, LimitMs))
            return false;
        session.loadOlder();
        return QTest::qWaitFor([&] { return !session.isLoadingOlder() && !session.hasOlder(); }, LimitMs);
    }

    /// As the docker client prints them.
    QStringList printed(const QString &name) const { return m_engine.docker({u"logs"_s, name}).split(u'\n'); }

    /// Where the two lists part; empty when they are equal.
    static QString difference(const QStringList &held, const QStringList &wanted)
    {
        const auto [here, there] = std::mismatch(held.begin(), held.end(), wanted.begin(), wanted.end());
        if (here == held.end() && there == wanted.end())
            return {};
        return u"line %1: \"%2\" for \"%3\", %4 of %5 lines"_s.arg(here - held.begin())
            .arg(here == held.end() ? u"(end)"_s : here->left(80), there == wanted.end() ? u"(end)"_s : there->left(80))
            .arg(held.size())
            .arg(wanted.size());
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void pausedAndRestarted();
    void killedEngine();
    void rotatedWhileFollowed();
    void rotatedWhileAway();
    void longLines();
};

void TestLogs::initTestCase()
{
    QVERIFY(m_engine.start());
    m_engine.docker({u"pull"_s, u"-q"_s, u"busybox"_s});
    m_client = std::make_unique<engine::EngineClient>(m_engine.endpoint());
}

void TestLogs::cleanup()
{
    QString ids;
    QVERIFY(m_engine.tryDocker({u"ps"_s, u"-aq"_s}, &ids));
    if (!ids.isEmpty())
        m_engine.docker(QStringList{u"rm"_s, u"-fv"_s} + ids.split(u'\n'));
}

void TestLogs::pausedAndRestarted()
{
    const auto session = follow(u"counter"_s, Counter);
    QVERIFY(waitForMore(*session, 3000));
    m_engine.docker({u"pause"_s, u"counter"_s});
    m_engine.docker({u"unpause"_s, u"counter"_s});
    QVERIFY(waitForMore(*session, 1000));
    for (int i = 0; i < 3; ++i) {
        m_engine.docker({u"restart"_s, u"-t"_s, u"0"_s, u"counter"_s});
        session->containerMayRun();
        QVERIFY(waitForMore(*session, 1000));
    }
    session->setActive(false); // another row is selected meanwhile
    m_engine.docker({u"restart"_s, u"-t"_s, u"0"_s, u"counter"_s});
    session->setActive(true);
    QVERIFY(waitForMore(*session, 1000));
    QVERIFY(finish(*session));
    QCOMPARE(difference(lines(*session), printed(u"counter"_s)), QString());
    QCOMPARE(silentGap(*session), QString());
    QCOMPARE(marks(*session).count(u"Container restarted"_s), 4);
}

void TestLogs::killedEngine()
{
    const auto session = follow(u"counter"_s, Counter);
    QVERIFY(waitForMore(*session, 3000));
    QVERIFY(m_engine.kill());
    session->setEngineReachable(false);
    QTRY_COMPARE_WITH_TIMEOUT(session->phase(), Phase::Lost, LimitMs);
    QVERIFY(m_engine.start());
    m_engine.docker({u"start"_s, u"counter"_s});
    session->setEngineReachable(true);
    QVERIFY(waitForMore(*session, 1000));
    QVERIFY(finish(*session));
    QCOMPARE(difference(lines(*session), printed(u"counter"_s)), QString());
    QCOMPARE(silentGap(*session), QString());
    const QStringList said = marks(*session);
    QCOMPARE(said.size(), 3);
    QVERIFY(said[0].startsWith(u"Engine lost for "_s));
    QCOMPARE(said[1], u"Container restarted"_s);
    QCOMPARE(said[2], u"Container has exited (137)"_s);
}

void TestLogs::rotatedWhileFollowed()
{
    const auto session =
        follow(u"counter"_s, Counter, {u"--log-opt"_s, u"max-size=64k"_s, u"--log-opt"_s, u"max-file=2"_s});
    QVERIFY(waitForMore(*session, 10'000)); // about 800 KB
    m_engine.docker({u"kill"_s, u"counter"_s});
    QTRY_COMPARE_WITH_TIMEOUT(session->phase(), Phase::Ended, LimitMs);
    QCOMPARE(silentGap(*session), QString());
    const QStringList kept = printed(u"counter"_s);
    QCOMPARE(difference(lines(*session).mid(lines(*session).size() - kept.size()), kept), QString());
}

void TestLogs::rotatedWhileAway()
{
    const auto session =
        follow(u"counter"_s, Counter, {u"--log-opt"_s, u"max-size=64k"_s, u"--log-opt"_s, u"max-file=2"_s});
    QVERIFY(waitForMore(*session, 1000));
    session->setActive(false);
    const qint64 last = lines(*session).last().toLongLong();
    QTRY_VERIFY_WITH_TIMEOUT(printed(u"counter"_s).first().toLongLong() > last + 1, LimitMs);
    session->setActive(true);
    QVERIFY(waitForMore(*session, 1000));
    m_engine.docker({u"kill"_s, u"counter"_s});
    QTRY_COMPARE_WITH_TIMEOUT(session->phase(), Phase::Ended, LimitMs);
    QCOMPARE(silentGap(*session), QString());
    QCOMPARE(marks(*session).filter(u"Lines may be missing"_s).size(), 1);
}

/// The engine cuts them at 16 KiB and puts a time in front of each part.
void TestLogs::longLines()
{
    const auto session =
        follow(u"long"_s, u"for n in 1 2 3; do for size in 16383 16384 16385 40000 100000; do "
                          "head -c $size /dev/zero | tr '\\0' $n; echo \" $size\"; done; sleep 1; done; sleep 1000"_s);
    QTRY_VERIFY_WITH_TIMEOUT(lines(*session).size() == 15, LimitMs);
    QVERIFY(finish(*session));
    QCOMPARE(difference(lines(*session), printed(u"long"_s)), QString());
    LogSession later(*m_client, u"long"_s);
    later.setActive(true);
    QVERIFY(finish(later));
    QCOMPARE(difference(lines(later), printed(u"long"_s)), QString());
}

QTEST_GUILESS_MAIN(TestLogs)
#include "tst_logs.moc"
