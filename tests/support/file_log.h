// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_document.h"
#include "tests/support/gated_disk.h"

#include <QTemporaryDir>
#include <QTest>

namespace test {

/// A log of lines 0 to Lines - 1, "line 17" and so on, most of which are in a file on a disk that answers when it is told to.
struct FileLog
{
    static constexpr int Lines = 200'000;
    static constexpr qint64 Budget = 1024 * 1024;
    static constexpr qint64 FirstNs = 1'700'000'000'000'000'000;

    FileLog() = default;
    FileLog(const FileLog &) = delete;
    FileLog &operator=(const FileLog &) = delete;
    ~FileLog() { open(); } ///< nobody waits for ever

    [[nodiscard]] bool fill()
    {
        constexpr int Step = 2000; // no faster than the file takes them
        for (int i = 0; i < Lines; i += Step) {
            add(i, i + Step);
            if (!QTest::qWaitFor([this] { return document.store().spill()->isIdle(); }))
                return false;
        }
        return document.firstLine() == 0 && document.endLine() == Lines;
    }
    void add(int from, int to)
    {
        document.append([=, this](models::LineStore &store) {
            for (int i = from; i < to; ++i) {
                const QByteArray text = line(i);
                const auto stream = engine::LogStream::Stdout;
                store.append(models::LogPiece{text, FirstNs + i * stepNs, stream, false, false});
            }
        });
    }
    /// From now on the disk answers at once.
    void open() const { gate->pass.release(100'000); }

    [[nodiscard]] static QByteArray line(int number) { return "line " + QByteArray::number(number); }
    [[nodiscard]] static QByteArray lines(int from, int to)
    {
        QByteArrayList all;
        for (int i = from; i < to; ++i)
            all.append(line(i));
        return all.join('\n');
    }

    qint64 stepNs = 1'000'000; ///< from line to line
    const QTemporaryDir folder;
    const std::shared_ptr<GatedDisk::Gate> gate = std::make_shared<GatedDisk::Gate>();
    models::LogDocument document{Budget, std::make_shared<models::LogSpill>(folder.path(), models::LogSpill::MaxBytes,
                                                                            std::make_unique<GatedDisk>(gate))};
};

} // namespace test
