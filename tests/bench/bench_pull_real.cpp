// SPDX-License-Identifier: Apache-2.0
// P17 on a real engine: the wall time of a pull through a PullJob against the same request by curl, in turn, the image removed
// before each. `bench_pull_real SOCKET [REFERENCE]`. Needs no display. Prints a table of Markdown; see tests/bench/run.
#include "models/engine_session.h"
#include "models/pull_job.h"
#include "tests/support/measured_process.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>

#include <cstdio>
#include <ctime>

using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 5;

void curl(const QString &socket, const QString &method, const QString &target)
{
    QProcess process;
    process.start(u"curl"_s, {u"-s"_s, u"-o"_s, u"/dev/null"_s, u"-X"_s, method, u"--unix-socket"_s, socket,
                              u"http://engine"_s + target});
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        qFatal("curl failed: %s", qPrintable(target));
}

double processorMs()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return double(used.tv_sec) * 1e3 + double(used.tv_nsec) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2) {
        std::fprintf(stderr, "usage: bench_pull_real SOCKET [REPOSITORY]\n");
        return 2;
    }
    const QString socket = arguments[1];
    const QString repository = arguments.value(2, u"ubuntu"_s);
    const engine::Result<engine::Endpoint> endpoint = engine::parseEndpoint(socket, u"bench"_s);
    if (!endpoint)
        qFatal("%s", qPrintable(endpoint.error().message));
    models::EngineSession session(*endpoint);
    session.start();

    std::vector<double> byCurl, byJob, processor;
    const auto forget = [&] { curl(socket, u"DELETE"_s, u"/images/"_s + repository); };
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        curl(socket, u"POST"_s, u"/images/create?fromImage=%1&tag=latest"_s.arg(repository));
        byCurl.push_back(double(timer.nsecsElapsed()) / 1e6);
        forget();

        const double before = processorMs();
        timer.restart();
        models::PullJob job(session, repository, {});
        QObject::connect(&job, &models::Job::finished, &application, &QCoreApplication::quit);
        QCoreApplication::exec();
        if (job.state() != models::Job::State::Succeeded)
            qFatal("the pull failed: %s", qPrintable(job.errorText()));
        byJob.push_back(double(timer.nsecsElapsed()) / 1e6);
        processor.push_back(100 * (processorMs() - before) / byJob.back());
        forget();
    }
    std::printf("| real engine, median of %d rounds | |\n|---|---|\n| P17 pull, wall | %.0f ms |\n| P17 against curl "
                "(%.0f ms) | %.3f × |\n"
                "| P17 CPU of the client | %.2f %% |\n",
                rounds, test::median(byJob), test::median(byCurl), test::median(byJob) / test::median(byCurl),
                test::median(processor));
    return 0;
}
