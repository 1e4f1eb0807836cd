// SPDX-License-Identifier: Apache-2.0
// Log bytes through the line cutter, the line store and the ANSI parser. The first byte says where the stream is cut: the
// stored lines must not depend on it.
#include "models/line_store.h"

#include <cstdlib>

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

models::LineStore stored(QByteArrayView bytes, qsizetype cut)
{
    models::LineStore store;
    models::LineCutter cutter;
    const auto push = [&](QByteArrayView part, bool partial) {
        engine::LogBatch batch;
        batch.bytes = part.toByteArray();
        batch.lines.push_back({0, quint32(part.size()), 1, engine::LogStream::Stdout, partial});
        cutter.push(batch, [&](const models::LogPiece &piece) { store.append(piece); });
    };
    push(bytes.first(cut), true);
    push(bytes.sliced(cut), false);
    return store;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data) + 1, qsizetype(size) - 1);
    const models::LineStore whole = stored(bytes, 0);
    const models::LineStore cut = stored(bytes, bytes.size() * data[0] / 256);
    require(whole.lineCount() == cut.lineCount());
    for (qint64 i = 0; i < whole.endLine(); ++i) {
        const QByteArrayView line = whole.line(i).bytes;
        const models::AnsiState start = whole.ansiState(i);
        require(line == cut.line(i).bytes && start == cut.ansiState(i));
        const models::AnsiLine shown = models::parseAnsi(line, start);
        require(shown.end == models::skipAnsi(line, start));
        require(shown.text.size() <= line.size() * 8 && shown.runs.size() <= std::size_t(shown.text.size()));
        for (const QChar c : shown.text)
            require(c == u'\t' || (c.unicode() >= 0x20 && c.unicode() != 0x7f && c.unicode() != 0x202e));
    }
    return 0;
}
