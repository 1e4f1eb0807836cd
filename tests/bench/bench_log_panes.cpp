// SPDX-License-Identifier: Apache-2.0
// P11 with twenty log panes at once: each follows a container of its own, 100 000 lines a second over all, one or four of them
// in view and the others hidden. Prints a table of Markdown.
#include "models/engine_session.h"
#include "models/log_document.h"
#include "models/settings.h"
#include "tests/support/event_waits.h"
#include "tests/support/log_load.h"
#include "tests/support/measured_process.h"
#include "tests/support/own_threads.h"
#include "tests/support/scripted_engine.h"
#include "ui/log_pane.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

constexpr int PaneCount = 20;
constexpr int LinesPerPush = 50; ///< to each
constexpr int Pushes = 500;      ///< 5 s
constexpr int LimitMs = 60'000;

/// Runs the event loop until `isDone`, which no event may tell of.
template<class Condition>
double timeUntil(const Condition &isDone)
{
    const qint64 start = test::monotonicNs();
    QTimer look;
    look.start(5);
    while (!isDone()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (test::monotonicNs() - start > LimitMs * 1'000'000LL)
            qFatal("nothing comes");
    }
    return double(test::monotonicNs() - start) / 1e6;
}

QByteArray inspectAnswer(const QByteArray &id)
{
    return "{\"Id\":\"" + id + "\",\"Name\":\"/" + id +
           "\",\"Config\":{\"Image\":\"i\",\"Tty\":false},\"State\":{\"Status\":\"running\",\"Running\":true,"
           "\"StartedAt\":\"2026-11-22T10:00:00Z\"}}";
}

/// Twenty containers whose logs are written at once, and a pane for each.
class Panes
{
public:
    explicit Panes(int visible)
    {
        m_session.start();
        auto *const row = new QHBoxLayout(&m_window);
        for (int i = 0; i < PaneCount; ++i) {
            const QByteArray id = "web" + QByteArray::number(100 + i);
            m_engine.answer("GET", "/containers/" + id + "/json", 200, inspectAnswer(id));
            m_streams.push_back(m_engine.stream("GET", "/containers/" + id + "/logs"));
            m_panes.push_back(std::make_unique<ui::LogPane>(m_session, m_settings));
            if (i < visible)
                row->addWidget(m_panes.back().get());
            m_panes.back()->setContainer(QString::fromLatin1(id));
        }
        m_window.resize(1600, 900);
        m_window.show();
        (void)timeUntil([this] {
            return std::all_of(m_streams.begin(), m_streams.end(), [](const auto &s) { return s->readers() == 1; });
        });
    }
    ~Panes()
    {
        for (const auto &pane : m_panes)
            pane->setParent(nullptr);
    }
    Panes(const Panes &) = delete;
    Panes &operator=(const Panes &) = delete;

    [[nodiscard]] const std::vector<test::ScriptedStreamPtr> &streams() const { return m_streams; }
    [[nodiscard]] bool haveAll(qint64 lines) const
    {
        return std::all_of(m_panes.begin(), m_panes.end(), [lines](const auto &pane) {
            return pane->view()->lineLayout().document()->endLine() >= lines;
        });
    }

private:
    QTemporaryDir m_folder;
    test::ScriptedEngine m_engine;
    models::EngineSession m_session{m_engine.endpoint()};
    models::SettingsStore m_settings{m_folder.filePath(u"settings.json"_s)};
    std::vector<test::ScriptedStreamPtr> m_streams;
    QWidget m_window;
    std::vector<std::unique_ptr<ui::LogPane>> m_panes;
};

void flood(int visible)
{
    const Panes panes(visible);
    const auto feed = [&panes](int first) {
        const test::LogFeeder feeder(panes.streams(), first, LinesPerPush, Pushes);
        return timeUntil([&] { return panes.haveAll(first + LinesPerPush * Pushes); });
    };
    std::vector<double> waitMs;
    {
        const test::EventWaits waits;
        feed(0);
        waitMs = waits.ms();
    }
    const test::ThreadCpu cpu; // without the waking up for the probes
    const double ms = feed(LinesPerPush * Pushes);
    std::printf("| %d | %.1f ms | %.1f ms | %.1f %% | %.1f %% |\n", visible, test::percentile(waitMs, 0.999),
                test::percentile(waitMs, 1), cpu.ms() / ms * 100, cpu.ownMs() / ms * 100);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QTemporaryDir cache;
    qputenv("XDG_CACHE_HOME", cache.path().toLocal8Bit());
    QApplication application(argc, argv);
    ui::applyTheme(application);
    std::printf(
        "| twenty panes, 5000 lines a second each: in view | an event waits, p99.9 (goal: 8) | at most (goal: 16) "
        "| processor | of it the UI thread |\n|---|---|---|---|---|\n");
    for (const int visible : {0, 1, 4})
        flood(visible);
    return 0;
}
