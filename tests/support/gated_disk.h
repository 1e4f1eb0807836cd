// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/spill_disk.h"

#include <atomic>
#include <memory>
#include <semaphore>

namespace test {

/// A disk that the system holds nothing of in memory, and that answers each read, and each write on request, when the gate lets it.
class GatedDisk : public models::SpillDisk
{
public:
    struct Gate
    {
        std::atomic<int> reads = 0; ///< that have begun
        std::counting_semaphore<> pass{0};
        std::atomic<bool> fails = false;
        std::atomic<int> writes = 0;
        std::atomic<bool> holdsWrites = false;
        std::counting_semaphore<> passWrite{0};
    };

    explicit GatedDisk(std::shared_ptr<Gate> gate) : m_gate(std::move(gate)) {}

    [[nodiscard]] bool read(int file, char *bytes, qint64 size, qint64 at) const override
    {
        ++m_gate->reads;
        m_gate->pass.acquire();
        return !m_gate->fails && SpillDisk::read(file, bytes, size, at);
    }
    [[nodiscard]] bool readHeld(int, char *, qint64, qint64) const override { return false; }
    [[nodiscard]] bool write(int file, const char *bytes, qint64 size, qint64 at) const override
    {
        ++m_gate->writes;
        if (m_gate->holdsWrites)
            m_gate->passWrite.acquire();
        return SpillDisk::write(file, bytes, size, at);
    }

private:
    const std::shared_ptr<Gate> m_gate;
};

} // namespace test
