// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace app {

namespace {

// QCommandLineParser's own help text needs an application object, which does not exist yet.
const QString helpText = uR"(Usage: longshore [options]
       longshore [options] run [--dry-run] [options of docker run] IMAGE [COMMAND]

Run and manage Docker and Podman containers.

run opens "Run a container" filled with the command. With --dry-run it prints
the request that would be sent to the engine, as JSON, and opens no window.

Options:
  --engine ADDRESS  The engine to connect to: unix:///path, tcp://host:port, or
                    built-in for a private Podman that ends with Longshore.
                    Without it: DOCKER_HOST, the current docker context, then
                    the usual sockets of Docker and Podman.
  --tour DIR        Perform the main job by itself, with screenshots in DIR.
  --bench-marks     Print the moments of the start to stderr.
  -h, --help        Show this help.
  -v, --version     Show the version.
)"_s;

/// Where the word "run" stands, before which are only our own options; the end without it.
qsizetype runAt(const QStringList &arguments)
{
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments.at(i) == u"run")
            return i;
        if (!arguments.at(i).startsWith(u'-'))
            break;
        if (arguments.at(i) == u"--engine" || arguments.at(i) == u"--tour")
            ++i; // its value
    }
    return arguments.size();
}

} // namespace

CommandLine readCommandLine(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption engine(u"engine"_s, {}, u"ADDRESS"_s);
    const QCommandLineOption tour(u"tour"_s, {}, u"DIR"_s);
    const QCommandLineOption marks(u"bench-marks"_s);
    const QCommandLineOption help(QStringList{u"h"_s, u"help"_s});
    const QCommandLineOption version(QStringList{u"v"_s, u"version"_s});
    parser.addOptions({engine, tour, marks, help, version});
    CommandLine line;
    // Behind "run" all words are docker's.
    const qsizetype run = runAt(arguments);
    if (!parser.parse(arguments.first(run))) {
        line.wish = CommandLine::Wish::Error;
        line.text = parser.errorText();
    } else if (!parser.positionalArguments().isEmpty()) {
        line.wish = CommandLine::Wish::Error;
        line.text = u"Unexpected argument '%1'."_s.arg(parser.positionalArguments().first());
    } else if (parser.isSet(help)) {
        line.wish = CommandLine::Wish::Help;
        line.text = helpText;
    } else if (parser.isSet(version)) {
        line.wish = CommandLine::Wish::Version;
        line.text = u"longshore "_s + QStringLiteral(LONGSHORE_VERSION);
    } else {
        line.runWords = arguments.mid(run + 1);
        line.opensRun = run < arguments.size();
        if (!line.runWords.isEmpty() && line.runWords.first() == u"--dry-run") {
            line.wish = CommandLine::Wish::DryRun;
            line.runWords.removeFirst();
        }
    }
    line.engine = parser.value(engine);
    line.tour = parser.value(tour);
    line.benchMarks = parser.isSet(marks);
    return line;
}

} // namespace app
