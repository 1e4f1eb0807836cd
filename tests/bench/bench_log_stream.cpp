// SPDX-License-Identifier: Apache-2.0
// P8, P9, P11 and P12: a log from the engine's socket to the screen, against curl and a raw reader of the same socket in the same
// run. `bench_log_stream [SOCKET]`: with the socket of a real engine also its container "million" (see tests/bench/run).
// Prints tables of Markdown.
#include "models/log_session.h"
#include "tests/support/event_waits.h"
#include "tests/support/log_load.h"
#include "tests/support/measured_process.h"
#include "tests/support/own_threads.h"
#include "tests/support/scripted_engine.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <thread>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using models::LogSession;
using test::MeasuredProcess;
using test::ScriptedEngine;

namespace {

constexpr int LimitMs = 300'000;
constexpr int Rounds = 3;
const QByteArray Inspect =
    R"({"Id":"web","Name":"/web","Config":{"Image":"i","Tty":false},"State":{"Status":"running",)"
    R"("Running":true,"StartedAt":"2026-11-22T10:00:00Z"}})";

/// Runs the event loop until `isDone`, and returns how long that took in ms.
template<class Condition>
double timeUntil(const Condition &isDone)
{
    const qint64 start = test::monotonicNs();
    while (!isDone()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (test::monotonicNs() - start > LimitMs * 1'000'000LL)
            qFatal("nothing comes");
    }
    return double(test::monotonicNs() - start) / 1e6;
}

void rest(int ms)
{
    bool isOver = false;
    QTimer::singleShot(ms, qApp, [&isOver] { isOver = true; });
    (void)timeUntil([&isOver] { return isOver; });
}

/// No event of this thread tells of them.
void waitForReaders(const test::ScriptedStream &stream, int count)
{
    while (stream.readers() < count)
        rest(5);
}

double curlMs(const QString &socket, const QString &container, const QString &query)
{
    MeasuredProcess curl(
        {u"curl"_s, u"-s"_s, u"-0"_s, u"-o"_s, u"/dev/null"_s, u"--unix-socket"_s, socket,
         u"http://engine/containers/%1/logs?stdout=1&stderr=1&timestamps=1&%2"_s.arg(container, query)});
    const auto ms = curl.waitForEnd(LimitMs);
    if (!ms)
        qFatal("curl does not end");
    return *ms;
}

void row(const char *what, double ms, double referenceMs, double most)
{
    std::printf("| %s | %.1f ms | %.1f ms | %.2f (goal: at most %.2f) |\n", what, ms, referenceMs, ms / referenceMs,
                most);
    std::fflush(stdout);
}

void ingest(const char *what, bool isColoured)
{
    constexpr int Lines = 5'000'000;
    ScriptedEngine engine;
    engine.answer("GET", "/containers/web/json", 200, Inspect);
    QByteArray body = test::logFrames(0, Lines);
    if (isColoured)
        body.replace("INFO  request served", "\x1b[32mINFO\x1b[0m served"); // as long
    engine.answer("GET", "/containers/web/logs",
                  {.body = std::exchange(body, {}), .contentType = "application/vnd.docker.raw-stream"});
    std::vector<double> ours;
    std::vector<double> reference;
    for (int round = 0; round < Rounds; ++round) {
        reference.push_back(curlMs(engine.socketPath(), u"web"_s, {}));
        engine::EngineClient client(engine.endpoint());
        LogSession session(client, u"web"_s);
        session.setActive(true);
        const models::LogDocument &document = session.document();
        const qint64 residentBefore = test::residentBytes();
        const test::ThreadCpu cpu;
        ours.push_back(timeUntil([&] { return document.endLine() >= Lines; }));
        const models::LineStore &store = document.store();
        std::printf("<!-- %.0f ms; processor: sender %.0f, engine thread %.0f, UI thread %.0f, writer %.0f ms; dropped "
                    "%lld, in memory "
                    "%.1f MB, in the file %.1f MB, resident %.1f MB more -->\n",
                    ours.back(), cpu.ms("scripted"), cpu.ms("engine"), cpu.ownMs(), cpu.ms("Thread (pooled)"),
                    qlonglong(store.droppedLines()), double(store.memoryBytes()) / 1e6,
                    double(store.spill()->bytesUsed()) / 1e6, double(test::residentBytes() - residentBefore) / 1e6);
    }
    row(what, test::median(ours), test::median(reference), 1.2);
}

class StampedView : public ui::LogView
{
public:
    qint64 paintedNs = 0;
    qint64 paintedEnd = 0; ///< one past the newest line that was painted

protected:
    void paintEvent(QPaintEvent *event) override
    {
        ui::LogView::paintEvent(event);
        paintedNs = test::monotonicNs();
        paintedEnd = lineLayout().document() ? lineLayout().document()->endLine() : 0;
    }
};

/// A real engine with a container that has printed a million lines.
void realMillion(const QString &socket)
{
    constexpr int Lines = 1'000'000;
    engine::Endpoint endpoint;
    endpoint.path = socket;
    endpoint.isExplicit = true;
    std::vector<double> opened, tail, whole, all;
    for (int round = 0; round < Rounds; ++round) {
        tail.push_back(curlMs(socket, u"million"_s, u"tail=1000"_s));
        engine::EngineClient client(endpoint);
        LogSession session(client, u"million"_s);
        StampedView view;
        view.resize(1200, 900);
        view.show();
        timeUntil([&] { return view.paintedNs > 0; });
        view.setDocument(&session.document());
        session.setActive(true);
        opened.push_back(timeUntil([&] { return view.paintedEnd > 0; }));
        all.push_back(curlMs(socket, u"million"_s, {}));
        timeUntil([&] { return session.phase() == LogSession::Phase::Ended; });
        session.loadOlder();
        whole.push_back(timeUntil([&] { return !session.isLoadingOlder(); }));
        if (session.document().store().lineCount() < Lines)
            qFatal("lines are missing");
    }
    row("P9 newest lines of a million painted, dockerd", test::median(opened), test::median(tail), 2);
    row("P8 a million lines kept, dockerd", test::median(whole), test::median(all), 1.03);
}

/// 100 000 lines a second, twice for 5 s, into a view that is seen or hidden.
void flood(bool isVisible)
{
    constexpr int LinesPerPush = 1000;
    constexpr int Pushes = 500;
    ScriptedEngine engine;
    engine.answer("GET", "/containers/web/json", 200, Inspect);
    const auto log = engine.stream("GET", "/containers/web/logs");
    engine::EngineClient client(engine.endpoint());
    LogSession session(client, u"web"_s);
    ui::LogView view;
    view.resize(1200, 900);
    view.setDocument(&session.document());
    view.setVisible(isVisible);
    session.setActive(true);
    waitForReaders(*log, 1);
    const auto feed = [&](int first) {
        const test::LogFeeder feeder({log}, first, LinesPerPush, Pushes);
        return timeUntil([&] { return session.document().endLine() >= first + LinesPerPush * Pushes; });
    };
    std::vector<double> waitMs;
    {
        const test::EventWaits waits;
        feed(0);
        waitMs = waits.ms();
    }
    const test::ThreadCpu cpu; // without the waking up for the probes
    const double ms = feed(LinesPerPush * Pushes);
    std::printf("\n| 100 000 lines a second, view %s | UI thread |\n|---|---|\n"
                "| P11 p99.9 of what an event waits | %.1f ms (goal: 8) |\n"
                "| P11 longest wait of an event | %.1f ms (goal: 16) |\n"
                "| P11 processor time, all threads | %.1f %% of a core (goal: %d) |\n",
                isVisible ? "visible" : "hidden", test::percentile(waitMs, 0.999), test::percentile(waitMs, 1),
                cpu.ms() / ms * 100, isVisible ? 20 : 3);
    std::fflush(stdout);
}

/// Reads the same log as bytes and notes when each read returned.
std::vector<qint64> readRaw(const QString &socketPath, int count)
{
    std::vector<qint64> stamps;
    const QByteArray path = socketPath.toLocal8Bit();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::copy(path.begin(), path.end(), address.sun_path);
    const int reader = socket(AF_UNIX, SOCK_STREAM, 0);
    const QByteArray request = "GET /containers/web/logs?follow=1 HTTP/1.0\r\n\r\n";
    if (connect(reader, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 ||
        write(reader, request.constData(), std::size_t(request.size())) != request.size())
        qFatal("no raw reader");
    char buffer[4096];
    bool isHead = true;
    while (int(stamps.size()) < count && read(reader, buffer, sizeof buffer) > 0) {
        if (!std::exchange(isHead, false))
            stamps.push_back(test::monotonicNs());
    }
    close(reader);
    return stamps;
}

void latency()
{
    constexpr int Lines = 400;
    ScriptedEngine engine;
    engine.answer("GET", "/containers/web/json", 200, Inspect);
    const auto log = engine.stream("GET", "/containers/web/logs");
    engine::EngineClient client(engine.endpoint());
    LogSession session(client, u"web"_s);
    std::vector<qint64> pushed, raw, stored, painted;
    StampedView view;
    QObject::connect(&session.document(), &models::LogDocument::changed, &view,
                     [&] { stored.push_back(test::monotonicNs()); }); // before the view looks at it
    view.resize(1200, 900);
    view.setDocument(&session.document());
    view.show();
    session.setActive(true);
    std::thread reader([&] { raw = readRaw(engine.socketPath(), Lines); });
    waitForReaders(*log, 2);
    rest(500);
    for (int line = 0; line < Lines; ++line) {
        pushed.push_back(test::monotonicNs());
        log->push(test::logFrames(line, line + 1));
        timeUntil([&] { return view.paintedEnd > line; });
        painted.push_back(view.paintedNs);
        rest(40); // each line on its own
    }
    reader.join();
    std::vector<double> rawMs, storedMs, overMs;
    for (std::size_t i = 0; i < std::min(raw.size(), stored.size()); ++i) {
        rawMs.push_back(double(raw[i] - pushed[i]) / 1e6);
        storedMs.push_back(double(stored[i] - pushed[i]) / 1e6);
        overMs.push_back(double(painted[i] - raw[i]) / 1e6);
    }
    std::printf(
        "\n| a line now and then | raw reader | Longshore |\n|---|---|---|\n| P12 printed to stored, p50 | %.3f ms | "
        "%.3f ms |\n| P12 painted after the raw reader has it, p99 | | %.1f ms (goal: 25) |\n",
        test::median(rawMs), test::median(storedMs), test::percentile(overMs, 0.99));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir cache;
    qputenv("XDG_CACHE_HOME", cache.path().toLocal8Bit());
    QApplication application(argc, argv);
    ui::applyTheme(application);
    std::printf("| whole logs | Longshore | curl | ratio |\n|---|---|---|---|\n");
    ingest("P8 5 million lines kept, scripted", false);
    ingest("P8 5 million lines in colours kept, scripted", true);
    if (QCoreApplication::arguments().size() > 1)
        realMillion(QCoreApplication::arguments()[1]);
    flood(true);
    flood(false);
    latency();
    return 0;
}
