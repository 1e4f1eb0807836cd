// SPDX-License-Identifier: Apache-2.0
#include "models/log_session.h"
#include "tests/support/scripted_log.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LogSession;

/// Loading the lines from before those that a log opens with ends when a person has enough of it.
class TestLogOlder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void canBeStopped()
    {
        test::ScriptedEngine scripted;
        test::ScriptedLog log(scripted, "web");
        engine::EngineClient client(scripted.endpoint());
        LogSession session(client, u"web"_s);
        const auto count = [&session] { return session.document().endLine() - session.document().firstLine(); };
        log.printMany("line ", 0, 3000);
        session.setActive(true);
        QTRY_COMPARE(count(), 1000);
        session.loadOlder();
        QVERIFY(session.isLoadingOlder());
        QSignalSpy changed(&session, &LogSession::olderChanged);
        session.stopLoadingOlder();
        QVERIFY(!session.isLoadingOlder());
        QCOMPARE(changed.size(), 1);
        log.print("line 3000");
        QTRY_COMPARE(count(), 1001); // none of them came, and it goes on
        QVERIFY(session.hasOlder());
        session.loadOlder();
        QTRY_COMPARE(count(), 3001);
        QVERIFY(!session.hasOlder());
    }
};

QTEST_GUILESS_MAIN(TestLogOlder)
#include "tst_log_older.moc"
