// SPDX-License-Identifier: Apache-2.0
// P1–P3: from exec to the first paint, the first rows and all rows, with 1000 containers, against curl, the docker client
// and an empty window in the same run. `bench_start APP [SOCKET]`: with SOCKET the real engine behind it, else a
// scripted one. Needs a display. Prints a table of Markdown; see tests/bench/run.
#include "tests/support/many_containers.h"
#include "tests/support/measured_process.h"
#include "tests/support/scripted_engine.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using test::MeasuredProcess;

namespace {

constexpr int rounds = 15;
constexpr int limitMs = 20'000;

/// Figures of all rounds, in ms from exec.
struct Figures
{
    std::vector<double> firstPaint, firstRows, allRows, emptyWindow, curl, docker, deadSocket, hangingSocket;
};

QHash<QByteArray, QByteArray> cleanHome(const QTemporaryDir &home)
{
    const QByteArray path = home.path().toLocal8Bit();
    return {{"HOME", path},
            {"XDG_CONFIG_HOME", path + "/config"},
            {"XDG_CACHE_HOME", path + "/cache"},
            {"XDG_RUNTIME_DIR", path}};
}

double mark(MeasuredProcess &process, const QByteArray &name)
{
    const std::optional<qint64> at = process.waitForMark(name, limitMs);
    if (!at)
        qFatal("no mark %s within %d ms", name.constData(), limitMs);
    return process.sinceStartMs(*at);
}

double wholeRun(const QStringList &command, const QHash<QByteArray, QByteArray> &environment = {})
{
    MeasuredProcess process(command, environment);
    const std::optional<double> ms = process.waitForEnd(limitMs);
    if (!ms)
        qFatal("%s did not end within %d ms", qPrintable(command.first()), limitMs);
    return *ms;
}

double firstPaintOn(const QString &app, const QString &socket, const QTemporaryDir &home)
{
    MeasuredProcess process({app, u"--bench-marks"_s, u"--engine"_s, socket}, cleanHome(home));
    return mark(process, "first-paint");
}

void oneRound(Figures &figures, const QString &app, const QString &socket, const QString &hanging)
{
    const QTemporaryDir home;
    const QString url = u"unix://"_s + socket;
    {
        MeasuredProcess process({app, u"--bench-marks"_s, u"--engine"_s, url}, cleanHome(home));
        figures.firstPaint.push_back(mark(process, "first-paint"));
        figures.firstRows.push_back(mark(process, "first-rows"));
        figures.allRows.push_back(mark(process, "all-rows"));
    }
    figures.curl.push_back(
        wholeRun({u"curl"_s, u"-s"_s, u"--unix-socket"_s, socket, u"http://d/containers/json?all=1"_s}));
    figures.docker.push_back(wholeRun({u"docker"_s, u"ps"_s, u"-a"_s}, {{"DOCKER_HOST", url.toLocal8Bit()}}));
    {
        MeasuredProcess process({QFileInfo(QCoreApplication::applicationFilePath()).path() + u"/bench_empty_window"_s});
        figures.emptyWindow.push_back(mark(process, "first-paint"));
    }
    figures.deadSocket.push_back(firstPaintOn(app, u"unix://"_s + home.path() + u"/nothing.sock"_s, home));
    figures.hangingSocket.push_back(firstPaintOn(app, hanging, home));
}

void print(const char *what, double ms, const char *against, double ratio)
{
    std::printf("| %s | %.1f ms | %s | %.2f × |\n", what, ms, against, ratio);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "usage: bench_start LONGSHORE [SOCKET]\n");
        return 2;
    }
    test::ScriptedEngine scripted;
    test::answerManyContainers(scripted, 1000);
    test::ScriptedEngine hanging;
    hanging.hang("", "/");

    Figures all;
    const QString socket = arguments.value(2, scripted.socketPath());
    for (int i = 0; i < rounds; ++i)
        oneRound(all, arguments[1], socket, hanging.endpoint().url());

    const double curl = test::median(all.curl);
    const double empty = test::median(all.emptyWindow);
    std::printf("| %s, median of %d rounds | | against | |\n|---|---|---|---|\n",
                arguments.size() > 2 ? "real engine" : "scripted engine", rounds);
    print("P1 all rows painted", test::median(all.allRows), "curl", test::median(all.allRows) / curl);
    print("P1 all rows painted", test::median(all.allRows), "docker ps -a",
          test::median(all.allRows) / test::median(all.docker));
    print("P2 first rows painted", test::median(all.firstRows), "empty window", test::median(all.firstRows) / empty);
    print("P3 first paint", test::median(all.firstPaint), "empty window", test::median(all.firstPaint) / empty);
    print("P3 first paint, no socket", test::median(all.deadSocket), "empty window",
          test::median(all.deadSocket) / empty);
    print("P3 first paint, hanging engine", test::median(all.hangingSocket), "empty window",
          test::median(all.hangingSocket) / empty);
    std::printf("\ncurl %.1f ms, docker ps -a %.1f ms, empty window %.1f ms\n", curl, test::median(all.docker), empty);
    return 0;
}
