// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/archived_file.h"
#include "engine-client/stream_decoder.h"

#include <QList>

namespace engine {

/// Bounds of what is taken from a container in one call, all of it in memory.
constexpr qsizetype mostTarBytes = qsizetype{1} << 20;
constexpr qsizetype mostFileBytes = qsizetype{64} * 1024;
constexpr int mostTarFiles = 256;

/// The plain files of a tar stream, in its order. Folders, links and devices are passed over, and so is a file of more than
/// mostFileBytes; reading stops after mostTarFiles and at the first damage. Pure; any thread.
[[nodiscard]] QList<ArchivedFile> readTarFiles(const QByteArray &tar);

/// The same for an answer that streams in. A container decides what it sends: more than mostTarBytes is refused (`push` throws).
/// Owned by its call, on the engine thread.
class TarFilesDecoder : public StreamDecoder<QList<ArchivedFile>>
{
public:
    void push(const char *data, std::size_t size) override;
    void finish() override;
    std::size_t take(QList<ArchivedFile> &out) override;

private:
    QByteArray m_tar;
    QList<ArchivedFile> m_files;
};

} // namespace engine
