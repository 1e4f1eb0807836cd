// SPDX-License-Identifier: Apache-2.0
#include "engine-client/engine_client.h"
#include "tests/support/api_calls.h"
#include "tests/support/scripted_engine.h"

#include <QTest>

using namespace engine;
using namespace Qt::StringLiterals;

class TestApiExec : public QObject
{
    Q_OBJECT
    test::ScriptedEngine m_engine;
    EngineClient m_client{m_engine.endpoint()};

private Q_SLOTS:
    void runsAProgram();
    void saysWhatFails();
};

void TestApiExec::runsAProgram()
{
    m_engine.answer("POST", "/containers/web/exec", 201, "{\"Id\":\"e1\"}");
    m_engine.answer("POST", "/exec/e1/start", 200, "raw bytes of a program");
    m_engine.answer("GET", "/exec/e1/json", 200, "{\"Running\":false,\"ExitCode\":1}");
    test::ApiOutcome outcome;
    const auto id = [](const QString &text) { return text; };
    RequestHandle handle =
        m_client.programs().create(u"web"_s, {u"test"_s, u"-w"_s, u"/a b"_s}, this, outcome.reply<QString>(id));
    QTRY_COMPARE(outcome.outcomes(), QStringList{u"e1"_s});
    QCOMPARE(test::lastRequest(m_engine),
             u"POST /v1.41/containers/web/exec "
             "{\"AttachStderr\":true,\"AttachStdout\":true,\"Cmd\":[\"test\",\"-w\",\"/a b\"]}"_s);
    handle = m_client.programs().run(u"e1"_s, this, outcome.reply());
    QTRY_COMPARE(outcome.outcomes().value(1), u"ok"_s);
    QCOMPARE(test::lastRequest(m_engine), u"POST /v1.41/exec/e1/start {\"Detach\":false,\"Tty\":false}"_s);
    handle = m_client.programs().exitCode(u"e1"_s, this,
                                          outcome.reply<int>([](const int &code) { return QString::number(code); }));
    QTRY_COMPARE(outcome.outcomes().value(2), u"1"_s);
}

void TestApiExec::saysWhatFails()
{
    m_engine.refuse("POST", "/containers/web/exec", 409, "Container web is not running");
    m_engine.answer("POST", "/containers/old/exec", 201, "{}");
    m_engine.answer("GET", "/exec/e2/json", 200, "{\"Running\":true,\"ExitCode\":null}");
    test::ApiOutcome outcome;
    RequestHandle handle = m_client.programs().create(u"web"_s, {u"test"_s}, this, outcome.reply<QString>());
    QTRY_VERIFY(outcome.outcomes().value(0).contains(u"Container web is not running [run test in container web]"_s));
    handle = m_client.programs().create(u"old"_s, {u"test"_s}, this, outcome.reply<QString>());
    QTRY_COMPARE(outcome.outcomes().size(), 2);
    QVERIFY(outcome.outcomes().value(1).startsWith(u"error"_s));
    handle = m_client.programs().exitCode(u"e2"_s, this, outcome.reply<int>());
    QTRY_COMPARE(outcome.outcomes().size(), 3);
    QVERIFY(outcome.outcomes().value(2).startsWith(u"error"_s));
}

QTEST_GUILESS_MAIN(TestApiExec)
#include "tst_api_exec.moc"
