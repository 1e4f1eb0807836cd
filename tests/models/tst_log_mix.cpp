// SPDX-License-Identifier: Apache-2.0
#include "models/log_mix.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using models::LogMix;

namespace {

struct Line
{
    std::size_t log = 0;
    QByteArray text;
    bool operator==(const Line &) const = default;
};

/// A log of random lines, each with the place in the order that a merge gives it.
struct RandomLog
{
    RandomLog(std::size_t log, QRandomGenerator &random)
    {
        qint64 timeUs = 1000;
        const int count = random.bounded(40);
        for (int i = 0; i < count; ++i) {
            timeUs += random.bounded(4) - 1; // some are late, many are equal
            latestUs = std::max(latestUs, timeUs);
            const qint64 timeNs = timeUs * 1000 + random.bounded(1000); // what a view of both logs does not know
            const int pieces = random.bounded(8) == 0 ? 3 : 1;
            for (int piece = 0; piece < pieces; ++piece) {
                texts.append(QByteArray::number(qint64(log)) + '.' + QByteArray::number(i) + '.' +
                             QByteArray::number(piece));
                lines.push_back({0, 0, timeNs, engine::LogStream::Stdout, piece + 1 < pieces});
                keys.push_back(latestUs);
            }
        }
    }

    [[nodiscard]] engine::LogBatch take(std::size_t count)
    {
        engine::LogBatch batch;
        for (; count > 0 && next < lines.size(); --count, ++next) {
            engine::LogLine line = lines[next];
            line.offset = quint32(batch.bytes.size());
            line.length = quint32(texts[qsizetype(next)].size());
            batch.bytes += texts[qsizetype(next)];
            batch.lines.push_back(line);
        }
        return batch;
    }
    [[nodiscard]] bool isAtEnd() const { return next == lines.size(); }

    QByteArrayList texts;
    std::vector<engine::LogLine> lines;
    std::vector<qint64> keys;
    qint64 latestUs = 0;
    std::size_t next = 0;
};

/// All lines at once, by what each says of itself.
std::vector<Line> sorted(const std::vector<RandomLog> &logs)
{
    std::vector<std::pair<qint64, Line>> keyed;
    for (std::size_t log = 0; log < logs.size(); ++log) {
        for (std::size_t i = 0; i < logs[log].keys.size(); ++i)
            keyed.push_back({logs[log].keys[i], {log, logs[log].texts[qsizetype(i)]}});
    }
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<Line> lines;
    for (const auto &[key, line] : keyed)
        lines.push_back(line);
    return lines;
}

LogMix::Take into(std::vector<Line> &lines)
{
    return [&lines](const engine::LogBatch &run, std::size_t log) {
        for (const engine::LogLine &line : run.lines)
            lines.push_back({log, run.bytes.mid(line.offset, line.length)});
    };
}

engine::LogBatch oneLine(const QByteArray &text, qint64 timeUs, bool partial = false)
{
    engine::LogBatch batch;
    batch.bytes = text;
    batch.lines.push_back({0, quint32(text.size()), timeUs * 1000, engine::LogStream::Stdout, partial});
    return batch;
}

} // namespace

class TestLogMix : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ordersWhateverComesFirst();
    void waitsForTheSlowOne();
    void keepsTheLineTogether();
    void lineWithoutAnEnd();
};

void TestLogMix::ordersWhateverComesFirst()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 300; ++round) {
        std::vector<RandomLog> logs;
        for (std::size_t i = 0; i < std::size_t(1 + round % 5); ++i)
            logs.emplace_back(i, random);
        const std::vector<Line> expected = sorted(logs);
        LogMix mix(logs.size());
        std::vector<Line> lines;
        std::vector<std::size_t> open(logs.size());
        for (std::size_t i = 0; i < open.size(); ++i)
            open[i] = i;
        while (!open.empty()) {
            const auto place = open.begin() + random.bounded(int(open.size()));
            RandomLog &log = logs[*place];
            if (log.isAtEnd()) {
                mix.end(*place);
                open.erase(place);
            } else {
                mix.push(*place, log.take(std::size_t(1 + random.bounded(9))));
            }
            mix.advance(into(lines));
        }
        QVERIFY(lines == expected);
        for (std::size_t i = 0; i < logs.size(); ++i)
            QCOMPARE(mix.waitingBytes(i), 0);
    }
}

void TestLogMix::waitsForTheSlowOne()
{
    LogMix mix(2);
    std::vector<Line> lines;
    mix.push(0, oneLine("first", 1));
    mix.advance(into(lines));
    QVERIFY(lines.empty());
    QCOMPARE(mix.waitingBytes(0), 5);
    mix.push(1, oneLine("last", 2));
    mix.advance(into(lines));
    QVERIFY((lines == std::vector<Line>{{0, "first"}}));
    mix.end(0);
    mix.advance(into(lines));
    QVERIFY((lines == std::vector<Line>{{0, "first"}, {1, "last"}}));
}

/// Also where another line, of the same time, is of the log that was named first.
void TestLogMix::keepsTheLineTogether()
{
    LogMix mix(2);
    std::vector<Line> lines;
    mix.push(0, oneLine("later", 2));
    mix.push(1, oneLine("a", 1, true));
    mix.advance(into(lines));
    QVERIFY((lines == std::vector<Line>{{1, "a"}}));
    mix.push(1, oneLine("b", 3));
    mix.push(1, oneLine("c", 4));
    mix.advance(into(lines));
    QVERIFY((lines == std::vector<Line>{{1, "a"}, {1, "b"}, {0, "later"}}));
}

void TestLogMix::lineWithoutAnEnd()
{
    LogMix mix(2);
    std::vector<Line> lines;
    mix.push(0, oneLine("other", 2));
    mix.push(1, oneLine("a", 1, true));
    mix.end(1);
    mix.end(0);
    mix.advance(into(lines));
    QVERIFY((lines == std::vector<Line>{{1, "a"}, {0, "other"}}));
}

QTEST_GUILESS_MAIN(TestLogMix)
#include "tst_log_mix.moc"
