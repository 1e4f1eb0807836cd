// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/container_spec_json.h"
#include "models/run_command/run_paste.h"
#include "models/run_command/run_request.h"
#include "models/run_form_convert.h"
#include "models/run_text.h"
#include "tests/support/run_records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace models;

/// Every command that the docker client accepts: command → form → command asks the engine for the same container.
class TestRunRoundTrip : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheRequest_data();
    void keepsTheRequest();
    void sendsTheRequest_data() { keepsTheRequest_data(); }
    void sendsTheRequest();
};

namespace {

/// docker create of a terminal says that its input ends with the one who attaches; a window attaches nobody, and tells.
QByteArray expected(const test::RunRecord &record)
{
    return test::meaningOf(QByteArray(record.sent).replace("\"StdinOnce\":true", "\"StdinOnce\":false"));
}

/// The window reads files and finds the engine on the machine that it runs on, not on the recorded one.
bool asksThisMachine(const test::RunRecord &record)
{
    return record.command.contains(u"--use-api-socket"_s) || record.command.contains(u"seccomp="_s);
}

} // namespace

void TestRunRoundTrip::keepsTheRequest_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("as tutorials print them") << u"recorded.jsonl"_s;
    QTest::newRow("all options") << u"recorded-more.jsonl"_s;
}

void TestRunRoundTrip::keepsTheRequest()
{
    QFETCH(QString, file);
    const auto machine = test::recordedEnvironment();
    int wrong = 0, compared = 0;
    for (const test::RunRecord &record : test::runRecords(file)) {
        if (!record.accepted)
            continue;
        const auto commands = readRunTexts(record.command, machine);
        const bool read = commands.size() == 1 && commands.first().form;
        const QString printed = read ? toDockerCommand(*commands.first().form, false) : QString();
        ++compared;
        if (test::requestOf(printed) == expected(record))
            continue;
        ++wrong;
        qInfo().noquote() << record.command << "\n  " << printed << "\n  client:" << expected(record)
                          << "\n  ours:  " << test::requestOf(printed);
    }
    QVERIFY(compared > 0);
    QCOMPARE(wrong, 0);
}

/// What the window itself sends of a form.
void TestRunRoundTrip::sendsTheRequest()
{
    QFETCH(QString, file);
    const auto machine = test::recordedEnvironment();
    int wrong = 0;
    for (const test::RunRecord &record : test::runRecords(file)) {
        const auto commands = record.accepted ? readRunTexts(record.command, machine) : QList<RunText>();
        if (commands.size() != 1 || !commands.first().form || asksThisMachine(record))
            continue;
        const auto spec = toContainerSpec(*commands.first().form);
        const QByteArray query =
            "{\"name\":\"" + spec.name.toUtf8() + "\",\"platform\":\"" + spec.platform.toUtf8() + "\"}";
        const QByteArray sent =
            test::meaningOf("{\"query\":" + query + ",\"body\":" + engine::json::encodeContainerSpec(spec) + "}");
        if (sent == expected(record))
            continue;
        ++wrong;
        qInfo().noquote() << record.command << "\n  client:" << expected(record) << "\n  ours:  " << sent;
    }
    QCOMPARE(wrong, 0);
}

QTEST_GUILESS_MAIN(TestRunRoundTrip)
#include "tst_run_round_trip.moc"
