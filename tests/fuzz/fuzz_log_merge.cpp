// SPDX-License-Identifier: Apache-2.0
// Several logs into one. Each three bytes are a step: a source gets a line, a mark or a piece of one, or the merge goes on for
// a while. Whatever the order of arrival: nothing is lost, nothing comes twice, every line keeps its order within its source, its
// style and its place by time.
#include "models/log_merge.h"

#include <array>
#include <cstdlib>

namespace {

constexpr std::size_t Sources = 4;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void print(models::LineStore &store, unsigned kind, qint64 timeNs, int number)
{
    static constexpr std::array starts{"", "\x1b[31m", "\x1b[m", "\x1b[1;48;5;9m"};
    const auto stream = kind & 1U ? engine::LogStream::Stderr : engine::LogStream::Stdout;
    const QByteArray text = QByteArray(starts[kind >> 1U & 3U]) + QByteArray::number(number);
    if ((kind & 0x38U) == 0x38U)
        return store.appendMark(text, timeNs * 3 - 100);
    if ((kind & 0x38U) == 0x30U)
        timeNs = 0;
    if ((kind & 0x38U) == 0x28U)
        store.append({text + " goes on", timeNs, stream, false, true});
    store.append({text, timeNs, stream, (kind & 0x38U) == 0x28U, false});
}

void check(const std::array<models::LineStore, Sources> &stores, const models::LineStore &target,
           const models::LineOwners &owners)
{
    std::array<qint64, Sources> seen{};
    for (qint64 line = 0; line < target.endLine(); ++line) {
        const auto owner = std::size_t(owners.at(line));
        require(owner < Sources && seen[owner] < stores[owner].endLine());
        const qint64 index = seen[owner]++;
        const models::StoredLine merged = target.line(line);
        const models::StoredLine source = stores[owner].line(index);
        require(merged.bytes.endsWith(source.bytes) && merged.timeNs == source.timeNs && merged.kind == source.kind);
        require(target.ansiState(line) == stores[owner].ansiState(index));
    }
    for (std::size_t i = 0; i < Sources; ++i)
        require(seen[i] == stores[i].endLine());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    std::array<models::LineStore, Sources> stores;
    std::vector<models::LogMerge::Source> sources;
    for (const models::LineStore &store : stores)
        sources.push_back({&store, "name"});
    models::LogMerge merge(sources);
    models::LineStore target;
    int number = 0;
    for (; size >= 3; data += 3, size -= 3) {
        const unsigned source = data[0] & 3U;
        if (data[0] & 4U) {
            (void)merge.advance(target, data[2], data[1]);
        } else if (data[0] & 8U && !stores[source].isEmpty() && stores[source].endLine() > 0) {
            const qint64 kept = stores[source].endLine() - 1 - data[2] % stores[source].endLine();
            stores[source].truncate(kept);
            print(stores[source], data[1], data[2], number++);
            require(merge.takeBack(target, source, kept));
        } else {
            print(stores[source], data[1], data[2], number++);
        }
    }
    while (!merge.advance(target, models::LogMerge::Everything, 1000)) {
    }
    require(!merge.hasWaiting() && !merge.isBehind());
    models::LogMerge anew(sources);
    models::LineStore whole;
    require(anew.advance(whole, models::LogMerge::Everything, 1 << 30));
    check(stores, target, merge.owners());
    check(stores, whole, anew.owners());
    for (qint64 line = 0; line < target.endLine(); ++line)
        require(target.line(line).bytes == whole.line(line).bytes);
    return 0;
}
