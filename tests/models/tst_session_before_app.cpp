// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "tests/support/scripted_containers.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// The session is started before there is an application, as in the app itself: its first requests are on their way while the
/// window is built.
class SessionBeforeAppTest : public QObject
{
    Q_OBJECT
public:
    SessionBeforeAppTest(models::EngineSession &answering, models::EngineSession &hanging)
        : m_answering(answering), m_hanging(hanging)
    {}

private Q_SLOTS:
    void theListsComeWithTheEventLoop()
    {
        QTRY_VERIFY(m_answering.containers().isLoaded());
        QCOMPARE(m_answering.state(), models::ConnectionState::Connected);
        QCOMPARE(m_answering.containers().totalCount(), 1);
    }
    void silenceIsNoticedAllTheSame() { QTRY_COMPARE(m_hanging.state(), models::ConnectionState::Slow); }

private:
    models::EngineSession &m_answering;
    models::EngineSession &m_hanging;
};

int main(int argc, char *argv[])
{
    test::ScriptedEngine engine;
    test::ScriptedContainers containers(engine);
    containers.set("web");
    test::ScriptedEngine silent;
    silent.hang("GET", "/");
    models::SessionTimings timings;
    timings.slowAfter = 200;
    models::EngineSession answering(engine.endpoint(), timings);
    models::EngineSession hanging(silent.endpoint(), timings);
    answering.start();
    hanging.start();

    const QCoreApplication application(argc, argv);
    SessionBeforeAppTest test(answering, hanging);
    return QTest::qExec(&test, argc, argv);
}

#include "tst_session_before_app.moc"
