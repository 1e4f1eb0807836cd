// SPDX-License-Identifier: Apache-2.0
// Everything that can go wrong between the plan of a notebook and a server that answers.
#include "tests/support/notebook_lab.h"

#include <QTcpServer>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace test::notebook;
using models::Job;
using models::NotebookJob;
using test::NotebookLab;
using test::ScriptedAnswer;
using test::WebServerAnswer;
using Step = NotebookJob::Step;

namespace {
const QByteArray forced = "/containers/c0ffee?force=1&v=1";
}

class TestNotebookFailures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesAnotherPortOnce();
    void leavesAChosenPort();
    void saysWhyItEnded();
    void saysWhenItIsKilled();
    void saysWhenItNeverAnswers();
    void saysWhenItIsRemoved();
    void saysWhenTheStartFails();
    void saysWhenItCannotBeTakenBack();
    void warnsWhenTheTokenIsNotTaken();
    void warnsWhenTheFolderCannotBeWritten();
    void passesOverWhatCannotBeAsked();
    void survivesAnEngineThatIsAway();
};

void TestNotebookFailures::takesAnotherPortOnce()
{
    NotebookLab lab;
    QTcpServer thief; // the port below the server's
    quint16 wanted = quint16(lab.server.port() - 1);
    if (!thief.listen(QHostAddress::LocalHost, wanted))
        wanted = thief.serverPort();
    lab.plan.hostPort = wanted;
    const QByteArray refusal = "driver failed programming external connectivity on endpoint nb: Bind for 127.0.0.1:" +
                               QByteArray::number(wanted) + " failed: port is already allocated";
    const std::string message = nlohmann::json{{"message", refusal.toStdString()}}.dump();
    lab.engine.answer("POST", Start, 500, QByteArray::fromStdString(message));
    lab.engine.handle("DELETE", Container, [&lab](const test::ScriptedRequest &) {
        lab.engine.answer("POST", Start, 204);
        return ScriptedAnswer{204};
    });
    NotebookJob *job = lab.launch();
    QTRY_VERIFY(lab.engine.count(Create) == 2);
    QTRY_VERIFY(job->plan().hostPort != wanted && job->plan().hostPort != 0);
    QCOMPARE(lab.created()["HostConfig"]["PortBindings"]["8888/tcp"][0]["HostPort"].get<std::string>(),
             std::to_string(job->plan().hostPort));
    QVERIFY(job->isRunning());
    QCOMPARE(lab.engine.count(Container, "DELETE"), 1); // the container of the first try
    job->cancel();
    QTRY_COMPARE(job->state(), Job::State::Cancelled);

    // The second one is taken, too: that is told.
    lab.engine.handle("POST", Start, [](const test::ScriptedRequest &) {
        return ScriptedAnswer{500, "{\"message\":\"Bind for 127.0.0.1:1 failed: port is already allocated\"}"};
    });
    lab.engine.answer("DELETE", Container, 204);
    lab.engine.forgetRequests();
    lab.plan.hostPort = 1;
    job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QVERIFY(lab.engine.count(Create) <= 2);
}

void TestNotebookFailures::leavesAChosenPort()
{
    NotebookLab lab;
    lab.plan.isPortChosen = true;
    const QByteArray port = QByteArray::number(lab.plan.hostPort);
    lab.engine.refuse("POST", Start, 500, "Bind for 127.0.0.1:" + port + " failed: port is already allocated");
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(lab.engine.count(Create), 1);
    QCOMPARE(job->failedField(), u"ports[0].hostPort"_s);
    QVERIFY(job->offeredPort() > lab.plan.hostPort);
    QVERIFY2(job->errorText().contains(QString::fromLatin1(port)), qPrintable(job->errorText()));
}

void TestNotebookFailures::saysWhyItEnded()
{
    NotebookLab lab;
    lab.server.answer("/api", {.closeAtOnce = true});
    NotebookJob *job = nullptr;
    const auto stream = lab.engine.stream("POST", Wait);
    job = lab.launch();
    QTRY_COMPARE(job->step(), Step::Wait);
    lab.engine.answer("GET", Logs,
                      {200,
                       test::logFrame("\x1b[31mpermission denied\x1b[0m: /home/jovyan\n") +
                           test::logFrame("http://127.0.0.1:8888/?token=" + job->secret().toLatin1() + "\n"),
                       "application/octet-stream"});
    stream->push("{\"StatusCode\":1}");
    stream->end();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(
        job->errorText(),
        u"nb ended with exit code 1 before its server answered. Its last lines say why; mend it and launch it again."_s);
    QCOMPARE(job->errorDetails(), u"permission denied: /home/jovyan\nhttp://127.0.0.1:8888/?token=****"_s);
    QCOMPARE(lab.removal(), forced);
}

