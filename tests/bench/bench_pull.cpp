// SPDX-License-Identifier: Apache-2.0
// Goal P17, the part of the messages: a pull that tells of 10 000 steps a second, each a chunk of its own. Prints what it costs
// the UI thread and how often views are told; exits with 1 when a goal is missed.
#include "models/engine_session.h"
#include "models/pull_job.h"
#include "tests/support/scripted_engine.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

namespace {

constexpr int Seconds = 5;
constexpr int PerSecond = 10'000;
constexpr int Layers = 8;

double threadCpuMs()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

QByteArray step(int number)
{
    return "{\"status\":\"Downloading\",\"progressDetail\":{\"current\":" + QByteArray::number(number) +
           ",\"total\":" + QByteArray::number(Seconds * PerSecond) + "},\"progress\":\"[==>      ]\",\"id\":\"layer" +
           QByteArray::number(number % Layers) + "\"}\n";
}

/// A hundredth of a second's messages at a time, in step with the clock.
void feed(const test::ScriptedStreamPtr &stream)
{
    const auto start = std::chrono::steady_clock::now();
    for (int number = 1; number <= Seconds * PerSecond; ++number) {
        if (number % (PerSecond / 100) == 0)
            std::this_thread::sleep_until(start + std::chrono::microseconds(number * 1'000'000LL / PerSecond));
        stream->push(step(number));
    }
    stream->end();
}

/// Measures how long each event holds up the thread: what a person would feel as a stutter.
class MeasuredApplication : public QCoreApplication
{
public:
    using QCoreApplication::QCoreApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        QElapsedTimer clock;
        clock.start();
        const bool handled = QCoreApplication::notify(receiver, event);
        m_milliseconds.push_back(double(clock.nsecsElapsed()) / 1e6);
        return handled;
    }

    double quantile(double part)
    {
        std::sort(m_milliseconds.begin(), m_milliseconds.end());
        return m_milliseconds.empty() ? 0 : m_milliseconds[std::size_t(part * double(m_milliseconds.size() - 1))];
    }

private:
    std::vector<double> m_milliseconds;
};

bool report(const char *what, double value, double goal)
{
    std::printf("P17 %-34s %9.3f   goal %.3f %s\n", what, value, goal, value <= goal ? "" : "MISSED");
    return value <= goal;
}

} // namespace

int main(int argc, char **argv)
{
    MeasuredApplication application(argc, argv);
    test::ScriptedEngine engine;
    const auto stream = engine.stream("POST", "/images/create");
    models::EngineSession session(engine.endpoint());
    models::PullJob job(session, QStringLiteral("postgres"), {});
    int told = 0;
    int repaints = 0;
    QObject::connect(&job, &models::Job::changed, &job, [&] { ++told; });
    QObject::connect(&job.layers(), &QAbstractItemModel::dataChanged, &job, [&] { ++repaints; });
    QObject::connect(&job, &models::Job::finished, &application, &QCoreApplication::quit);
    QElapsedTimer wall;
    wall.start();
    const double before = threadCpuMs();
    std::thread feeder(feed, stream);
    QCoreApplication::exec();
    feeder.join();
    const double seconds = double(wall.elapsed()) / 1e3;
    std::printf("%d messages in %.2f s\n", Seconds * PerSecond, seconds);
    bool good = job.state() == models::Job::State::Succeeded;
    good &= report("CPU of the UI thread, %", (threadCpuMs() - before) / seconds / 10, 20);
    good &= report("event of the UI thread, p99.9, ms", application.quantile(0.999), 8);
    good &= report("event of the UI thread, longest, ms", application.quantile(1), 16);
    good &= report("changes told a second", told / seconds, 31);
    good &= report("repaints a second", repaints / seconds, 31);
    return good ? 0 : 1;
}
