// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_text.h"
#include "tests/support/gated_disk.h"

#include <QTemporaryDir>
#include <QTest>

namespace test {

/// Keeps the one thread that collects selections waiting for a slow disk, as long as it lives.
class BusyCopier
{
public:
    BusyCopier()
    {
        const QByteArray line(1000, 'x');
        for (int i = 0; i < 4000 && m_document.store().spill()->bytesUsed() == 0; ++i)
            m_document.append([&](models::LineStore &store) {
                store.append(models::LogPiece{line, 1, engine::LogStream::Stdout, false, false});
            });
        (void)QTest::qWaitFor([this] { return m_document.store().spill()->isIdle(); });
        m_document.append([&](models::LineStore &store) { // what has been written is in the file now
            store.append(models::LogPiece{line, 1, engine::LogStream::Stdout, false, false});
        });
        m_text.collect(m_document, {0, 0, m_document.endLine() - 1, 1});
        (void)QTest::qWaitFor([this] { return m_gate->reads == 1; });
    }
    ~BusyCopier()
    {
        m_text.cancel();
        m_gate->pass.release(1000);
    }
    BusyCopier(const BusyCopier &) = delete;
    BusyCopier &operator=(const BusyCopier &) = delete;

private:
    const QTemporaryDir m_folder;
    const std::shared_ptr<GatedDisk::Gate> m_gate = std::make_shared<GatedDisk::Gate>();
    models::LogDocument m_document{1024 * 1024,
                                   std::make_shared<models::LogSpill>(m_folder.path(), models::LogSpill::MaxBytes,
                                                                      std::make_unique<GatedDisk>(m_gate))};
    models::LogText m_text;
};

} // namespace test
