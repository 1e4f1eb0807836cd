// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/log_block.h"

#include "engine-client/pool_task.h"

#include <QThreadPool>

#include <mutex>
#include <utility>
#include <vector>

#include <sys/mman.h>

namespace engine {

namespace {
constexpr std::size_t maxSpare = 32;
constexpr std::size_t fewSpare = 4; ///< fewer than these, and more are made
constexpr std::size_t madeAhead = 8;
constexpr int populateWrite = 23; // MADV_POPULATE_WRITE, of Linux 5.14; older ones refuse it, and nothing is lost

/// Has its first pages be there at once, which is cheaper than one by one.
char *make(std::size_t size)
{
    void *const block = mmap(nullptr, LogBlock::capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (block == MAP_FAILED)
        return nullptr;
    (void)madvise(block, size, populateWrite);
    return static_cast<char *>(block);
}

/// Never destroyed: logs may be freed while the process ends.
struct Spare
{
    std::mutex mutex;
    std::vector<char *> blocks;
    bool isMaking = false;

    /// Null: none is left.
    char *take(std::size_t size)
    {
        const std::lock_guard lock(mutex);
        if (blocks.size() < fewSpare && !std::exchange(isMaking, true))
            startTask(maker(), [this, size] { makeSome(size); });
        if (blocks.empty())
            return nullptr;
        char *const block = blocks.back();
        blocks.pop_back();
        return block;
    }

    bool put(char *block)
    {
        const std::lock_guard lock(mutex);
        const bool hasRoom = blocks.size() < maxSpare;
        if (hasRoom)
            blocks.push_back(block);
        return hasRoom;
    }

private:
    void makeSome(std::size_t size)
    {
        bool isEnough = false;
        while (!isEnough) {
            char *const block = make(size);
            const std::lock_guard lock(mutex);
            if (block != nullptr)
                blocks.push_back(block);
            isEnough = block == nullptr || blocks.size() >= madeAhead;
            isMaking = !isEnough;
        }
    }

    static QThreadPool &maker()
    {
        static OneThreadPool pool;
        return pool;
    }
};

Spare &spare()
{
    static auto *const one = new Spare;
    return *one;
}

void giveBack(char *block)
{
    if (block != nullptr && !spare().put(block))
        munmap(block, LogBlock::capacity);
}
} // namespace

std::shared_ptr<char[]> LogBlock::take(std::size_t size)
{
    char *block = spare().take(size);
    if (block == nullptr)
        block = make(size);
    return block != nullptr ? std::shared_ptr<char[]>(block, giveBack) : nullptr;
}

} // namespace engine
