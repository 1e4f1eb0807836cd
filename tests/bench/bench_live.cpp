// SPDX-License-Identifier: Apache-2.0
// P4–P6 with a scripted engine: from an event to the repainted row, idle cost, memory. `bench_live APP`. Needs a display. Prints a
// table of Markdown; see tests/bench/run.
#include "tests/support/many_containers.h"
#include "tests/support/measured_process.h"
#include "tests/support/scripted_engine.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

using namespace Qt::StringLiterals;
using test::MeasuredProcess;
using test::ScriptedEngine;

namespace {

constexpr int limitMs = 20'000;
constexpr auto settle = std::chrono::seconds(6);
constexpr int idleSeconds = 30;

/// The app on a scripted engine, with all rows painted and at rest.
struct Running
{
    QTemporaryDir home;
    std::unique_ptr<MeasuredProcess> app;

    Running(const QString &program, const ScriptedEngine &engine)
    {
        const QByteArray path = home.path().toLocal8Bit();
        app = std::make_unique<MeasuredProcess>(
            QStringList{program, u"--bench-marks"_s, u"--engine"_s, engine.endpoint().url()},
            QHash<QByteArray, QByteArray>{
                {"HOME", path}, {"XDG_CONFIG_HOME", path + "/config"}, {"XDG_RUNTIME_DIR", path}});
        if (!app->waitForMark("all-rows", limitMs))
            qFatal("the rows were not painted within %d ms", limitMs);
        std::this_thread::sleep_for(settle);
    }
};

QByteArray event(int number, const QByteArray &action)
{
    return R"({"status":")" + action + R"(","id":")" + test::containerId(number) +
           R"(","Type":"container","Action":")" + action + R"(","Actor":{"ID":")" + test::containerId(number) +
           R"(","Attributes":{}},"scope":"local","time":1790000000})" + '\n';
}

void eventToPaint(const QString &program)
{
    ScriptedEngine engine;
    test::answerManyContainers(engine, 1000, true);
    const Running running(program, engine);
    std::vector<double> latencies;
    engine.forgetRequests();
    constexpr int events = 200;
    for (int i = 0; i < events; ++i) {
        const qint64 pushed = test::monotonicNs();
        engine.events()->push(event(i % 8, i % 2 == 0 ? "die" : "start"));
        const auto painted = running.app->waitForMark("rows-painted", 2000, pushed);
        if (!painted)
            qFatal("event %d was never painted", i);
        latencies.push_back(double(*painted - pushed) / 1e6);
        std::this_thread::sleep_for(std::chrono::milliseconds(700)); // each one on its own, not a burst
    }
    const double perEvent = double(engine.count("/containers/json")) / events;
    engine.forgetRequests();
    QByteArray burst;
    for (int i = 0; i < 100; ++i)
        burst += event(i, "die");
    engine.events()->push(burst);
    std::this_thread::sleep_for(std::chrono::seconds(3));
    const QList<test::ScriptedRequest> asked = engine.requests();
    const auto full = std::count_if(asked.begin(), asked.end(), [](const test::ScriptedRequest &request) {
        return request.path == "/containers/json" && !request.query.contains("filters");
    });
    std::printf("| P4 event to repainted row, p50 | %.1f ms |\n| P4 the same, p99 | %.1f ms |\n| P4 requests an event "
                "| %.2f |\n"
                "| P4 list requests for a burst of 100 | %d |\n| P4 full lists among them | %d |\n",
                test::median(latencies), test::percentile(latencies, 0.99), perEvent, engine.count("/containers/json"),
                int(full));
}

void idleAndMemory(const QString &program)
{
    double kbAt1000 = 0;
    for (const int count : {100, 1000, 2000}) {
        ScriptedEngine engine;
        test::answerManyContainers(engine, count);
        const Running running(program, engine);
        engine.forgetRequests();
        const double cpuBefore = running.app->cpuMs();
        std::this_thread::sleep_for(std::chrono::seconds(idleSeconds));
        std::printf("| P5 idle CPU, %d containers | %.3f %% |\n| P5 requests a second, %d containers | %.2f |\n", count,
                    (running.app->cpuMs() - cpuBefore) / (idleSeconds * 10.0), count,
                    double(engine.requests().size()) / idleSeconds);
        const double kb = double(running.app->rssKb());
        if (count == 1000) {
            kbAt1000 = kb;
            std::printf("| P6 RSS at 1000 containers | %.1f MB |\n", kb / 1000);
            for (int i = 0; i < 10'000; ++i)
                engine.events()->push(event(i % 1000, i % 2 == 0 ? "die" : "start"));
            std::this_thread::sleep_for(settle);
            std::printf("| P6 growth over 10 000 events | %.2f MB |\n", (double(running.app->rssKb()) - kb) / 1000);
        } else if (count == 2000) {
            std::printf("| P6 a further container | %.2f kB |\n", (kb - kbAt1000) / 1000);
        }
    }
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (QCoreApplication::arguments().size() < 2) {
        std::fprintf(stderr, "usage: bench_live LONGSHORE\n");
        return 2;
    }
    std::printf("| scripted engine, 1000 containers | |\n|---|---|\n");
    eventToPaint(QCoreApplication::arguments()[1]);
    idleAndMemory(QCoreApplication::arguments()[1]);
    return 0;
}
