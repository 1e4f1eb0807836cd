// SPDX-License-Identifier: Apache-2.0
// What reading a pasted docker run command costs: a typical one read and printed (goal 100 µs), its request, and the worst of
// 64 KB (goal 10 ms). Prints a table of Markdown: the median of many runs.
#include "models/run_command/run_paste.h"
#include "models/run_command/run_print.h"
#include "models/run_command/run_request.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace models::run;

namespace {

const QString typical = uR"(sudo docker run -d \
  --name gitlab --hostname gitlab.example.com --restart always \
  --publish 443:443 --publish 80:80 --publish 127.0.0.1:22:22 \
  -e GITLAB_OMNIBUS_CONFIG="external_url 'http://gitlab.example.com'; gitlab_rails['lfs_enabled'] = true;" \
  --volume $HOME/config:/etc/gitlab --volume "$(pwd)/logs":/var/log/gitlab:ro --shm-size 256m \
  --network front --memory 4g --cpus 1.5 gitlab/gitlab-ee:latest --debug)"_s;

template<typename Work>
void measure(const char *name, int runs, const char *goal, Work work)
{
    std::vector<qint64> times;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(timer.nsecsElapsed());
    }
    std::sort(times.begin(), times.end());
    std::printf("| %s | %.1f | %.1f | %s |\n", name, double(times[times.size() / 2]) / 1000,
                double(times.back()) / 1000, goal);
}

/// `part` over and over behind a docker run, 64 KB in all.
QString large(const QString &part)
{
    return (u"docker run "_s + part.repeated(65536 / part.size() + 1)).left(65536);
}

void measurePaste(const char *name, const QString &text, const ShellEnvironment &machine)
{
    measure(name, 20, "10000", [&text, &machine] {
        for (const PastedCommand &pasted : readPaste(text, machine)) {
            if (pasted.isRun && !pasted.error)
                (void)printRunCommand(pasted.command, false);
        }
    });
}

} // namespace

int main()
{
    const ShellEnvironment machine = ShellEnvironment::ofThisProcess();
    std::printf("| work | median µs | worst µs | goal µs |\n| --- | --- | --- | --- |\n");
    measure("read and print a typical command", 2000, "100",
            [&machine] { (void)printRunCommand(readPaste(typical, machine).first().command, false); });
    const PastedCommand pasted = readPaste(typical, machine).first();
    measure("its request", 2000, "", [&] { (void)createRequest(pasted.command, machine); });
    measurePaste("64 KB of -e A=1", large(u"-e A=1 "_s) + u" a"_s, machine);
    measurePaste("64 KB of different variables", large(u"-e A=$HOME "_s), machine);
    measurePaste("64 KB of ports", large(u"-p 80:80 "_s) + u" a"_s, machine);
    measurePaste("64 KB of mounts", large(u"--mount type=bind,src=/a,dst=/b "_s) + u" a"_s, machine);
    measurePaste("64 KB of commands", large(u"a\ndocker run b\n"_s), machine);
    measurePaste("64 KB in one letter's word", large(u"-i"_s), machine);
    measurePaste("64 KB of $(", large(u"$("_s), machine);
    measurePaste("64 KB of ${A:-", large(u"${A:-"_s), machine);
    measurePaste("64 KB of quotes", large(u"\"'"_s), machine);
    measurePaste("64 KB of backslashes", large(u"\\"_s), machine);
    measurePaste("64 KB of joined lines", large(u"a \\\n"_s), machine);
    measurePaste("64 KB of one short options word", u"docker run -"_s + u"i"_s.repeated(65536) + u" a"_s, machine);
    measurePaste("64 KB of backticks", large(u"` "_s), machine);
    return 0;
}
