// SPDX-License-Identifier: Apache-2.0
// Lines of a log through a filter while they stream past. The first byte says what is asked for, the second where the stream is cut:
// what is handed on must not depend on it, and is what a filter of the whole log shows. In each line the first character says of
// which stream it is, and how it goes on.
#include "models/log_sift.h"

#include <cstdlib>

namespace {

using models::LogFilterQuery;
using models::LogSieve;
using models::LogSift;
using models::StoredLine;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

struct Handed
{
    QByteArray bytes;
    StoredLine::Kind kind;
    bool open;
    bool operator==(const Handed &) const = default;
};
using Lines = std::vector<Handed>;

Handed handed(const StoredLine &line)
{
    return {line.bytes.toByteArray(), line.kind, line.open};
}

LogFilterQuery queryOf(std::uint8_t asked)
{
    LogFilterQuery query;
    if (asked & 1)
        query.text.text = QStringLiteral("x");
    query.hideMatching = (asked & 2) != 0;
    query.levels = asked & 4 ? LogFilterQuery::levelBit(models::LogLevel::Error) : quint8(0);
    query.context = asked >> 3 & 3;
    return query;
}

engine::LogBatch batchOf(QByteArrayView bytes)
{
    engine::LogBatch batch;
    while (!bytes.isEmpty()) {
        const qsizetype feed = bytes.indexOf('\n');
        const QByteArrayView line = bytes.first(feed < 0 ? bytes.size() : feed);
        const int flags = line.isEmpty() ? 0 : line.front();
        QByteArray text = line.sliced(line.isEmpty() ? 0 : 1).toByteArray();
        if (flags & 4) // long enough for many pieces
            text = text.repeated(40);
        batch.lines.push_back({quint32(batch.bytes.size()), quint32(text.size()), 1,
                               flags & 1 ? engine::LogStream::Stderr : engine::LogStream::Stdout, (flags & 2) != 0});
        batch.bytes += text;
        bytes = bytes.sliced(feed < 0 ? bytes.size() : feed + 1);
    }
    return batch;
}

engine::LogBatch part(const engine::LogBatch &batch, std::size_t from, std::size_t to)
{
    engine::LogBatch some;
    some.bytes = batch.bytes;
    some.lines.assign(batch.lines.begin() + std::ptrdiff_t(from), batch.lines.begin() + std::ptrdiff_t(to));
    return some;
}

Lines sifted(const LogFilterQuery &query, const engine::LogBatch &batch, std::size_t cut)
{
    Lines lines;
    const auto take = [&lines](const StoredLine &line, std::size_t) { lines.push_back(handed(line)); };
    LogSift sift(query);
    sift.push(part(batch, 0, cut), 0, take);
    for (std::size_t i = cut; i < batch.lines.size(); ++i)
        sift.push(part(batch, i, i + 1), 0, take);
    sift.finish(take);
    require(sift.missingLines() == 0);
    return lines;
}

/// All at once.
Lines filtered(const LogFilterQuery &query, const engine::LogBatch &batch)
{
    models::LineStore store;
    models::LineStore shown;
    models::LineCutter cutter;
    const auto append = [&store](const models::LogPiece &piece) { store.append(piece); };
    cutter.push(batch, append);
    cutter.flush(append);
    models::FilteredRows rows;
    rows.reset(shown, query.hideMatching && !query.text.text.isEmpty() ? 0 : query.context);
    LogSieve sieve(query, query.text.text.isEmpty() ? nullptr : std::make_shared<const models::LogMatcher>(query.text));
    const std::atomic<bool> never = false;
    for (const models::LineStore::Piece &piece : store.snapshot(0, store.endLine(), sieve.neededFlags())) {
        const LogSieve::Result result = sieve.push(piece, never);
        rows.take(shown, store, result.passed.data(), result.passed.data() + result.passed.size());
        rows.flip(shown, store, result.flipped, !sieve.hidesMatching(), result.endLine);
        rows.settle(store, result.endLine);
        rows.copy(shown, store, rows.endRow() - shown.endLine());
    }
    Lines lines;
    shown.visit(shown.firstLine(), shown.endLine(), [&lines](qint64, const StoredLine &line) {
        lines.push_back(handed(line));
        return true;
    });
    return lines;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const LogFilterQuery query = queryOf(data[0]);
    if (query.isEmpty())
        return 0;
    const engine::LogBatch batch =
        batchOf(QByteArrayView(reinterpret_cast<const char *>(data) + 2, qsizetype(size) - 2));
    const Lines whole = filtered(query, batch);
    require(sifted(query, batch, batch.lines.size()) == whole);
    require(sifted(query, batch, batch.lines.size() * data[1] / 256) == whole);
    return 0;
}
