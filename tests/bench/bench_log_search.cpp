// SPDX-License-Identifier: Apache-2.0
// P10, P13 and P15: a gigabyte of log in memory, what it costs beside its bytes, how fast it is searched against memmem and PCRE2
// over the same bytes, and how long a page of it takes. Prints tables of Markdown.
#include "models/log_search.h"
#include "tests/support/measured_process.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QApplication>
#include <QScrollBar>

#include <cstdio>
#include <cstring>

#ifdef LONGSHORE_PCRE2
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif

using namespace Qt::StringLiterals;
using models::LineStore;
using models::LogQuery;
using Pieces = std::vector<LineStore::Piece>;

namespace {

constexpr int Lines = 10'000'000;
constexpr int Rounds = 3;

QByteArray text(int number)
{
    return "2026-11-22 15:44:41 INFO  request " + QByteArray::number(number).rightJustified(9, '0') +
           " served in 12.3 ms, status " + (number % 1000 == 0 ? "503" : "200") + ", 4711 bytes to 10.0.0.17";
}

double msSince(qint64 startNs)
{
    return double(test::monotonicNs() - startNs) / 1e6;
}

double memmemMs(const Pieces &pieces, const QByteArray &needle)
{
    const qint64 start = test::monotonicNs();
    qint64 hits = 0;
    for (const LineStore::Piece &piece : pieces) {
        const char *from = piece.bytes.get();
        const char *const end = from + piece.size;
        while (const void *hit = memmem(from, std::size_t(end - from), needle.data(), std::size_t(needle.size()))) {
            ++hits;
            from = static_cast<const char *>(hit) + needle.size();
        }
    }
    const double ms = msSince(start);
    std::printf("<!-- memmem: %lld hits -->\n", qlonglong(hits));
    return ms;
}

#ifdef LONGSHORE_PCRE2
double pcreMs(const Pieces &pieces, const QByteArray &pattern)
{
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code *const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.constData()),
                                           PCRE2_SIZE(pattern.size()), 0, &error, &place, nullptr);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    pcre2_match_data *const match = pcre2_match_data_create_from_pattern(code, nullptr);
    const qint64 start = test::monotonicNs();
    qint64 hits = 0;
    for (const LineStore::Piece &piece : pieces) {
        const auto *const bytes = reinterpret_cast<PCRE2_SPTR>(piece.bytes.get());
        PCRE2_SIZE at = 0;
        while (pcre2_match(code, bytes, PCRE2_SIZE(piece.size), at, 0, match, nullptr) > 0) {
            ++hits;
            at = pcre2_get_ovector_pointer(match)[1];
        }
    }
    const double ms = msSince(start);
    pcre2_match_data_free(match);
    pcre2_code_free(code);
    std::printf("<!-- PCRE2: %lld hits -->\n", qlonglong(hits));
    return ms;
}
#endif

struct Timing
{
    double firstMs = 0; ///< to the first hits
    double allMs = 0;
};

Timing search(models::LogDocument &document, const LogQuery &query)
{
    models::LogSearch search;
    search.setDocument(&document);
    Timing timing;
    const qint64 start = test::monotonicNs();
    QObject::connect(&search, &models::LogSearch::changed, &search, [&] {
        if (timing.firstMs == 0 && search.count() > 0)
            timing.firstMs = msSince(start);
    });
    search.find(query, document.endLine());
    while (search.isRunning())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    timing.allMs = msSince(start);
    std::printf("<!-- Longshore: %lld hits -->\n", qlonglong(search.count()));
    return timing;
}

struct Case
{
    QString what;
    bool caseSensitive;
    bool expression;
    double goal; ///< of the reference's speed
};

void searches(models::LogDocument &document)
{
    const Pieces pieces = document.store().snapshot(document.firstLine(), document.endLine());
    double bytes = 0;
    for (const LineStore::Piece &piece : pieces)
        bytes += double(piece.size);
    std::printf(
        "\n| search of %.2f GB | Longshore | GB/s | reference | speed | first hit |\n|---|---|---|---|---|---|\n",
        bytes / 1e9);
    const QList<Case> cases{{u"no such text"_s, true, false, 0.8},
                            {u"status 503"_s, true, false, 0.8},
                            {u"STATUS 503"_s, false, false, 0},
                            {u"status [45]\\d\\d"_s, true, true, 0.9},
                            {u"\\d+ ms, status 5"_s, true, true, 0.9}};
    for (const Case &one : cases) {
        std::vector<double> first, all, reference;
        for (int round = 0; round < Rounds; ++round) {
            LogQuery query;
            query.text = one.what;
            query.caseSensitive = one.caseSensitive;
            query.regularExpression = one.expression;
            const Timing timing = search(document, query);
            first.push_back(timing.firstMs);
            all.push_back(timing.allMs);
            if (!one.expression && one.caseSensitive)
                reference.push_back(memmemMs(pieces, one.what.toUtf8()));
#ifdef LONGSHORE_PCRE2
            if (one.expression)
                reference.push_back(pcreMs(pieces, one.what.toUtf8()));
#endif
        }
        const double ms = test::median(all);
        std::printf("| P13 %s%s | %.0f ms | %.2f | %.0f ms | %.2f (goal: %.1f) | %.1f ms |\n", qPrintable(one.what),
                    one.caseSensitive ? "" : ", any case", ms, bytes / 1e6 / ms, test::median(reference),
                    test::median(reference) / ms, one.goal, test::median(first));
        std::fflush(stdout);
    }
}

void pages(models::LogDocument &document)
{
    ui::LogView view;
    view.resize(1200, 900);
    view.setDocument(&document);
    view.show();
    std::vector<double> jumps, rows;
    for (int i = 0; i < 500; ++i) {
        qint64 start = test::monotonicNs();
        view.verticalScrollBar()->setValue(int(qint64(i) * 7'777'777 % Lines));
        (void)view.viewport()->grab();
        jumps.push_back(msSince(start));
        start = test::monotonicNs();
        view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + 3);
        (void)view.viewport()->grab();
        rows.push_back(msSince(start));
    }
    std::printf(
        "\n| a frame with 10 million lines | p50 | p99 (goal: 8 ms) |\n|---|---|---|\n| P15 scroll by three lines | "
        "%.1f ms | %.1f ms |\n| P15 jump | %.1f ms | %.1f ms |\n",
        test::median(rows), test::percentile(rows, 0.99), test::median(jumps), test::percentile(jumps, 0.99));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    ui::applyTheme(application);
    models::LogDocument document(4LL * 1024 * 1024 * 1024);
    qint64 payload = 0;
    document.append([&payload](LineStore &store) {
        for (int i = 0; i < Lines; ++i) {
            const QByteArray line = text(i);
            // As dockerd's: some microseconds apart, to the nanosecond.
            const qint64 timeNs = 1'700'000'000'000'000'000 + i * 10'000LL + qint64(i) * 2'654'435'761LL % 7000;
            store.append(models::LogPiece{line, timeNs, engine::LogStream::Stdout, false, false});
            payload += line.size() + 1;
        }
    });
    std::printf("| memory | |\n|---|---|\n| P10 beside the payload | %.2f bytes a line (goal: 2) |\n",
                double(document.store().memoryBytes() - payload) / Lines);
    searches(document);
    pages(document);
    return 0;
}
