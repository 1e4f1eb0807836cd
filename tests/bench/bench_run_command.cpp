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
    double total = 0; // ms
    for (int i = 0; i < runs && total < 2000; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(timer.nsecsElapsed());
        total += double(times.back()) / 1e6;
    }
    std::sort(times.begin(), times.end());
    std::printf("| %s | %.1f | %.1f | %s |\n", name, double(times[times.size() / 2]) / 1000,
                double(times.back()) / 1000, goal);
}

constexpr qsizetype largest = 65536;

/// `part` over and over behind a docker run, 64 KB in all.
QString large(const QString &part, const QString &head = u"docker run "_s, const QString &tail = {})
{
    const qsizetype room = largest - head.size() - tail.size();
    return head + part.repeated(room / part.size()) + tail;
}

/// The same with a number for each %1.
QString numbered(const QString &part, const QString &head = u"docker run "_s, const QString &tail = {})
{
    QString text = head;
    for (int number = 0;; ++number) {
        const QString next = QString(part).replace(u"%1"_s, QString::number(number));
        if (text.size() + next.size() + tail.size() > largest)
            return text + tail;
        text += next;
    }
}

struct Text
{
    const char *name;
    QString text;
};

QList<Text> posixTexts()
{
    const QString image = u" a"_s;
    return {{"-e A=1", large(u"-e A=1 "_s, u"docker run "_s, image)},
            {"different -e", numbered(u"-e A%1=1 "_s, u"docker run "_s, image)},
            {"-e of variables", large(u"-e A=$HOME "_s)},
            {"-p 80:80", large(u"-p 80:80 "_s, u"docker run "_s, image)},
            {"different ports", numbered(u"-p %1:80 "_s, u"docker run "_s, image)},
            {"port ranges", large(u"-p 1-9999:1-9999 "_s, u"docker run "_s, image)},
            {"the longest port ranges", large(u"-p 1-65535:1-65535 "_s, u"docker run "_s, image)},
            {"exposed ranges", large(u"--expose 1-65535 "_s, u"docker run "_s, image)},
            {"mounts", large(u"--mount type=bind,src=/a,dst=/b "_s, u"docker run "_s, image)},
            {"different mounts", numbered(u"--mount type=bind,src=/a,dst=/b%1 "_s, u"docker run "_s, image)},
            {"keys of one mount", large(u",src=/a"_s, u"docker run --mount type=bind,dst=/b"_s, image)},
            {"options of one mount", large(u",volume-opt=a=b"_s, u"docker run --mount type=volume,dst=/b"_s, image)},
            {"volumes", numbered(u"-v /a:/%1 "_s, u"docker run "_s, image)},
            {"labels", numbered(u"-l a%1 "_s, u"docker run "_s, image)},
            {"a label of blanks", large(u" "_s, u"docker run -l '"_s, u"a=b' a"_s)},
            {"ulimits", numbered(u"--ulimit nofile=%1 "_s, u"docker run "_s, image)},
            {"log options", numbered(u"--log-opt a%1=b "_s, u"docker run "_s, image)},
            {"networks", numbered(u"--net name=n%1,alias=b "_s, u"docker run "_s, image)},
            {"aliases of one network", large(u",alias=b"_s, u"docker run --net name=n"_s, image)},
            {"one network's name", large(u"a"_s, u"docker run --net "_s, image)},
            {"hosts", numbered(u"--add-host h%1:1.2.3.4 "_s, u"docker run "_s, image)},
            {"one IPv6 address", large(u"0:"_s, u"docker run --ip6 "_s, image)},
            {"one search domain", large(u"a."_s, u"docker run --dns-search "_s, image)},
            {"gpus", large(u",device=0"_s, u"docker run --gpus '\"count=1"_s, u"\"' a"_s)},
            {"devices", numbered(u"--device /dev/d%1 "_s, u"docker run "_s, image)},
            {"environment files", large(u"--env-file /x "_s, u"docker run "_s, image)},
            {"arguments", large(u"a "_s)},
            {"one name", large(u"a"_s, u"docker run --name "_s, image)},
            {"one image name", large(u"a/"_s)},
            {"one unknown option", large(u"-"_s, u"docker run --x"_s, image)},
            {"one short options word", large(u"i"_s, u"docker run -"_s, image)},
            {"short options words", large(u"-itd "_s, u"docker run "_s, image)},
            {"wrappers", large(u"sudo "_s, {}, u"docker run a"_s)},
            {"the client's options", large(u"-H a "_s, u"docker "_s, u"run a"_s)},
            {"variables in front", numbered(u"A%1=1 "_s, {}, u"docker run a"_s)},
            {"variables of their own", numbered(u"A%1=\na\n"_s, {}, u"docker run a"_s)},
            {"variables, then commands", numbered(u"A%1=\n"_s, {}, u"docker run a;"_s.repeated(2000))},
            {"variables in front of each", numbered(u"A%1=1 a\n"_s, numbered(u"B%1=\n"_s).left(largest / 2))},
            {"one name and ~", large(u"=~/"_s, u"a"_s.repeated(largest / 2))},
            {"one variable and ~", large(u":~/"_s, u"docker run -e A="_s)},
            {"commands", large(u"a\ndocker run b\n"_s)},
            {"commands joined by ;", large(u"docker run b;"_s, {})},
            {"commands joined by &&", large(u"docker run b&&"_s, {})},
            {"refused commands", large(u"docker run --x;"_s, {})},
            {"lines", large(u"a\n"_s, {})},
            {"empty lines", large(u"\n"_s, {}, u"docker run a"_s)},
            {"semicolons", large(u";"_s, {}, u"docker run a"_s)},
            {"pipes", large(u"|"_s)},
            {"pipes behind words", large(u"a|"_s, {})},
            {"redirections", large(u">a "_s)},
            {"comments", large(u"#\n"_s)},
            {"prompts", large(u"$ "_s, {})},
            {"long prompts", large(u"a@b:c"_s, {})},
            {"lines like prompts", large(u"[a.b.c.d@e.f.g\n"_s, {})},
            {"$(", large(u"$("_s)},
            {"$(date)", large(u"$(date)"_s)},
            {"( )", large(u"()"_s)},
            {"${A:-", large(u"${A:-"_s)},
            {"closed ${A:-", large(u"${A:-"_s, u"docker run "_s).left(largest / 2) + u"}"_s.repeated(largest / 6)},
            {"${A:-} in a row", large(u"${A:-b}"_s)},
            {"${A:-${A:-}} in a row", large(u"${A:-${A:-${A:-b}}}"_s)},
            {"unset variables", numbered(u"$A%1 "_s)},
            {"quotes", large(u"\"'"_s)},
            {"empty words", large(u"'' "_s)},
            {"one quoted word", large(u"a"_s, u"docker run -e \"A="_s, u"\" a"_s)},
            {"one quoted word of \\\"", large(u"\\\""_s, u"docker run -e \"A="_s, u"\" a"_s)},
            {"one word to be quoted", large(u"'\\''"_s, u"docker run -e 'A="_s, u"' a"_s)},
            {"backslashes", large(u"\\"_s)},
            {"joined lines", large(u"a \\\n"_s)},
            {"backslashes and blanks", large(u"\\         "_s)},
            {"backticks", large(u"`"_s)},
            {"`a`", large(u"`a`"_s)},
            {"~", large(u"~/ "_s)},
            {"~name", large(u"~root/ "_s)},
            {"words beyond ASCII", large(u"\u4e2d\u0301 "_s)},
            {"blanks", large(u" "_s, u"docker run a"_s)},
            {"a heredoc", large(u"EOF\n"_s, u"docker run a <<EOF\n"_s)}};
}

