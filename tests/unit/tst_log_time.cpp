// SPDX-License-Identifier: Apache-2.0
#include "models/log_document.h"
#include "models/log_time.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using models::LogDocument;
using models::LogMoment;
using models::LogPiece;
using models::LogTimeForm;
using models::LogTimes;

namespace {

constexpr qint64 Second = 1'000'000'000;
constexpr qint64 NowMs = 1'795'370'400'123; // 2026-11-22 18:00:00.123 UTC

/// Lines at these times (ns).
void fill(LogDocument &document, const std::vector<qint64> &times)
{
    document.append([&](models::LineStore &store) {
        for (const qint64 time : times)
            store.append(LogPiece{"line", time, engine::LogStream::Stdout, false, false});
    });
}

/// Where nothing is in a file.
std::optional<qint64> firstLogLineAt(const LogDocument &document, qint64 timeNs)
{
    bool isAwaited = true;
    const std::optional<qint64> line = models::firstLogLineAt(document, timeNs, &isAwaited);
    return isAwaited ? -1'000'000 : line;
}

} // namespace

class TestLogTime : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesTimes();
    void datesAreWrittenFromMidnightOn();
    void agesChangeWhenTheySaySo();
    void readsMoments_data();
    void readsMoments();
    void saysWhatCannotBeRead_data();
    void saysWhatCannotBeRead();
    void findsTheFirstLineAtATime();
    void findsItAmongCrossedLines();
    void passesOverLinesWithoutATime();
};

void TestLogTime::writesTimes()
{
    const qint64 time = NowMs * 1'000'000;
    QCOMPARE(logTimeText(LogTimes::Utc, time, NowMs), u"2026-11-22 18:00:00.123Z"_s);
    QCOMPARE(logTimeText(LogTimes::Local, time, NowMs),
             QDateTime::fromMSecsSinceEpoch(NowMs).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s));
    QCOMPARE(logTimeText(LogTimes::None, time, NowMs), QString());
    QCOMPARE(logTimeText(LogTimes::Utc, 0, NowMs), QString());
    const auto age = [&](qint64 seconds) {
        return logTimeText(LogTimes::Age, time - seconds * Second, NowMs).trimmed();
    };
    QCOMPARE(age(-5), u"0 s"_s);
    QCOMPARE(age(0), u"0 s"_s);
    QCOMPARE(age(59), u"59 s"_s);
    QCOMPARE(age(60), u"1 min"_s);
    QCOMPARE(age(3599), u"59 min"_s);
    QCOMPARE(age(3600), u"1 h"_s);
    QCOMPARE(age(86'399), u"23 h"_s);
    QCOMPARE(age(3 * 86'400), u"3 d"_s);
    for (const LogTimes times : {LogTimes::Local, LogTimes::Utc, LogTimes::Age}) {
        QCOMPARE(logTimeText(times, time, NowMs).size(), logTimeLength(times));
        const int briefLength = logTimeLength(times, LogTimeForm::Brief);
        QCOMPARE(logTimeText(times, time, NowMs, LogTimeForm::Brief).size(), briefLength);
        QVERIFY(briefLength <= logTimeLength(times));
    }
    constexpr qint64 DayMs = 86'400'000;
    QCOMPARE(logTimeText(LogTimes::Utc, time, NowMs, LogTimeForm::Brief).trimmed(), u"18:00:00.123Z"_s);
    QCOMPARE(logTimeText(LogTimes::Utc, time, NowMs + DayMs, LogTimeForm::Brief), u"11-22 18:00:00Z"_s);
    QCOMPARE(logTimeText(LogTimes::Local, time, NowMs + DayMs, LogTimeForm::Brief),
             QDateTime::fromMSecsSinceEpoch(NowMs).toString(u"MM-dd HH:mm:ss"_s));
}

void TestLogTime::datesAreWrittenFromMidnightOn()
{
    const qint64 time = NowMs * 1'000'000;
    for (const LogTimes times : {LogTimes::Utc, LogTimes::Local}) {
        const qint64 left = models::logDayEndsIn(times, NowMs);
        QVERIFY(left > 0 && left <= 25LL * 3600 * 1000); // a day when the clocks go back
        const QString today = logTimeText(times, time, NowMs, LogTimeForm::Brief);
        QCOMPARE(logTimeText(times, time, NowMs + left - 1, LogTimeForm::Brief), today);
        QVERIFY(logTimeText(times, time, NowMs + left, LogTimeForm::Brief).startsWith(u"11-2"_s));
    }
    QCOMPARE(models::logDayEndsIn(LogTimes::Utc, NowMs), 6LL * 3600 * 1000 - 123);
}

void TestLogTime::agesChangeWhenTheySaySo()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 2000; ++i) {
        const qint64 age = qint64(random.bounded(1 << (i % 25))) * 1000 - 3000 + random.bounded(1000);
        const qint64 time = (NowMs - age) * 1'000'000;
        const qint64 wait = models::logAgeChangesIn(time, NowMs);
        QVERIFY(wait > 0);
        const QString now = logTimeText(LogTimes::Age, time, NowMs);
        QCOMPARE(logTimeText(LogTimes::Age, time, NowMs + wait - 1), now);
        QVERIFY(logTimeText(LogTimes::Age, time, NowMs + wait) != now);
    }
}

void TestLogTime::readsMoments_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected"); // UTC
    QTest::newRow("minutes") << u"10 min"_s << u"2026-11-22 17:50:00.123"_s;
    QTest::newRow("short") << u"90s"_s << u"2026-11-22 17:58:30.123"_s;
    QTest::newRow("hours") << u" 2 h "_s << u"2026-11-22 16:00:00.123"_s;
    QTest::newRow("both") << u"1 h 30 min ago"_s << u"2026-11-22 16:30:00.123"_s;
    QTest::newRow("together") << u"1h30m"_s << u"2026-11-22 16:30:00.123"_s;
    QTest::newRow("capitals") << u"2 Days"_s << u"2026-11-20 18:00:00.123"_s;
    QTest::newRow("fraction") << u"1.5 h"_s << u"2026-11-22 16:30:00.123"_s;
    QTest::newRow("week") << u"1 week"_s << u"2026-11-15 18:00:00.123"_s;
    QTest::newRow("date") << u"2026-11-02"_s << u"2026-11-02 00:00:00.000"_s;
    QTest::newRow("time") << u"7:05"_s << u"2026-11-22 07:05:00.000"_s;
    QTest::newRow("seconds") << u"07:05:09"_s << u"2026-11-22 07:05:09.000"_s;
    QTest::newRow("all") << u"2026-11-22 18:00"_s << u"2026-11-22 18:00:00.000"_s;
    QTest::newRow("as shown") << u"2026-11-22 18:00:01.250"_s << u"2026-11-22 18:00:01.250"_s;
    QTest::newRow("as the engine writes") << u"2026-11-22T18:00:01.250999999Z"_s << u"2026-11-22 18:00:01.250"_s;
    QTest::newRow("offset") << u"2026-11-22T18:00:00+02:00"_s << u"2026-11-22 16:00:00.000"_s;
    QTest::newRow("west") << u"2026-11-22 18:00 -0130"_s << u"2026-11-22 19:30:00.000"_s;
}

