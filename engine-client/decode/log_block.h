// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

namespace engine {

/// Memory for the decoded lines of a log that comes fast. The receiver may keep a block as it is, instead of copying the lines out of
/// it, so blocks come by the hundred: they are mapped one by one, so that each goes back whole, and a few of those that
/// were given back are kept for the next ones, because a page's first touch costs more than the lines on it. Any thread.
class LogBlock
{
public:
    static constexpr std::size_t capacity =
        std::size_t{512} * 1024; ///< address space; memory as far as it is written to

    /// Goes back with its last owner. Null when there is no memory.
    [[nodiscard]] static std::shared_ptr<char[]> take();
    /// Has the pages of a stretch that is written to next be there, which is cheaper than one by one.
    static void prepare(char *begin, std::size_t size);
};

} // namespace engine
