// SPDX-License-Identifier: Apache-2.0
// Lines of a log through a filter. The first byte says what is asked for, the second where the log is cut: which lines pass must
// not depend on it. In each line the first character says what it is: a mark, or of which stream, and how it goes on.
#include "models/log_sieve.h"

#include <cstdlib>
#include <set>

namespace {

using models::FilteredLine;
using models::LineStore;
using models::LogSieve;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

LineStore stored(QByteArrayView bytes)
{
    LineStore store;
    while (!bytes.isEmpty()) {
        const qsizetype feed = bytes.indexOf('\n');
        const QByteArrayView line = bytes.first(feed < 0 ? bytes.size() : feed);
        const int flags = line.isEmpty() ? 0 : line.front();
        const QByteArrayView text = line.sliced(line.isEmpty() ? 0 : 1);
        if ((flags & 0xf) == 0xf)
            store.appendMark(text, 1);
        else
            store.append({text, 1, flags & 1 ? engine::LogStream::Stderr : engine::LogStream::Stdout, (flags & 2) != 0,
                          (flags & 4) != 0});
        bytes = bytes.sliced(feed < 0 ? bytes.size() : feed + 1);
    }
    return store;
}

void push(LogSieve &sieve, const LineStore &store, qint64 from, qint64 to, std::set<qint64> &passed)
{
    const std::atomic<bool> cancelled = false;
    for (const LineStore::Piece &piece : store.snapshot(from, to, sieve.neededFlags())) {
        const LogSieve::Result result = sieve.push(piece, cancelled);
        require(result.firstLine == piece.firstLine && result.endLine == piece.firstLine + piece.lineCount);
        qint64 before = result.firstLine - 1;
        for (const FilteredLine &line : result.passed) {
            require(line.source > before && line.source < result.endLine);
            before = line.source;
            passed.insert(line.source);
        }
        for (const qint64 line : result.flipped) {
            require(line < result.firstLine);
            if (passed.erase(line) == 0)
                passed.insert(line);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    models::LogFilterQuery query;
    if (data[0] & 1)
        query.text.text = QStringLiteral("x");
    query.hideMatching = (data[0] & 2) != 0;
    query.levels = data[0] & 4 ? models::LogFilterQuery::levelBit(models::LogLevel::Error) : quint8(0);
    const auto matcher = data[0] & 1 ? std::make_shared<const models::LogMatcher>(query.text) : nullptr;
    if (query.isEmpty())
        return 0;
    const LineStore store = stored(QByteArrayView(reinterpret_cast<const char *>(data) + 2, qsizetype(size) - 2));
    const qint64 end = store.endLine();
    const qint64 middle = end * data[1] / 256;
    LogSieve whole(query, matcher);
    LogSieve cut(query, matcher);
    std::set<qint64> atOnce;
    std::set<qint64> inParts;
    push(whole, store, 0, end, atOnce);
    push(cut, store, 0, middle, inParts);
    push(cut, store, middle, end, inParts);
    require(atOnce == inParts);
    require(whole.undecided() == cut.undecided());
    return 0;
}
