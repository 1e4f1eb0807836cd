// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>

namespace engine {

/// Memory for the decoded lines of a log that comes fast. The receiver may keep a block as it is, instead of copying the lines out of
/// it, so blocks come by the hundred: they are mapped one by one, so that each goes back whole. A page's first touch costs more
/// than the lines on it; so a few blocks that were given back are kept for the next ones, and where none is, a thread of its
/// own makes them ahead of the one that reads. Any thread.
class LogBlock
{
public:
    /// A batch, and what is read at once beyond its bound: address space; memory as far as it is written to.
    static constexpr std::size_t capacity = std::size_t{1024} * 1024;

    /// `size` bytes of it will be written to, as it seems. Goes back with its last owner. Null when there is no memory.
    [[nodiscard]] static std::shared_ptr<char[]> take(std::size_t size);
};

} // namespace engine
