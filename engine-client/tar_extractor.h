// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/unique_fd.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>

struct archive;
struct archive_entry;

namespace engine {

class BytePipe;

/// Writes the files of tar archives, which a container's engine sends, into one folder and never outside: entries with absolute paths
/// or `..` end it, as do holes that would fill the disk from a few bytes; links are not followed, and links, devices, pipes and sockets
/// are passed over. A file appears when it is complete. Made anywhere, then used by one thread that may wait; the counters may be read by any.
class TarExtractor
{
public:
    struct Target
    {
        QString folder;       ///< absolute; made when it is not there (its parent must be)
        bool replace = false; ///< files of the same name; otherwise they are an error
    };

    explicit TarExtractor(const Target &target) : m_target(target) {}

    /// Reads one archive to its end and puts what is in it into `subfolder` of the folder ("" or "a/b"). False: see error(), which is
    /// empty when the archive did not come to its end; nothing half is left then, but what was complete before stays.
    [[nodiscard]] bool extract(BytePipe &from, const QString &subfolder);
    /// Deletes what was made, not what was replaced.
    void undo();

    [[nodiscard]] const QString &error() const { return m_error; }
    /// Names of links and devices.
    [[nodiscard]] const QStringList &passedOver() const { return m_passedOver; }
    [[nodiscard]] int files() const { return m_files; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; } ///< written, of all files

private:
    using Parts = QList<QByteArray>;
    struct MadeFolders
    {
        Parts deepest;
        qsizetype levels; ///< from the deepest up
    };

    [[nodiscard]] bool openFolder();
    /// The folder of these parts below `from`, made as needed; invalid: see error().
    [[nodiscard]] UniqueFd enter(const Parts &parts);
    [[nodiscard]] bool takeEntry(archive *tar, archive_entry *entry, const Parts &subfolder);
    [[nodiscard]] bool writeFile(archive *tar, archive_entry *entry, const Parts &path);
    [[nodiscard]] bool copyData(archive *tar, int file);
    [[nodiscard]] bool publish(int folder, const QByteArray &temporary, const Parts &path);
    [[nodiscard]] bool fail(const QString &what, const QByteArray &name, int osError);

    const Target m_target;
    UniqueFd m_folder;
    QString m_error;
    QStringList m_passedOver;
    QList<Parts> m_madeFiles; ///< in the order of their making, like the folders
    QList<MadeFolders> m_madeFolders;
    qint64 m_received = 0; ///< of archives, all together
    bool m_madeTarget = false;
    std::atomic<int> m_files = 0;
    std::atomic<qint64> m_bytes = 0;
};

} // namespace engine