void TestLogTime::readsMoments()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const LogMoment moment = models::readLogMoment(text, QDateTime::fromMSecsSinceEpoch(NowMs, Qt::UTC));
    QCOMPARE(moment.error, QString());
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(moment.timeNs / 1'000'000, Qt::UTC).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s),
             expected);
}

void TestLogTime::saysWhatCannotBeRead_data()
{
    QTest::addColumn<QString>("text");
    for (const char *const text : {"",
                                   "   ",
                                   "soon",
                                   "10",
                                   "10 parsecs",
                                   "min",
                                   "10 min x",
                                   "-5 min",
                                   "25:00",
                                   "12:60",
                                   "12:00:60",
                                   "2026-13-01",
                                   "2026-02-30",
                                   "22.11.2026",
                                   "2026-11-22 18",
                                   "99999999999999 h",
                                   "999999999 weeks",
                                   "9999-01-01",
                                   "T",
                                   "Z",
                                   "18:00 18:00",
                                   "<b>10</b>"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestLogTime::saysWhatCannotBeRead()
{
    QFETCH(QString, text);
    const LogMoment moment = models::readLogMoment(text, QDateTime::fromMSecsSinceEpoch(NowMs, Qt::UTC));
    QCOMPARE(moment.timeNs, 0);
    QVERIFY(moment.error.endsWith(u'.'));
}

void TestLogTime::findsTheFirstLineAtATime()
{
    LogDocument document;
    QVERIFY(!firstLogLineAt(document, 1));
    std::vector<qint64> times;
    for (qint64 i = 0; i < 100'000; ++i)
        times.push_back((1000 + i / 3) * Second);
    fill(document, times);
    QCOMPARE(firstLogLineAt(document, 1), 0);
    QCOMPARE(firstLogLineAt(document, 1000 * Second), 0);
    QCOMPARE(firstLogLineAt(document, 1000 * Second + 1), 3);
    QCOMPARE(firstLogLineAt(document, 21'000 * Second), 60'000);
    QCOMPARE(firstLogLineAt(document, 34'333 * Second), 99'999);
    QVERIFY(!firstLogLineAt(document, 34'333 * Second + 1));
    models::LineStore older;
    older.append(LogPiece{"older", 999 * Second, engine::LogStream::Stdout, false, false});
    document.prepend(std::move(older));
    QCOMPARE(firstLogLineAt(document, 1), -1);
    QCOMPARE(firstLogLineAt(document, 1000 * Second), 0);
    document.clear();
    QVERIFY(!firstLogLineAt(document, 1));
}

void TestLogTime::findsItAmongCrossedLines()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 50; ++round) {
        std::vector<qint64> times;
        qint64 time = 1000 * Second;
        for (int i = 0; i < 3000; ++i) {
            time += random.bounded(3) * Second / 7;
            times.push_back(models::storedTime(time - (random.bounded(2) ? Second / 2 : 0))); // stderr is late
        }
        LogDocument document;
        fill(document, times);
        for (int probe = 0; probe < 40; ++probe) {
            const qint64 wanted = 999 * Second + qint64(random.bounded(1000)) * (time - 998 * Second) / 1000;
            const auto first = std::find_if(times.begin(), times.end(), [&](qint64 t) { return t >= wanted; });
            const std::optional<qint64> found = firstLogLineAt(document, wanted);
            QCOMPARE(found.has_value(), first != times.end());
            if (found)
                QCOMPARE(*found, qint64(first - times.begin()));
        }
    }
}

void TestLogTime::passesOverLinesWithoutATime()
{
    std::vector<qint64> times(5000, 0);
    times[10] = 100 * Second;
    times[3000] = 200 * Second;
    times[4000] = 300 * Second;
    LogDocument document;
    fill(document, times);
    QCOMPARE(firstLogLineAt(document, 150 * Second), 3000);
    QCOMPARE(firstLogLineAt(document, 300 * Second), 4000);
    QVERIFY(!firstLogLineAt(document, 301 * Second));
}

QTEST_GUILESS_MAIN(TestLogTime)
#include "tst_log_time.moc"
