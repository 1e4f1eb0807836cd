// SPDX-License-Identifier: Apache-2.0
#include "models/log_stretch.h"

#include "models/log_index.h"

#include <cstring>

namespace models {
namespace {

/// Where a line of a block begins.
struct LineStart
{
    qsizetype payload = 0;
    qsizetype meta = 0;
    quint64 beforeUs = 0; ///< the time of the line before
};

LineStart find(const char *block, const LogStretch::Place &place, qint64 line)
{
    if (line >= place.lines)
        return {place.payloadSize, place.metaSize, 0};
    const LogIndex::Anchor &anchor = LogIndex::anchors(block)[line / LogIndex::AnchorLines];
    const char *const payload = block + place.payloadAt;
    const auto *const metaBegin = reinterpret_cast<const quint8 *>(block) + place.metaAt;
    const quint8 *meta = metaBegin + anchor.meta;
    auto at = qsizetype(anchor.payload);
    quint64 time = anchor.time;
    StoredLine passed;
    for (qint64 i = line % LogIndex::AnchorLines; i > 0; --i) {
        LogIndex::read(meta, time, passed);
        const void *const feed = std::memchr(payload + at, '\n', std::size_t(place.payloadSize - at));
        at = static_cast<const char *>(feed) - payload + 1;
    }
    return {at, meta - metaBegin, time};
}

} // namespace

bool LogStretch::load()
{
    if (bytes)
        return true;
    const LogSpill::BlockPtr block = place.block.lock();
    const std::shared_ptr<const char[]> all = block ? block->read() : nullptr;
    if (!all)
        return false;
    const LineStart begin = find(all.get(), place, place.skipped);
    const LineStart end = find(all.get(), place, place.skipped + lineCount);
    bytes = std::shared_ptr<const char[]>(all, all.get() + place.payloadAt + begin.payload);
    size = end.payload - begin.payload;
    beforeUs = begin.beforeUs;
    if (place.withFlags)
        flags = {all.get() + place.metaAt + begin.meta, end.meta - begin.meta};
    return true;
}

void LogStretch::visit(const std::function<void(qint64, const StoredLine &)> &visit) const
{
    const auto *meta = reinterpret_cast<const quint8 *>(flags.constData());
    quint64 time = beforeUs;
    const char *at = bytes.get();
    for (qint64 index = firstLine; index < firstLine + lineCount; ++index) {
        const auto *const feed = static_cast<const char *>(std::memchr(at, '\n', std::size_t(bytes.get() + size - at)));
        StoredLine line;
        line.bytes = QByteArrayView(at, feed);
        LogIndex::read(meta, time, line);
        visit(index, line);
        at = feed + 1;
    }
}

} // namespace models
