// SPDX-License-Identifier: Apache-2.0
// Two containers of a real engine, merged: against what the docker client tells of each.
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/merged_log.h"
#include "tests/support/real_engine.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int Lines = 1500;

/// "TIME TEXT" as `docker logs -t` has it.
QStringList timed(const QString &name, const QString &output)
{
    QStringList lines;
    for (const QString &line : output.split(u'\n'))
        lines.append(line.section(u' ', 0, 0) + u' ' + name + u' ' + line.section(u' ', 1));
    return lines;
}

} // namespace

class TestMergedLogOnEngine : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;

    /// Prints numbered lines, with pauses, then sleeps.
    void run(const QString &name) const
    {
        const QString script = u"i=0; while [ $i -lt %1 ]; do echo \"line $i\"; i=$((i+1)); "
                               "[ $((i % 50)) -ne 0 ] || usleep 20000; done; exec sleep 1000"_s;
        m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, name, u"busybox"_s, u"sh"_s, u"-c"_s, script.arg(Lines)});
    }
    [[nodiscard]] QString logOf(const QString &name) const { return m_engine.docker({u"logs"_s, u"-t"_s, name}); }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_engine.start());
        m_engine.docker({u"pull"_s, u"busybox"_s});
    }
    void linesOfBothInTheOrderOfTheEngine();
};

void TestMergedLogOnEngine::linesOfBothInTheOrderOfTheEngine()
{
    models::EngineSession session(m_engine.endpoint());
    session.start();
    run(u"one"_s);
    run(u"two"_s);
    const QStringList ids = m_engine.docker({u"ps"_s, u"-q"_s, u"--no-trunc"_s}).split(u'\n');
    QCOMPARE(ids.size(), 2);
    QTRY_VERIFY(session.containers().find(ids[0]) && session.containers().find(ids[1]));
    models::MergedLog merged(session, ids);
    const models::LogDocument &document = merged.document();
    const auto last = u"line %1"_s.arg(Lines - 1);
    QTRY_VERIFY_WITH_TIMEOUT(logOf(u"one"_s).endsWith(last) && logOf(u"two"_s).endsWith(last), 60'000);
    const auto isComplete = [&] {
        int ends = 0;
        document.store().visit(document.firstLine(), document.endLine(), [&](qint64, const models::StoredLine &line) {
            ends += line.bytes == last.toLatin1();
            return true;
        });
        return ends == 2;
    };
    QTRY_VERIFY(isComplete());
    merged.loadOlder();
    QTRY_COMPARE(document.endLine() - document.firstLine(), 2 * Lines);

    QStringList wanted = timed(u"one"_s, logOf(u"one"_s)) + timed(u"two"_s, logOf(u"two"_s));
    std::stable_sort(wanted.begin(), wanted.end(),
                     [](const QString &a, const QString &b) { return a.section(u' ', 0, 0) < b.section(u' ', 0, 0); });
    QStringList shown;
    for (qint64 line = document.firstLine(); line < document.endLine(); ++line) {
        const QString name = document.ownerNameAt(line);
        const models::StoredLine stored = document.store().line(line);
        const QString time =
            QDateTime::fromSecsSinceEpoch(stored.timeNs / 1'000'000'000, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss."_s) +
            QString::number(stored.timeNs % 1'000'000'000).rightJustified(9, u'0') + u'Z';
        shown.append(time + u' ' + name + u' ' + QString::fromUtf8(stored.bytes));
    }
    QCOMPARE(shown, wanted);
}

QTEST_GUILESS_MAIN(TestMergedLogOnEngine)
#include "tst_merged_log.moc"