void TestNotebookFailures::saysWhenItIsKilled()
{
    NotebookLab lab;
    lab.server.answer("/api", {.hang = true});
    lab.engine.answer("POST", Wait, 200, "{\"StatusCode\":137}");
    lab.engine.answer("GET", Logs, 200);
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().contains(u"give it more"), qPrintable(job->errorText()));
    QCOMPARE(lab.removal(), forced);
}

void TestNotebookFailures::saysWhenItNeverAnswers()
{
    NotebookLab lab;
    lab.server.answer("/api", {404});
    lab.engine.answer("GET", Logs, {200, test::logFrame("Serving on 127.0.0.1\n"), "application/octet-stream"});
    NotebookJob *job = lab.launch({60, 5, 1000});
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().startsWith(u"nb runs, but its server has not answered at http://127.0.0.1:"),
             qPrintable(job->errorText()));
    QCOMPARE(job->errorDetails(), u"Serving on 127.0.0.1"_s);
    QCOMPARE(lab.removal(), forced);
}

void TestNotebookFailures::saysWhenItIsRemoved()
{
    NotebookLab lab;
    lab.server.answer("/api", {404});
    lab.engine.refuse("POST", Wait, 404, "No such container: c0ffee");
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(job->errorText(), u"nb was removed before its server answered."_s);
    QCOMPARE(lab.removal(), "nothing removed");
}

void TestNotebookFailures::saysWhenTheStartFails()
{
    NotebookLab lab;
    lab.engine.refuse("POST", Create, 409,
                      "Conflict. The container name \"/nb\" is already in use by container \"f00\".");
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(job->failedField(), u"name"_s);
    QCOMPARE(lab.removal(), "nothing removed"); // the other container stays

    lab.engine.refuse("GET", Image, 404, "No such image");
    lab.engine.refuse("POST", "/images/create", 404, "manifest unknown");
    job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QCOMPARE(job->failedField(), u"image"_s);
}

void TestNotebookFailures::saysWhenItCannotBeTakenBack()
{
    NotebookLab lab;
    lab.server.answer("/api", {404});
    lab.engine.answer("POST", Wait, 200, "{\"StatusCode\":3}");
    lab.engine.answer("GET", Logs, 200);
    lab.engine.refuse("DELETE", Container, 500, "driver busy");
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().endsWith(u"The container c0ffee could not be removed again."),
             qPrintable(job->errorText()));
}

void TestNotebookFailures::warnsWhenTheTokenIsNotTaken()
{
    for (const WebServerAnswer &answer :
         {WebServerAnswer{403}, WebServerAnswer{302, {}, "Location: /login?next=%2Flab\r\n"}}) {
        NotebookLab lab;
        lab.server.answer("/lab", answer);
        NotebookJob *job = lab.launch();
        QTRY_COMPARE(job->state(), Job::State::Succeeded);
        QCOMPARE(job->warnings().size(), 1);
        QVERIFY(job->statusText().contains(u"does not take the token"));
    }
}

void TestNotebookFailures::warnsWhenTheFolderCannotBeWritten()
{
    NotebookLab lab;
    lab.plan.folder = u"/srv/data"_s;
    lab.engine.answer("GET", "/exec/e1/json", 200, "{\"Running\":false,\"ExitCode\":1}");
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->statusText(),
             u"nb is ready. The notebook can’t write to /srv/data: what is changed there can’t be saved."_s);
}

void TestNotebookFailures::passesOverWhatCannotBeAsked()
{
    NotebookLab lab;
    lab.plan.folder = u"/srv/data"_s;
    lab.engine.answer("GET", "/exec/e1/json", 200, "{\"Running\":false,\"ExitCode\":127}");
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->warnings(), QStringList());
    lab.engine.refuse("POST", Exec, 500, "no exec here");
    job = lab.launch();
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
    QCOMPARE(job->warnings(), QStringList());
}

void TestNotebookFailures::survivesAnEngineThatIsAway()
{
    NotebookLab lab;
    lab.server.answer("/api", {404});
    NotebookJob *job = lab.launch();
    QTRY_COMPARE(job->step(), Step::Wait);
    lab.engine.stop();
    const auto asked = lab.server.requests().size();
    QTRY_VERIFY(lab.server.requests().size() > asked + 3);
    QVERIFY(job->isRunning());
    lab.engine.start();
    lab.server.answer("/api", {200});
    QTRY_COMPARE(job->state(), Job::State::Succeeded);
}

QTEST_GUILESS_MAIN(TestNotebookFailures)
#include "tst_notebook_failures.moc"
