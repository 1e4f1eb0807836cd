// SPDX-License-Identifier: Apache-2.0
// What the log store, the search and the view cost: goals P10, P11, P13 and P15.
#include "models/log_filter.h"
#include "models/log_search.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <functional>

using namespace Qt::StringLiterals;
using models::LineStore;
using models::LogPiece;

namespace {

constexpr int Million = 1'000'000;

QByteArray text(int number)
{
    return "2026-11-22 15:44:41 INFO  request " + QByteArray::number(number).rightJustified(9, '0') +
           " served in 12.3 ms, status 200, 4711 bytes to 10.0.0.17";
}

void fill(LineStore &store, int from, int to)
{
    for (int i = from; i < to; ++i) {
        const QByteArray line = text(i);
        store.append(LogPiece{line, 1'700'000'000'000'000'000 + i * 10'000LL, engine::LogStream::Stdout, false, false});
    }
}

double percentile(std::vector<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[std::min(values.size() - 1, std::size_t(part * double(values.size())))];
}

void fillLarge(LineStore &store, int lines)
{
    for (int i = 0; i < lines; ++i) { // some need three rows when they are wrapped
        const QByteArray line =
            "request " + QByteArray::number(i) + (i % 16 == 0 ? QByteArray(300, 'x') : QByteArray());
        store.append(LogPiece{line, 1'700'000'000'000'000'000 + i * 10'000LL, engine::LogStream::Stdout, false, false});
    }
}

void tell(const char *what, const std::vector<double> &turns)
{
    qInfo("%s: p50 %.2f ms, p99 %.2f ms, most %.2f ms", what, percentile(turns, 0.5), percentile(turns, 0.99),
          percentile(turns, 1));
}

/// How often a widget is painted.
class PaintCount : public QObject
{
public:
    explicit PaintCount(QWidget &widget) { widget.installEventFilter(this); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return QObject::eventFilter(watched, event);
    }

    int count = 0;
};

} // namespace

class BenchLogs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        ui::applyTheme(*qApp);
        m_document.append([](LineStore &store) { fill(store, 0, Million); });
    }

    void appendMillionLines()
    {
        const QByteArray line = text(1);
        QBENCHMARK_ONCE
        {
            LineStore store;
            for (int i = 0; i < Million; ++i)
                store.append(LogPiece{line, i * 10'000LL, engine::LogStream::Stdout, false, false});
        }
    }

    void memoryPerLine()
    {
        const LineStore &store = m_document.store();
        const double beside = double(store.memoryBytes()) / Million - double(text(1).size() + 1);
        QTest::setBenchmarkResult(beside, QTest::BytesAllocated);
        QVERIFY(beside < 2);
    }

    void search_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("caseSensitive");
        QTest::addColumn<bool>("expression");
        QTest::newRow("text, no hit") << u"no such text"_s << true << false;
        QTest::newRow("any case, no hit") << u"NO SUCH TEXT"_s << false << false;
        QTest::newRow("text, a hit a thousand lines") << u"000 served"_s << true << false;
        QTest::newRow("expression") << u"status [45]\\d\\d"_s << true << true;
    }

    void search()
    {
        QFETCH(const QString, what);
        QFETCH(const bool, caseSensitive);
        QFETCH(const bool, expression);
        QBENCHMARK_ONCE
        {
            models::LogSearch search;
            search.setDocument(&m_document);
            search.find({what, caseSensitive, expression}, Million);
            QTRY_VERIFY_WITH_TIMEOUT(!search.isRunning(), 60'000);
        }
    }

    void filter_data()
    {
        QTest::addColumn<models::LogFilterQuery>("query");
        models::LogFilterQuery query;
        query.text = {u"no such text"_s, true};
        QTest::newRow("text, no hit") << query;
        query.text.text = u"000 served"_s;
        QTest::newRow("text, a hit a thousand lines") << query;
        query.context = 3;
        QTest::newRow("text, with lines around") << query;
        query.context = 0;
        query.hideMatching = true;
        QTest::newRow("text, hidden") << query;
        QTest::newRow("level") << models::LogFilterQuery{
            {}, false, 0, models::LogFilterQuery::levelBit(models::LogLevel::Error)};
    }

    /// Until the last row is there, as a multiple of what memmem alone takes over the same bytes.
    void filter()
    {
        QFETCH(const models::LogFilterQuery, query);
        const QByteArray needle = query.text.text.isEmpty() ? QByteArray("no such text") : query.text.text.toUtf8();
        double bare = 1e9;
        double filtered = 1e9;
        qint64 hits = 0; // told below: what nobody uses, the compiler leaves out
        for (int round = 0; round < 5; ++round) {
            QElapsedTimer timer;
            timer.start();
            for (const LineStore::Piece &piece : m_document.store().snapshot(0, Million)) {
                const char *at = piece.bytes.get();
                const char *const end = at + piece.size;
                while (const void *hit = memmem(at, std::size_t(end - at), needle.data(), std::size_t(needle.size()))) {
                    at = static_cast<const char *>(hit) + 1;
                    ++hits;
                }
            }
            bare = std::min(bare, double(timer.nsecsElapsed()) / 1e6);
            models::LogFilter filter;
            filter.setSource(&m_document);
            QSignalSpy changes(&filter, &models::LogFilter::changed);
            timer.start();
            filter.setQuery(query);
            while (filter.isRunning())
                QVERIFY(changes.wait(60'000));
            filtered = std::min(filtered, double(timer.nsecsElapsed()) / 1e6);
        }
        qInfo("memmem %.1f ms (%lld hits in all), filter %.1f ms: %.2f times", bare, static_cast<long long>(hits),
              filtered, filtered / bare);
        QTest::setBenchmarkResult(filtered, QTest::WalltimeMilliseconds);
    }

    void paintPage()
    {
        ui::LogView view;
        view.resize(1200, 900);
        view.setDocument(&m_document);
        view.show();
        int place = 0;
        QBENCHMARK
        {
            place = (place + 77'773) % Million;
            view.verticalScrollBar()->setValue(place);
            QVERIFY(!view.grab().isNull());
        }
    }

    /// 100 000 lines a second, in batches as they come from the engine thread, with the view visible and following.
    void followFlood()
    {
        constexpr int LinesPerBatch = 3'300;
        constexpr int Batches = 300;
        models::LogDocument document;
        ui::LogView view;
        view.resize(1200, 900);
        view.setDocument(&document);
        view.show();
        std::vector<double> turns;
        for (int batch = 0; batch < Batches; ++batch) {
            QElapsedTimer timer;
            timer.start();
            document.append(
                [batch](LineStore &store) { fill(store, batch * LinesPerBatch, (batch + 1) * LinesPerBatch); });
            (void)view.viewport()->grab();
            turns.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        tell("UI thread a batch", turns);
        QTest::setBenchmarkResult(percentile(turns, 0.99), QTest::WalltimeMilliseconds);
    }

    /// What the same flood costs a pane that nobody looks at.
    void floodHidden()
    {
        models::LogDocument document;
        ui::LogView view;
        view.resize(1200, 900);
        view.setDocument(&document);
        PaintCount paints(*view.viewport());
        std::vector<double> turns;
        for (int batch = 0; batch < 300; ++batch) {
            QElapsedTimer timer;
            timer.start();
            document.append([batch](LineStore &store) { fill(store, batch * 3'300, (batch + 1) * 3'300); });
            QCoreApplication::processEvents();
            turns.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        QCOMPARE(paints.count, 0);
        tell("hidden, a batch", turns);
    }

    void frames_data()
    {
        QTest::addColumn<bool>("wrapped");
        QTest::newRow("wrapped") << true;
        QTest::newRow("not wrapped") << false;
    }

    /// Ten million lines: a notch of the wheel, a jump of the scroll bar, another size of the window.
    void frames()
    {
        QFETCH(const bool, wrapped);
        constexpr int Frames = 400;
        if (m_large.endLine() == 0)
            m_large.append([](LineStore &store) { fillLarge(store, 10 * Million); });
        ui::LogView view;
        view.setWrapped(wrapped);
        view.resize(1200, 900);
        view.setDocument(&m_large);
        view.show();
        (void)view.viewport()->grab(); // its font is loaded then
        const auto measure = [&view](const char *what, const std::function<void(int)> &change) {
            std::vector<double> turns;
            for (int frame = 0; frame < Frames; ++frame) {
                QElapsedTimer timer;
                timer.start();
                change(frame);
                (void)view.grab();
                turns.push_back(double(timer.nsecsElapsed()) / 1e6);
            }
            tell(what, turns);
            QTest::setBenchmarkResult(percentile(turns, 0.99), QTest::WalltimeMilliseconds);
        };
        view.verticalScrollBar()->setValue(5 * Million);
        measure("scroll by rows",
                [&view](int) { view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + 3); });
        measure("jump", [&view](int frame) {
            view.verticalScrollBar()->setValue(int((frame * 7'777'777LL) % (10 * Million)));
        });
        measure("resize in the middle", [&view](int frame) { view.resize(700 + frame, 500 + frame); });
        view.setFollowing(true);
        measure("resize at the end", [&view](int frame) { view.resize(1100 - frame, 900 - frame); });
    }

private:
    models::LogDocument m_large;
    models::LogDocument m_document;
};

QTEST_MAIN(BenchLogs)
#include "bench_logs.moc"
