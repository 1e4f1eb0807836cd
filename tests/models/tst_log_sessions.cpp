// SPDX-License-Identifier: Apache-2.0
#include "models/log_sessions.h"

#include "models/engine_session.h"
#include "tests/support/scripted_engine.h"

#include <QPointer>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LogSession;
using models::LogSessions;

namespace {

void fill(LogSession &session, qint64 bytes)
{
    const QByteArray line(1000, 'x');
    session.document().append([&](models::LineStore &store) {
        for (qint64 i = 0; i < bytes / line.size(); ++i)
            store.append({line, i, engine::LogStream::Stdout, false, false});
    });
}

} // namespace

class LogSessionsTest : public QObject
{
    Q_OBJECT

    test::ScriptedEngine m_server;
    models::EngineSession m_engine{m_server.endpoint()};

private Q_SLOTS:
    void keepsTheLastFew()
    {
        LogSessions sessions(m_engine);
        QList<QPointer<LogSession>> opened;
        for (const QString &id : {u"a"_s, u"b"_s, u"c"_s, u"d"_s})
            opened += sessions.open(id);
        QCOMPARE(sessions.open(u"a"_s), opened.at(0).data());
        QVERIFY(sessions.open(u"e"_s));
        QTRY_VERIFY(!opened.at(1));
        QVERIFY(opened.at(0) && opened.at(2) && opened.at(3));
    }

    void onlyTheShownOneIsLive()
    {
        LogSessions sessions(m_engine);
        LogSession *first = sessions.open(u"a"_s);
        QVERIFY(first->phase() != LogSession::Phase::Idle);
        LogSession *second = sessions.open(u"b"_s);
        QCOMPARE(first->phase(), LogSession::Phase::Idle);
        QCOMPARE(sessions.open({}), nullptr);
        QCOMPARE(second->phase(), LogSession::Phase::Idle);
    }

    void keepsNoMoreThanSoManyBytes()
    {
        LogSessions sessions(m_engine);
        QList<QPointer<LogSession>> opened;
        for (const QString &id : {u"a"_s, u"b"_s, u"c"_s}) {
            opened += sessions.open(id);
            fill(*opened.last(), LogSessions::KeptBytes * 2 / 3);
        }
        QTRY_VERIFY(!opened.at(0)); // with the second it would be too much
        QVERIFY(opened.at(1) && opened.at(2));
        // However large, the one that is shown stays.
        fill(*opened.last(), LogSessions::KeptBytes);
        QCOMPARE(sessions.open(u"c"_s), opened.at(2).data());
        QVERIFY(sessions.open(u"d"_s));
        QVERIFY(opened.at(2)); // until whoever shows it knows
        QTRY_VERIFY(!opened.at(1) && !opened.at(2));
    }
};

QTEST_GUILESS_MAIN(LogSessionsTest)
#include "tst_log_sessions.moc"
