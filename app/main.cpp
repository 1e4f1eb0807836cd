// SPDX-License-Identifier: Apache-2.0
#include "app/bench_marks.h"
#include "app/command_line.h"
#include "app/font_preload.h"
#include "app/longshore.h"
#include "app/tour.h"
#include "models/embedded_engine.h"
#include "models/run_command/dry_run.h"
#include "models/run_text.h"
#include "ui/main_window.h"
#include "ui/theme.h"

#include <QApplication>
#include <QMessageBox>
#include <QProcessEnvironment>

#include <cstdio>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromUtf8(argv[i]); // as Qt takes them once it runs, whatever the locale is until then
    return arguments;
}

/// Where engines may be; "built-in" is started once nothing answers there.
engine::Result<QList<engine::Endpoint>> enginesFor(const QString &wish)
{
    if (wish == u"built-in"_s)
        return QList<engine::Endpoint>{models::EmbeddedEngine::defaultEndpoint()};
    return engine::discoverEndpoints(wish, QProcessEnvironment::systemEnvironment());
}

/// A wish for an engine that can't be understood: said on the terminal when it came from there, else in a box.
int refuse(const engine::EngineError &error, bool fromCommandLine, int argc, char **argv)
{
    std::fprintf(stderr, "longshore: %s\n", qPrintable(error.message));
    if (fromCommandLine)
        return 2;
    QApplication application(argc, argv);
    ui::applyTheme(application);
    QMessageBox box(QMessageBox::Critical, u"Longshore"_s, u"Longshore does not know which engine to use."_s,
                    QMessageBox::Close);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(error.message);
    box.show();
    QApplication::exec();
    return 2;
}

/// No window, no engine, no application object: over in a blink.
int printRequest(const QStringList &words)
{
    const models::run::DryRun result = models::run::dryRun(words, models::run::ShellEnvironment::ofTerminal());
    std::fwrite(result.output.constData(), 1, size_t(result.output.size()), stdout);
    std::fwrite(result.complaint.constData(), 1, size_t(result.complaint.size()), stderr);
    return result.exitStatus;
}

/// What needs no window is said on the terminal.
int answer(const app::CommandLine &line)
{
    if (line.wish == app::CommandLine::Wish::DryRun)
        return printRequest(line.runWords);
    if (line.wish == app::CommandLine::Wish::Error) {
        std::fprintf(stderr, "longshore: %s\nTry 'longshore --help'.\n", qPrintable(line.text));
        return 2;
    }
    std::printf("%s\n", qPrintable(line.text.trimmed()));
    return 0;
}

/// The command that `longshore run …` opens; an error is what the docker client would print.
tl::expected<models::RunText, QString> commandOf(const QStringList &words)
{
    const auto environment = models::run::ShellEnvironment::ofTerminal();
    const models::run::PastedCommand typed = models::run::readRunWords(words, environment);
    const models::RunText read = models::readRunText(typed, environment);
    if (!read.form)
        return tl::unexpected(typed.error ? typed.error->message : u"docker: "_s + read.problem);
    return read;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication::setApplicationName(u"longshore"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LONGSHORE_VERSION));
    const app::CommandLine line = app::readCommandLine(argumentsOf(argc, argv));
    if (line.wish != app::CommandLine::Wish::Run)
        return answer(line);
    const auto command = line.opensRun ? commandOf(line.runWords) : models::RunText();
    if (!command) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(command.error()));
        return 125;
    }
    const auto candidates = enginesFor(line.engine);
    if (!candidates)
        return refuse(candidates.error(), !line.engine.isEmpty(), argc, argv);

    // The engine is asked while Qt and the window are still being built.
    app::Longshore longshore(*candidates);
    auto fonts = std::make_optional<app::FontPreload>();
    QApplication application(argc, argv);
    fonts.reset();
    QGuiApplication::setDesktopFileName(u"longshore"_s);
    QApplication::setApplicationDisplayName(u"Longshore"_s);
    ui::applyTheme(application);
    QApplication::setWindowIcon(ui::icon(u"longshore"_s));
    longshore.showWindow();
    if (line.opensRun)
        longshore.window().openCommand(*command);
    if (line.benchMarks)
        new app::BenchMarks(longshore.window(), longshore.session(), &longshore);
    if (!line.tour.isEmpty()) {
        auto *tour = new app::Tour(longshore.window(), line.tour, &longshore);
        QObject::connect(tour, &app::Tour::finished, &longshore, &app::Longshore::endTour);
        tour->start();
    }
    const int result = QApplication::exec();
    longshore.closeWindow();
    return result;
}
