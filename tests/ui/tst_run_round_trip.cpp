// SPDX-License-Identifier: Apache-2.0
#include "models/run_form_convert.h"
#include "models/run_text.h"
#include "tests/support/run_records.h"
#include "ui/run_form_view.h"

#include <QApplication>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models;

/// Recorded commands through the widgets of "Run a container": command → dialog → command asks for the same container.
class RunRoundTripTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsTheRequest();
};

namespace {

/// Every option that is kept as text at least once, and one command in ten of the others.
class Sample
{
public:
    bool takes(const RunForm &form)
    {
        bool fresh = ++m_seen % 10 == 0;
        for (const QString &option : form.alsoSet) {
            const QString name = option.section(u'=', 0, 0);
            fresh = fresh || !m_options.contains(name);
            m_options.insert(name);
        }
        return fresh;
    }
    [[nodiscard]] qsizetype options() const { return m_options.size(); }

private:
    int m_seen = 0;
    QSet<QString> m_options;
};

} // namespace

void RunRoundTripTest::keepsTheRequest()
{
    const auto machine = test::recordedEnvironment();
    ui::RunFormView view;
    Sample sample;
    int wrong = 0, compared = 0;
    for (const test::RunRecord &record :
         test::runRecords(u"recorded.jsonl"_s) + test::runRecords(u"recorded-more.jsonl"_s)) {
        const auto commands = record.accepted ? readRunTexts(record.command, machine) : QList<RunText>();
        if (commands.isEmpty() || !commands.first().form || !sample.takes(*commands.first().form))
            continue;
        view.setForm(*commands.first().form);
        const QString printed = toDockerCommand(view.form(), false);
        const QByteArray ours = test::requestOf(printed);
        const QByteArray meant =
            test::meaningOf(QByteArray(record.sent).replace("\"StdinOnce\":true", "\"StdinOnce\":false"));
        ++compared;
        if (ours == meant)
            continue;
        ++wrong;
        qInfo().noquote() << record.command << "\n  " << printed << "\n  client:" << meant << "\n  ours:  " << ours;
    }
    QCOMPARE(wrong, 0);
    QVERIFY2(compared >= 100 && sample.options() >= 50, qPrintable(QString::number(compared)));
}

QTEST_MAIN(RunRoundTripTest)
#include "tst_run_round_trip.moc"
