// SPDX-License-Identifier: Apache-2.0
// P10, P13 and P15: a gigabyte of log in memory, what it costs beside its bytes, how fast it is searched and filtered against memmem
// and PCRE2 over the same bytes, and how long a page of it takes. Prints tables of Markdown.
// bench_log_search [search|filter|page]: only this one.
#include "models/log_filter.h"
#include "models/log_search.h"
#include "tests/support/measured_process.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QApplication>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <iterator>

#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

using namespace Qt::StringLiterals;
using models::LineStore;
using models::LogQuery;
using Pieces = std::vector<LineStore::Piece>;

namespace {

constexpr int Lines = 10'000'000;
constexpr int Rounds = 3;

QByteArray text(int number)
{
    return "2026-11-22 15:44:41 " + QByteArray(number % 1000 == 0 ? "ERROR" : "INFO ") + " request " +
           QByteArray::number(number).rightJustified(9, '0') + " served in 12.3 ms, status " +
           (number % 1000 == 0 ? "503" : "200") + ", 4711 bytes to 10.0.0.17";
}

double msSince(qint64 startNs)
{
    return double(test::monotonicNs() - startNs) / 1e6;
}

/// What it took: all threads of the process together count as `cpuMs`.
struct Timing
{
    double ms = 0;
    double cpuMs = 0;
    double firstMs = 0; ///< to the first hits
    qint64 hits = 0;
};

double cpuMs()
{
    timespec now = {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

template<class Work>
Timing timed(const Work &work)
{
    Timing timing;
    const double cpu = cpuMs();
    const qint64 start = test::monotonicNs();
    work(timing, start);
    timing.ms = msSince(start);
    timing.cpuMs = cpuMs() - cpu;
    return timing;
}

/// One thread over the same bytes; which lines they are in is not asked.
Timing memmemOver(const Pieces &pieces, const QByteArray &needle)
{
    return timed([&](Timing &timing, qint64) {
        for (const LineStore::Piece &piece : pieces) {
            const char *from = piece.bytes.get();
            const char *const end = from + piece.size;
            while (const void *hit = memmem(from, std::size_t(end - from), needle.data(), std::size_t(needle.size()))) {
                ++timing.hits;
                from = static_cast<const char *>(hit) + needle.size();
            }
        }
    });
}

/// The same, compiled to machine code, without UTF-8, a whole piece at a time.
Timing pcreOver(const Pieces &pieces, const QByteArray &pattern)
{
    int error = 0;
    PCRE2_SIZE place = 0;
    pcre2_code *const code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.constData()),
                                           PCRE2_SIZE(pattern.size()), 0, &error, &place, nullptr);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    pcre2_match_data *const match = pcre2_match_data_create_from_pattern(code, nullptr);
    const Timing timing = timed([&](Timing &result, qint64) {
        for (const LineStore::Piece &piece : pieces) {
            const auto *const bytes = reinterpret_cast<PCRE2_SPTR>(piece.bytes.get());
            PCRE2_SIZE at = 0;
            while (pcre2_match(code, bytes, PCRE2_SIZE(piece.size), at, 0, match, nullptr) > 0) {
                ++result.hits;
                at = pcre2_get_ovector_pointer(match)[1];
            }
        }
    });
    pcre2_match_data_free(match);
    pcre2_code_free(code);
    return timing;
}

Timing search(models::LogDocument &document, const LogQuery &query)
{
    models::LogSearch search;
    search.setDocument(&document);
    return timed([&](Timing &timing, qint64 start) {
        QObject::connect(&search, &models::LogSearch::changed, &search, [&timing, &search, start] {
            if (timing.firstMs == 0 && search.count() > 0)
                timing.firstMs = msSince(start);
        });
        search.find(query, 0);
        while (search.isRunning())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        timing.hits = search.count();
    });
}

struct Case
{
    QString what;
    bool caseSensitive;
    bool expression;
    double goal; ///< of the reference's speed
};

double medianOf(const std::vector<Timing> &timings, double Timing::*member)
{
    std::vector<double> values;
    std::transform(timings.begin(), timings.end(), std::back_inserter(values),
                   [member](const Timing &timing) { return timing.*member; });
    return test::median(values);
}

void measure(models::LogDocument &document, const Pieces &pieces, const Case &one, double bytes)
{
    const LogQuery query{one.what, one.caseSensitive, one.expression, false};
    const bool isCompared = one.caseSensitive || one.expression;
    std::vector<Timing> ours, theirs;
    for (int round = 0; round < Rounds; ++round) {
        ours.push_back(search(document, query));
        if (isCompared)
            theirs.push_back(one.expression ? pcreOver(pieces, one.what.toUtf8())
                                            : memmemOver(pieces, one.what.toUtf8()));
        if (isCompared && ours.back().hits != theirs.back().hits)
            std::printf("<!-- %lld hits, not %lld -->\n", qlonglong(ours.back().hits), qlonglong(theirs.back().hits));
    }
    const double ms = medianOf(ours, &Timing::ms);
    const double cpu = medianOf(ours, &Timing::cpuMs);
    std::printf("| P13 %s%s | %lld | %.0f ms | %.2f | %.0f ms |", qPrintable(one.what),
                one.caseSensitive ? "" : ", any case", qlonglong(ours.back().hits), ms, bytes / 1e6 / ms, cpu);
    if (isCompared)
        std::printf(" %s %.0f ms | %.2f (goal: %.1f) | %.2f |", one.expression ? "PCRE2" : "memmem",
                    medianOf(theirs, &Timing::ms), medianOf(theirs, &Timing::ms) / ms, one.goal,
                    medianOf(theirs, &Timing::cpuMs) / cpu);
    else
        std::printf(" none | (goal: %.1f GB/s) | |", one.goal);
    std::printf(" %.1f ms |\n", medianOf(ours, &Timing::firstMs));
    std::fflush(stdout);
}

void searches(models::LogDocument &document)
{
    const Pieces pieces = document.store().snapshot(document.firstLine(), document.endLine());
    double bytes = 0;
    for (const LineStore::Piece &piece : pieces)
        bytes += double(piece.size);
    std::printf(
        "\n| search of %.2f GB | hits | Longshore | GB/s | CPU | reference, one thread | speed | speed by CPU | "
        "first hit |\n|---|---|---|---|---|---|---|---|---|\n",
        bytes / 1e9);
    for (const Case &one :
         {Case{u"no such text"_s, true, false, 0.8}, Case{u"status 503"_s, true, false, 0.8},
          Case{u"STATUS 503"_s, false, false, 1}, Case{u"status [45]\\d\\d"_s, true, true, 0.9},
          Case{u"\\d+ ms, status 5"_s, true, true, 0.9}, Case{u"(error|50[34])\\W"_s, true, true, 0.9},
          Case{u"\\b\\w+Exception"_s, true, true, 0.9}, Case{u"(ERROR|warn)\\w+"_s, true, true, 0.9}})
        measure(document, pieces, one, bytes);
}

struct FilterCase
{
    const char *name;
    models::LogFilterQuery query;
    const char *reference; ///< what memmem looks for
};

std::vector<FilterCase> filterCases()
{
    using Query = models::LogFilterQuery;
    const auto errors = Query::levelBit(models::LogLevel::Error);
    return {{"text", {{u"status 503"_s, true, false, false}, false, 0, 0}, "status 503"},
            {"text, 2 lines around", {{u"status 503"_s, true, false, false}, false, 2, 0}, "status 503"},
            {"regular expression", {{u"status [45]\\d\\d"_s, true, true, false}, false, 0, 0}, "status 503"},
            {"(error|50[34])\\W", {{u"(error|50[34])\\W"_s, true, true, false}, false, 0, 0}, "status 503"},
            {"level", {{}, false, 0, errors}, " ERROR "},
            {"text of a level", {{u"status 503"_s, true, false, false}, false, 0, errors}, "status 503"},
            {"all but a text", {{u"status 200"_s, true, false, false}, true, 0, 0}, "status 503"},
            {"nearly all", {{u"status 503"_s, true, false, false}, true, 0, 0}, "status 503"}};
}

Timing filter(models::LogDocument &document, const models::LogFilterQuery &query)
{
    models::LogFilter filter;
    filter.setSource(&document);
    return timed([&](Timing &timing, qint64) {
        filter.setQuery(query);
        while (filter.isRunning())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        timing.hits = filter.matches();
    });
}

void filters(models::LogDocument &document)
{
    const Pieces pieces = document.store().snapshot(document.firstLine(), document.endLine());
    std::printf(
        "\n| filter of the same | lines | Longshore | CPU | memmem, one thread | speed |\n|---|---|---|---|---|---|\n");
    for (const FilterCase &one : filterCases()) {
        std::vector<Timing> ours, theirs;
        for (int round = 0; round < Rounds; ++round) {
            ours.push_back(filter(document, one.query));
            theirs.push_back(memmemOver(pieces, one.reference));
        }
        const double ms = medianOf(ours, &Timing::ms);
        std::printf("| %s | %lld | %.0f ms | %.0f ms | %.0f ms | %.2f |\n", one.name, qlonglong(ours.back().hits), ms,
                    medianOf(ours, &Timing::cpuMs), medianOf(theirs, &Timing::ms), medianOf(theirs, &Timing::ms) / ms);
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
    const QString only = application.arguments().value(1);
    const auto wanted = [&only](QLatin1StringView part) { return only.isEmpty() || only == part; };
    if (wanted("search"_L1))
        searches(document);
    if (wanted("filter"_L1))
        filters(document);
    if (wanted("page"_L1))
        pages(document);
    return 0;
}
