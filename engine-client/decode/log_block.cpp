// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/log_block.h"

#include <cstdint>
#include <mutex>
#include <vector>

#include <sys/mman.h>

namespace engine {

namespace {
constexpr std::size_t maxSpare = 32;
constexpr std::uintptr_t pageMask = 4095;
constexpr int populateWrite = 23; // MADV_POPULATE_WRITE, of Linux 5.14; older ones refuse it, and nothing is lost

struct Spare
{
    std::mutex mutex;
    std::vector<char *> blocks;
};

/// Never destroyed: logs may be freed while the process ends.
Spare &spare()
{
    static auto *const one = new Spare;
    return *one;
}

void giveBack(char *block)
{
    if (block == nullptr)
        return;
    {
        const std::lock_guard lock(spare().mutex);
        if (spare().blocks.size() < maxSpare)
            return spare().blocks.push_back(block);
    }
    munmap(block, LogBlock::capacity);
}
} // namespace

std::shared_ptr<char[]> LogBlock::take()
{
    {
        const std::lock_guard lock(spare().mutex);
        if (!spare().blocks.empty()) {
            char *const block = spare().blocks.back();
            spare().blocks.pop_back();
            return {block, giveBack};
        }
    }
    void *const block = mmap(nullptr, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED)
        return nullptr;
    return {static_cast<char *>(block), giveBack};
}

void LogBlock::prepare(char *begin, std::size_t size)
{
    char *const page = begin - (reinterpret_cast<std::uintptr_t>(begin) & pageMask);
    (void)madvise(page, size + static_cast<std::size_t>(begin - page), populateWrite);
}

} // namespace engine
