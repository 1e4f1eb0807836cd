// SPDX-License-Identifier: Apache-2.0
// How long the window stands still over what no well-behaved program prints: the longest turn while it comes in, and the longest
// painted page at 40 places of it; then the same for lines shown as JSON. Prints tables of Markdown; the goal is 33 ms.
// bench_hostile [--cpu] [NAME]: with --cpu the thread's own time, which a busy machine does not change; only texts with NAME in theirs.
#include "models/line_cutter.h"
#include "models/log_json.h"
#include "models/log_search.h"
#include "ui/log_json_panel.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <set>

using models::LineCutter;
using models::LineStore;
using models::LogDocument;
using models::LogPiece;

namespace {

constexpr qsizetype BatchBytes = 256 * 1024; ///< as the engine's thread sends them
constexpr int Places = 40;

struct Text
{
    const char *name;
    QByteArray line;
    qint64 bytes;
    bool hasEnd = true;
};

/// A letter of each script.
QByteArray everyScript()
{
    std::set<QChar::Script> known;
    QString line;
    for (char32_t c = 0x80; c <= QChar::LastValidCodePoint; ++c) {
        if (QChar::isLetter(c) && known.insert(QChar::script(c)).second)
            line += QString::fromUcs4(&c, 1) + u' ';
    }
    return line.toUtf8();
}

std::vector<Text> texts()
{
    constexpr qint64 Some = 8 * 1024 * 1024;
    constexpr int Long = 8000;
    return {
        {"plain, 100 bytes a line", QByteArray(100, 'x'), Some},
        {"one line of 100 MB", QByteArray(1000, 'x'), 100LL * 1024 * 1024, false},
        {"1 000 000 empty lines", "", 1'000'000},
        {"lines of 8 kB", QByteArray(Long, 'x'), Some},
        {"NUL", QByteArray(Long, '\0'), Some},
        {"invalid UTF-8", QByteArray(Long, '\xff'), Some},
        {"lone CRs", QByteArray("x\r").repeated(Long / 2), Some},
        {"combining characters", QByteArray("e\xcc\x81").repeated(Long / 3), Some},
        {"combining characters without a base", QByteArray("\xcc\x81").repeated(Long / 2), Some},
        {"right to left", QByteArray("\xd7\xa9\xd7\x9c ").repeated(Long / 5), Some},
        {"both directions", QByteArray("ab \xd7\xa9\xd7\x9c ").repeated(Long / 8), Some},
        {"both directions, a colour for each word",
         QByteArray("\x1b[31mab \x1b[32m\xd7\xa9\xd7\x9c ").repeated(Long / 18), Some},
        {"Chinese", QByteArray("\xe4\xbd\xa0\xe5\xa5\xbd").repeated(Long / 6), Some},
        {"Chinese, a colour for each character",
         QByteArray("\x1b[31m\xe4\xbd\xa0\x1b[44m\xe5\xa5\xbd").repeated(Long / 16), Some},
        {"Arabic", QByteArray("\xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 ").repeated(Long / 9), Some},
        {"Devanagari", QByteArray("\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7\xe0\xa4\xbf ").repeated(Long / 13), Some},
        {"emoji joined", QByteArray("\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb").repeated(Long / 11), Some},
        {"a colour for each character", QByteArray("\x1b[31mx\x1b[44my").repeated(Long / 12), Some},
        {"a letter of each script", everyScript(), Some},
        {"the same, bold", "\x1b[1m" + everyScript(), Some},
        {"tabs", QByteArray(Long, '\t'), Some},
        {"backspaces", QByteArray("ab\b").repeated(Long / 3), Some},
    };
}

class Timer
{
public:
    static inline clockid_t clock = CLOCK_MONOTONIC;

