// SPDX-License-Identifier: Apache-2.0
// Two containers of a real engine, merged: against what the docker client tells of each.
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/log_saver.h"
#include "models/merged_log.h"
#include "tests/support/real_engine.h"

#include <QDateTime>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int Lines = 1500;

constexpr qsizetype ToMicroseconds = 26; ///< characters of a time, which lines keep no finer

/// "TIME NAME TEXT" of `docker logs -t`.
QStringList timed(const QString &name, const QString &output)
{
    QStringList lines;
    for (const QString &line : output.split(u'\n'))
        lines.append(line.first(ToMicroseconds) + u' ' + name + u' ' + line.section(u' ', 1));
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
    void saysWhereOlderLinesAreMissing();
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

    QStringList wanted; // of equal times the container that was named first comes first
    for (const QString &name : document.ownerNames())
        wanted += timed(name, logOf(name));
    std::stable_sort(wanted.begin(), wanted.end(),
                     [](const QString &a, const QString &b) { return a.section(u' ', 0, 0) < b.section(u' ', 0, 0); });
    QStringList shown;
    for (qint64 line = document.firstLine(); line < document.endLine(); ++line) {
        const QString name = document.ownerNameAt(line);
        const models::StoredLine stored = document.store().line(line);
        const QString time =
            QDateTime::fromSecsSinceEpoch(stored.timeNs / 1'000'000'000, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss."_s) +
            QString::number(stored.timeNs % 1'000'000'000 / 1000).rightJustified(6, u'0');
        shown.append(time + u' ' + name + u' ' + QString::fromUtf8(stored.bytes));
    }
    QCOMPARE(shown, wanted);

    const QTemporaryDir folder;
    models::LogSaver saver({folder.filePath(u"both.log"_s)});
    QSignalSpy finished(&saver, &models::LogSaver::finished);
    saver.saveFromEngine(session.client(),
                         {{ids[0], false, document.ownerNames()[0]}, {ids[1], false, document.ownerNames()[1]}});
    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 30'000);
    QCOMPARE(finished.first().first().toString(), QString());
    QFile file(saver.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString saved;
    for (const QString &line : wanted)
        saved += line.section(u' ', 1, 1) + u" | "_s + line.section(u' ', 2) + u'\n';
    QCOMPARE(QString::fromUtf8(file.readAll()), saved);
}

/// The containers are those of the test before, and one with few lines.
void TestMergedLogOnEngine::saysWhereOlderLinesAreMissing()
{
    models::EngineSession session(m_engine.endpoint());
    session.start();
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"few"_s, u"busybox"_s, u"sh"_s, u"-c"_s,
                     u"for i in 1 2 3; do echo $i; done; exec sleep 1000"_s});
    const QStringList ids = m_engine.docker({u"ps"_s, u"-q"_s, u"--no-trunc"_s}).split(u'\n');
    QCOMPARE(ids.size(), 3);
    QTRY_VERIFY(std::all_of(ids.begin(), ids.end(), [&](const QString &id) { return session.containers().find(id); }));
    models::MergedLog merged(session, ids);
    const models::LogDocument &document = merged.document();
    const auto marks = [&document] {
        QByteArrayList texts;
        document.store().visit(document.firstLine(), document.endLine(), [&](qint64, const models::StoredLine &line) {
            if (line.kind == models::StoredLine::Kind::Mark)
                texts.append(line.bytes.toByteArray());
            return true;
        });
        std::sort(texts.begin(), texts.end());
        return texts;
    };
    QTRY_COMPARE(marks(), (QByteArrayList{"one: older lines are not loaded", "two: older lines are not loaded"}));
    QTRY_COMPARE(document.endLine() - document.firstLine(), 2 * models::LogSession::FirstLines + 2 + 3);
    merged.loadOlder();
    QTRY_COMPARE(document.endLine() - document.firstLine(), 2 * Lines + 3);
    QCOMPARE(marks(), QByteArrayList());
}

QTEST_GUILESS_MAIN(TestMergedLogOnEngine)
#include "tst_merged_log.moc"
