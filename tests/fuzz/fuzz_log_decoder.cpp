// SPDX-License-Identifier: Apache-2.0
// A container's log stream → lines. The first byte holds the options, the second says where the stream is cut: the lines must
// not depend on it, must lie inside their batch, and no more bytes may come out than went in.
#include "engine-client/decode/log_decoder.h"

#include <cstdlib>

namespace {
void require(bool holds)
{
    if (!holds)
        std::abort();
}

engine::LogBatch decoded(QByteArrayView bytes, qsizetype cut, bool tty, bool timestamps)
{
    engine::LogDecoder decoder(tty, timestamps);
    engine::LogBatch all;
    const auto take = [&] {
        engine::LogBatch batch;
        require((decoder.take(batch) == 0) == batch.lines.empty());
        for (engine::LogLine line : batch.lines) {
            require(line.offset + line.length <= static_cast<std::size_t>(batch.bytes.size()));
            line.offset += static_cast<quint32>(all.bytes.size());
            all.lines.push_back(line);
        }
        all.bytes += batch.bytes;
    };
    for (const QByteArrayView part : {bytes.first(cut), bytes.sliced(cut)}) {
        decoder.push(part.data(), static_cast<std::size_t>(part.size()));
        take();
    }
    decoder.finish();
    take();
    require(all.bytes.size() - qsizetype(all.lines.size()) <= bytes.size()); // the line feeds apart
    return all;
}

bool same(const engine::LogLine &left, const engine::LogLine &right)
{
    return left.offset == right.offset && left.length == right.length && left.timeNs == right.timeNs &&
           left.stream == right.stream && left.partial == right.partial;
}
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const bool tty = (data[0] & 1U) != 0;
    const bool timestamps = (data[0] & 2U) != 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data) + 2, static_cast<qsizetype>(size) - 2);
    const engine::LogBatch whole = decoded(bytes, 0, tty, timestamps);
    const engine::LogBatch cut = decoded(bytes, bytes.size() * data[1] / 256, tty, timestamps);
    require(whole.bytes == cut.bytes);
    require(std::equal(whole.lines.begin(), whole.lines.end(), cut.lines.begin(), cut.lines.end(), same));
    return 0;
}
