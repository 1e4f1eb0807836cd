// SPDX-License-Identifier: Apache-2.0
// How long the window stands still when a key is pressed in the live command of "Run a container", with small and with monstrous
// commands in it (goal: 16 ms), and when such a command is pasted into "Run from command". Prints a table of Markdown.
#include "tests/ui/dialog_bench.h"
#include "ui/paste_dialog.h"
#include "ui/run_dialog.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largest = 65536;

/// `part` with a number for each %1, so often or until it is 64 KB.
QString numbered(const QString &part, int most = 1'000'000)
{
    QString text = u"docker run "_s;
    for (int number = 1; number <= most; ++number) {
        const QString next = QString(part).replace(u"%1"_s, QString::number(number));
        if (text.size() + next.size() + 2 > largest)
            break;
        text += next;
    }
    return text + u" a"_s;
}

struct Text
{
    const char *name;
    QString text;
};

QList<Text> texts()
{
    return {{"a typical command",
             u"docker run -d -p 8888:8888 -v /home/me/work:/work -e TOKEN=x --name lab lab:latest a"_s},
            {"30 variables, 10 ports, 10 volumes",
             numbered(u"-e A%1=b "_s, 30).chopped(2) + numbered(u"-p %1:80 -v v%1:/v%1 "_s, 10).mid(11)},
            {"300 variables", numbered(u"-e A%1=b "_s, 300)},
            {"300 ports", numbered(u"-p %1:80 "_s, 300)},
            {"300 others", numbered(u"--ulimit core=%1 "_s, 300)},
            {"300 ranges of all ports", numbered(u"-p 1-65535:1-65535 "_s, 300)},
            {"300 exposed ranges of all ports", numbered(u"--expose 1-65535 "_s, 300)},
            {"64 KB of variables", numbered(u"-e A%1=b "_s)},
            {"64 KB of ports", numbered(u"-p %1:80 "_s)},
            {"64 KB of unset variables", numbered(u"$A%1 "_s)},
            {"64 KB in one value", u"docker run -e A="_s + u"b"_s.repeated(65000) + u" a"_s},
            {"64 KB in 300 values", numbered(u"-e A%1="_s + u"b"_s.repeated(200) + u' ', 300)},
            {"64 KB of arguments", u"docker run a"_s + u" b"_s.repeated(32000)},
            {"64 KB in 2000 arguments", u"docker run a"_s + (u' ' + u"b"_s.repeated(30)).repeated(2000)},
            {"64 KB of lines", u"docker run a \\\n"_s + u"-i \\\n"_s.repeated(10000) + u'a'},
            {"64 KB of commands", u"docker run a;"_s.repeated(5000)},
            {"64 KB of other commands", u"docker run a\n"_s + u"b\n"_s.repeated(32000)},
            {"64 KB of notes", u"docker run a "_s + u"> b "_s.repeated(16000)}};
}

/// The longest that a timer of the window was kept waiting while `work` was done and in the moment behind it.
double stall(const std::function<void()> &work)
{
    QTimer beat;
    QElapsedTimer since, all;
    qint64 longest = 0;
    QObject::connect(&beat, &QTimer::timeout, &beat, [&since, &longest] {
        longest = std::max(longest, since.nsecsElapsed());
        since.start();
    });
    since.start();
    all.start();
    beat.start(1);
    QTimer::singleShot(5, &beat, work);
    while (all.elapsed() < 250)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return double(longest) / 1e6;
}

void measureKeys(QPlainTextEdit &field, const Text &text)
{
    const double fill = stall([&field, &text] { field.setPlainText(text.text); });
    std::vector<double> keys;
    for (int i = 0; i < 5; ++i) {
        keys.push_back(stall([&field] {
            field.moveCursor(QTextCursor::End);
            QTest::keyClick(&field, 'c');
        }));
    }
    std::sort(keys.begin(), keys.end());
    std::printf("| %s | %.1f | %.1f | %.1f | 16 |\n", text.name, fill, keys[keys.size() / 2], keys.back());
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication app(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    test::DialogBench bench;
    if (!bench.open())
        return 1;
    const QList<Text> all = texts();
    std::printf(
        "| live command | filled, ms | a key, median ms | worst ms | goal ms |\n| --- | --- | --- | --- | --- |\n");
    for (const Text &text : all) {
        bench.presenter.openRun(models::RunForm{});
        QDialog *dialog = test::DialogBench::dialog();
        auto *field = dialog ? test::DialogBench::named<QPlainTextEdit>(*dialog, u"Docker command"_s) : nullptr;
        if (!field)
            return 1;
        measureKeys(*field, text);
        delete dialog;
    }
    std::printf(
        "\n| paste dialog | filled, ms | a key, median ms | worst ms | goal ms |\n| --- | --- | --- | --- | --- |\n");
    for (const Text &text : all) {
        ui::PasteDialog dialog(&bench.window);
        dialog.show();
        auto *field = test::DialogBench::named<QPlainTextEdit>(dialog, u"Command"_s);
        if (!field)
            return 1;
        measureKeys(*field, text);
    }
    return 0;
}