    [[nodiscard]] double ms() const { return now() - m_started; }

private:
    static double now()
    {
        timespec time{};
        clock_gettime(clock, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }

    double m_started = now();
};

/// Until the fonts of what is in view are known: the longest turn of that.
double settle(ui::LogView &view)
{
    if (!view.lineLayout().scripts().isLooking())
        return 0;
    double longest = 0;
    while (view.lineLayout().scripts().isLooking()) {
        const Timer turn;
        QCoreApplication::processEvents();
        longest = std::max(longest, turn.ms());
    }
    const Timer painted;
    (void)view.viewport()->grab();
    return std::max(longest, painted.ms());
}

/// The longest turn while the text arrives and the view follows it.
double comeIn(const Text &text, LogDocument &document, ui::LogView &view)
{
    LineCutter cutter;
    double longest = 0;
    engine::LogBatch batch;
    const auto flush = [&] {
        const Timer timer;
        document.append(
            [&](LineStore &store) { cutter.push(batch, [&store](const LogPiece &piece) { store.append(piece); }); });
        (void)view.viewport()->grab();
        longest = std::max({longest, timer.ms(), settle(view)});
        batch = {};
    };
    for (qint64 sent = 0; sent < text.bytes; sent += text.line.size() + 1) {
        batch.lines.push_back(
            {quint32(batch.bytes.size()), quint32(text.line.size()), sent, engine::LogStream::Stdout, !text.hasEnd});
        batch.bytes += text.line;
        if (batch.bytes.size() + qsizetype(batch.lines.size()) >= BatchBytes)
            flush();
    }
    flush();
    return longest;
}

double longestPage(ui::LogView &view)
{
    double longest = 0;
    for (int place = 0; place < Places; ++place) {
        const Timer timer;
        view.verticalScrollBar()->setValue(int(qint64(view.verticalScrollBar()->maximum()) * place / Places));
        (void)view.viewport()->grab();
        longest = std::max(longest, timer.ms());
    }
    return longest;
}

/// The same with every other character found or so, then with all selected.
double longestMarkedPage(LogDocument &document, ui::LogView &view)
{
    models::LogSearch search;
    search.setDocument(&document);
    search.find({QString::fromUtf8("[axe\u05e9\u0644\u4f60\U0001f469^]"), true, true, false}, document.endLine());
    while (search.isRunning())
        QCoreApplication::processEvents();
    view.setSearch(&search);
    const double found = longestPage(view);
    view.selectAll();
    return std::max(found, longestPage(view));
}

/// As much of the text as a line shown as JSON may have: all in one value, and in as many as there may be rows.
void showAsJson(const Text &text)
{
    const QByteArray word = text.line.left(200).replace('\0', ' ').replace('\t', ' ').replace('\b', ' ');
    const QByteArray shown = QString::fromUtf8(word).remove(u'\x1b').remove(u'\r').toUtf8();
    const QByteArray one = "{\"a\":\"" + shown.repeated(int(models::LongestLogJson - 10) / int(shown.size())) + "\"}";
    const QByteArray cell = '"' + QString::fromUtf8(shown).left(4).toUtf8() + "\",";
    const auto cells = std::min(models::MostLogJsonRows - 10, (models::LongestLogJson - 20) / cell.size());
    const QByteArray many = "{\"a\":[" + cell.repeated(cells) + "1]}";
    std::printf("| %s", text.name);
    for (const QByteArray &json : {one, many}) {
        ui::LogJsonPanel panel;
        panel.resize(600, 800);
        const Timer first;
        const QString rows = models::indentedJson(json);
        panel.showLine(0, {}, rows);
        (void)panel.grab();
        std::printf(" | %.1f ms", first.ms());
        const auto *const shownText = panel.findChild<QPlainTextEdit *>();
        double longest = 0;
        while (shownText->document()->characterCount() <= rows.size()) {
            const Timer turn;
            QCoreApplication::processEvents();
            longest = std::max(longest, turn.ms());
        }
        std::printf(" | %.1f ms", longest);
    }
    std::printf(" |\n");
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    ui::applyTheme(application);
    QStringList arguments = application.arguments().mid(1);
    if (arguments.removeAll(QStringLiteral("--cpu")) > 0)
        Timer::clock = CLOCK_THREAD_CPUTIME_ID;
    const auto wanted = [&arguments](const Text &text) {
        return arguments.isEmpty() || QString::fromLatin1(text.name).contains(arguments.first());
    };
    std::printf("| text | comes in, wrapped | page, wrapped | page, not wrapped | scrolled aside | much found, all "
                "selected |\n|---|---|---|---|---|---|\n");
    for (const Text &text : texts()) {
        if (!wanted(text))
            continue;
        LogDocument document;
        ui::LogView view;
        view.resize(1200, 900);
        view.setDocument(&document);
        view.show();
        const double coming = comeIn(text, document, view);
        const double wrapped = longestPage(view);
        view.setWrapped(false);
        const double unwrapped = longestPage(view);
        view.horizontalScrollBar()->setValue(view.horizontalScrollBar()->maximum());
        const double aside = longestPage(view);
        view.setWrapped(true);
        std::printf("| %s | %.1f ms | %.1f ms | %.1f ms | %.1f ms | %.1f ms |\n", text.name, coming, wrapped, unwrapped,
                    aside, longestMarkedPage(document, view));
        std::fflush(stdout);
    }
    std::printf(
        "\n| as JSON | in one value | the rest, a turn | in many rows | the rest, a turn |\n|---|---|---|---|---|\n");
    for (const Text &text : texts()) {
        if (wanted(text) && !text.line.isEmpty())
            showAsJson(text);
    }
    return 0;
}
