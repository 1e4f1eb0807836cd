// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_log.h"

#include <QDateTime>
#include <QUrl>
#include <QUrlQuery>

#include <mutex>
#include <vector>

namespace test {
namespace {

constexpr qint64 firstNs = 1'700'000'000'000'000'000;
constexpr qint64 stepNs = 1'000'003;

struct Line
{
    qint64 timeNs = 0;
    bool isError = false;
    QByteArray text;
};

QByteArray rfc3339(qint64 timeNs)
{
    return QDateTime::fromSecsSinceEpoch(timeNs / 1'000'000'000, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss").toLatin1() +
           '.' + QByteArray::number(timeNs % 1'000'000'000).rightJustified(9, '0') + 'Z';
}

QByteArray frame(const Line &line)
{
    const QByteArray body = rfc3339(line.timeNs) + ' ' + line.text + '\n';
    QByteArray header(8, '\0');
    header[0] = line.isError ? 2 : 1;
    for (int i = 0; i < 4; ++i)
        header[4 + i] = char(quint32(body.size()) >> (24 - 8 * i));
    return header + body;
}

/// "1700000000.000000000" → ns.
qint64 toNs(const QString &value)
{
    const QString fraction = value.section(u'.', 1, 1).leftJustified(9, u'0');
    return value.section(u'.', 0, 0).toLongLong() * 1'000'000'000 + fraction.toLongLong();
}

} // namespace

struct ScriptedLog::State
{
    mutable std::mutex mutex;
    std::vector<Line> lines;
    std::vector<ScriptedStreamPtr> followers;
    QList<QByteArray> queries;
    qint64 nowNs = firstNs;
    qint64 startedNs = firstNs;
    qint64 finishedNs = 0;
    int exitCode = 0;
    int cutNext = -1;
    bool isRunning = true;
    bool isBehind = false;

    void add(const QByteArray &text, bool isError, qint64 step)
    {
        nowNs += step;
        lines.push_back({nowNs, isError, text});
        if (isBehind)
            return;
        for (const ScriptedStreamPtr &follower : followers)
            follower->push(cutNext < 0 ? frame(lines.back()) : frame(lines.back()).left(cutNext));
        if (cutNext >= 0)
            cut();
        cutNext = -1;
    }

    void cut()
    {
        for (const ScriptedStreamPtr &follower : followers)
            follower->cut();
        followers.clear();
    }

    ScriptedAnswer inspect() const
    {
        const std::lock_guard lock(mutex);
        QByteArray json = R"({"Id":"web","Name":"/web","Config":{"Image":"i","Tty":false},"State":{"Status":")";
        json += isRunning ? "running" : "exited";
        json += R"(","Running":)" + QByteArray(isRunning ? "true" : "false") + R"(,"ExitCode":)" +
                QByteArray::number(exitCode);
        json += R"(,"StartedAt":")" + rfc3339(startedNs) + R"(","FinishedAt":")" +
                (finishedNs ? rfc3339(finishedNs) : QByteArray("0001-01-01T00:00:00Z")) + R"("}})";
        return {.body = json};
    }

    ScriptedAnswer log(const QByteArray &query)
    {
        const std::lock_guard lock(mutex);
        queries.append(query);
        isBehind = false;
        const QUrlQuery wanted(QUrl::fromPercentEncoding(query));
        const qint64 since = toNs(wanted.queryItemValue(QStringLiteral("since")));
        const QString until = wanted.queryItemValue(QStringLiteral("until"));
        QList<QByteArray> frames;
        for (const Line &line : lines) {
            if (line.timeNs >= since && (until.isEmpty() || line.timeNs <= toNs(until)))
                frames.append(frame(line));
        }
        bool hasTail = false;
        const int tail = wanted.queryItemValue(QStringLiteral("tail")).toInt(&hasTail);
        if (hasTail && frames.size() > tail)
            frames = frames.mid(frames.size() - tail);
        ScriptedAnswer answer{.body = frames.join(), .contentType = "application/vnd.docker.raw-stream"};
        const QString follow = wanted.queryItemValue(QStringLiteral("follow"));
        if (isRunning && (follow == u"1" || follow == u"true")) {
            answer.stream = std::make_shared<ScriptedStream>();
            if (!answer.body.isEmpty())
                answer.stream->push(answer.body);
            followers.push_back(answer.stream);
        }
        return answer;
    }
};

ScriptedLog::ScriptedLog(ScriptedEngine &engine, const QByteArray &id) : d(std::make_shared<State>())
{
    engine.handle("GET", "/containers/" + id + "/json", [d = d](const ScriptedRequest &) { return d->inspect(); });
    engine.handle("GET", "/containers/" + id + "/logs",
                  [d = d](const ScriptedRequest &request) { return d->log(request.query); });
}

ScriptedLog::~ScriptedLog() = default;

void ScriptedLog::print(const QByteArray &text, bool isError)
{
    const std::lock_guard lock(d->mutex);
    d->add(text, isError, stepNs);
}

void ScriptedLog::printAtOnce(const QByteArray &text, bool isError)
{
    const std::lock_guard lock(d->mutex);
    d->add(text, isError, 0);
}

void ScriptedLog::printMany(const QByteArray &prefix, int from, int to)
{
    const std::lock_guard lock(d->mutex);
    for (int i = from; i < to; ++i)
        d->add(prefix + QByteArray::number(i), false, stepNs);
}

void ScriptedLog::pass(qint64 ms)
{
    const std::lock_guard lock(d->mutex);
    d->nowNs += ms * 1'000'000;
}

void ScriptedLog::exit(int code)
{
    const std::lock_guard lock(d->mutex);
    d->isRunning = false;
    d->exitCode = code;
    d->finishedNs = d->nowNs += stepNs;
    for (const ScriptedStreamPtr &follower : d->followers)
        follower->end();
    d->followers.clear();
}

void ScriptedLog::start(qint64 notedAfterMs)
{
    const std::lock_guard lock(d->mutex);
    d->isRunning = true;
    d->startedNs = (d->nowNs += stepNs) + notedAfterMs * 1'000'000;
}

void ScriptedLog::rotate(int kept)
{
    const std::lock_guard lock(d->mutex);
    d->lines.erase(d->lines.begin(), d->lines.end() - kept);
}

void ScriptedLog::sendAgain(int count)
{
    const std::lock_guard lock(d->mutex);
    for (auto line = d->lines.end() - count; line != d->lines.end(); ++line) {
        for (const ScriptedStreamPtr &follower : d->followers)
            follower->push(frame(*line));
    }
}

void ScriptedLog::fallBehind()
{
    const std::lock_guard lock(d->mutex);
    d->isBehind = true;
}

void ScriptedLog::cutNext(int bytes)
{
    const std::lock_guard lock(d->mutex);
    d->cutNext = bytes;
}

void ScriptedLog::cut()
{
    const std::lock_guard lock(d->mutex);
    d->cut();
}

QList<QByteArray> ScriptedLog::queries() const
{
    const std::lock_guard lock(d->mutex);
    return d->queries;
}

} // namespace test