QList<Text> windowsTexts()
{
    const QString power = u"docker run `\n"_s, cmd = u"docker run ^\n"_s;
    return {{"PowerShell: joined lines", large(u"a `\n"_s, power)},
            {"PowerShell: backticks", large(u"` "_s, power)},
            {"PowerShell: $A", numbered(u"$A%1 "_s, power)},
            {"PowerShell: ${env:", large(u"${env:A"_s, power)},
            {"PowerShell: $(", large(u"$("_s, power)},
            {"PowerShell: $a:a:", large(u"a:"_s, power + u"$"_s)},
            {"PowerShell: quotes", large(u"\"\"'"_s, power)},
            {"PowerShell: one quoted word", large(u"''"_s, power + u"-e 'A="_s, u"' a"_s)},
            {"cmd: joined lines", large(u"a ^\n"_s, cmd)},
            {"cmd: ^", large(u"^"_s, cmd)},
            {"cmd: ^ and blanks", large(u"^        "_s, cmd)},
            {"cmd: %", large(u"%"_s, cmd)},
            {"cmd: %a", large(u"%a"_s, cmd)},
            {"cmd: %cd%", large(u"%cd% "_s, cmd)},
            {"cmd: one long %", large(u"a"_s, cmd + u"%"_s)},
            {"cmd: quotes", large(u"\"a"_s, cmd)},
            {"cmd: rem", large(u"rem \n"_s, cmd)}};
}

void measurePaste(const Text &text, const ShellEnvironment &machine)
{
    measure(("64 KB: " + QByteArray(text.name)).constData(), 7, "10000", [&text, &machine] {
        for (const PastedCommand &pasted : readPaste(text.text, machine)) {
            if (pasted.isRun && !pasted.error)
                (void)printRunCommand(pasted.command, false);
        }
    });
}

} // namespace

int main()
{
    const ShellEnvironment machine = ShellEnvironment::ofThisProcess();
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    std::printf("| work | median µs | worst µs | goal µs |\n| --- | --- | --- | --- |\n");
    measure("read and print a typical command", 2000, "100",
            [&machine] { (void)printRunCommand(readPaste(typical, machine).first().command, false); });
    const PastedCommand pasted = readPaste(typical, machine).first();
    measure("its request", 2000, "", [&] { (void)createRequest(pasted.command, machine); });
    const QList<Text> texts = posixTexts() + windowsTexts();
    for (const Text &text : texts)
        measurePaste(text, machine);
    return 0;
}
