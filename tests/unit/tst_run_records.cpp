// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_paste.h"
#include "models/run_command/run_request.h"
#include "tests/support/run_records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace models::run;
using test::RunRecord;

/// Every recorded command gives the request that the real docker client sent, or its refusal.
class TestRunRecords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesTheClientsRequest_data();
    void givesTheClientsRequest();
    void saysWhatTheClientSays();
};

namespace {

struct Outcome
{
    QByteArray request;
    QString error;
    TextPlace place;
};

Outcome outcomeOf(const QString &text)
{
    const ShellEnvironment environment = test::recordedEnvironment();
    const auto commands = readPaste(text, environment);
    if (commands.size() != 1 || !commands.first().isRun)
        return {{}, u"no docker run command"_s, {}};
    const PastedCommand &pasted = commands.first();
    if (pasted.error)
        return {{}, pasted.error->message, pasted.error->place};
    const auto request = createRequest(pasted.command, withVariables(environment, pasted.variables));
    if (!request)
        return {{}, request.error().message, request.error().place};
    return {test::normalizedRequest(requestAsJson(*request)), {}, {}};
}

/// Where the client's words come from deep inside its JSON reader, ours are our own.
bool hasOwnWords(const QString &error)
{
    return error.isEmpty() || error.contains(u"compacting json");
}

} // namespace

void TestRunRecords::givesTheClientsRequest_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("as tutorials print them") << u"recorded.jsonl"_s;
    QTest::newRow("all options") << u"recorded-more.jsonl"_s;
}

void TestRunRecords::givesTheClientsRequest()
{
    QFETCH(QString, file);
    int wrong = 0;
    const auto records = test::runRecords(file);
    QVERIFY(records.size() > 70);
    for (const RunRecord &record : records) {
        const Outcome outcome = outcomeOf(record.command);
        if (outcome.error.isEmpty() == record.accepted && outcome.request == record.request)
            continue;
        ++wrong;
        qInfo().noquote() << record.command << "\n  client:" << record.request << record.error
                          << "\n  ours:  " << outcome.request << outcome.error;
    }
    QCOMPARE(wrong, 0);
}

void TestRunRecords::saysWhatTheClientSays()
{
    int wrong = 0;
    for (const RunRecord &record : test::runRecords(u"recorded-more.jsonl"_s) + test::runRecords(u"recorded.jsonl"_s)) {
        if (record.accepted || hasOwnWords(record.error))
            continue;
        const Outcome outcome = outcomeOf(record.command);
        if (outcome.error == record.error)
            continue;
        ++wrong;
        qInfo().noquote() << record.command << "\n  client:" << record.error << "\n  ours:  " << outcome.error;
    }
    QCOMPARE(wrong, 0);
}

QTEST_GUILESS_MAIN(TestRunRecords)
#include "tst_run_records.moc"
