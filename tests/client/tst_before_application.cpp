// SPDX-License-Identifier: Apache-2.0
#include "tests/support/asked.h"
#include "tests/support/scripted_engine.h"

#include <QCoreApplication>
#include <QTest>

using test::Asked;
using test::get;
using test::ScriptedEngine;

/// The first request is to be answered while the window is still being built: before there is any QCoreApplication.
class TestBeforeApplication : public QObject
{
    Q_OBJECT

public:
    TestBeforeApplication() : m_transport(m_server.endpoint()), m_asked(m_transport, get("/containers/json"))
    {
        m_answeredEarly = test::waitWithoutEvents([this] { return m_transport.bytesReceived() == 4; }); // "OK" and "[]"
    }

private Q_SLOTS:
    void repliesOnceTheLoopRuns()
    {
        QVERIFY(m_answeredEarly);
        QTRY_COMPARE(m_asked.body(), "[]");
        QCOMPARE(m_server.count("/containers/json"), 1);
    }

private:
    ScriptedEngine m_server;
    engine::Transport m_transport;
    Asked m_asked;
    bool m_answeredEarly = false;
};

int main(int argc, char **argv)
{
    TestBeforeApplication test;
    const QCoreApplication application(argc, argv);
    return QTest::qExec(&test, argc, argv);
}
#include "tst_before_application.moc"
