// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/spill_disk.h"

#include <QString>

#include <atomic>
#include <memory>
#include <vector>

namespace models {

/// The file that takes the parts of a log that memory has no room for. It has no name from its first moment on and is readable
/// for its owner only, so that nothing is left behind whatever happens to the process. Blocks are written one
/// after the other on a thread of their own; room that nobody holds any longer is given back to the disk. Nothing is mapped: a
/// disk that fails costs the bytes that it had, not the process. Shared by the LineStores of one log; every function
/// may be called on any thread.
class LogSpill
{
    struct File;
    struct Segment;
    class Shelf;
    struct State;

public:
    static constexpr qint64 MaxBytes = 8LL * 1024 * 1024 * 1024;
    static constexpr qint64 SegmentBytes = 16LL * 1024 * 1024; ///< in which room is taken and given back
    static constexpr int KeptBlocks = 16;                      ///< see Block::kept()

    /// Bytes that nobody changes any more.
    struct Part
    {
        std::shared_ptr<const char[]> bytes;
        qsizetype size = 0;
    };

    /// Parts in the file, one behind the other; the room that they take is kept as long as this. Owned by a LogChunk.
    class Block
    {
    public:
        Block(std::shared_ptr<State> state, std::shared_ptr<Segment> segment, qint64 begin, qint64 size);

        /// The bytes, the first one aligned for any number, for whoever needs them once. Null: they can't be read. Not on the UI
        /// thread.
        [[nodiscard]] std::shared_ptr<const char[]> read() const;
        /// The same for whoever comes again, like one who scrolls: the last ones stay in memory for a while. On the UI thread only
        /// while isAtHand().
        [[nodiscard]] std::shared_ptr<const char[]> kept() const;
        /// Whether kept() would not wait for the disk. When it would, the block is read on another thread from now on: ask again.
        [[nodiscard]] bool isAtHand() const;

    private:
        std::shared_ptr<State> m_state;
        std::shared_ptr<Segment> m_segment;
        qint64 m_begin;
        qint64 m_size;
    };
    using BlockPtr = std::shared_ptr<const Block>;

    /// A block on its way into the file.
    class Write
    {
    public:
        enum class State { Waiting, Written, Failed };
        [[nodiscard]] State state() const { return m_state.load(std::memory_order_acquire); }
        /// Once Written.
        [[nodiscard]] const BlockPtr &block() const { return m_block; }

    private:
        friend class LogSpill;
        std::vector<Part> m_parts;
        BlockPtr m_block;
        std::atomic<State> m_state = State::Waiting;
    };
    using WritePtr = std::shared_ptr<const Write>;

    /// The file comes into being with the first block. It takes at most `maxBytes`, and at most a quarter of what the disk
    /// has free then.
    explicit LogSpill(const QString &folder = cacheFolder(), qint64 maxBytes = MaxBytes,
                      std::unique_ptr<SpillDisk> disk = std::make_unique<SpillDisk>());

    /// $XDG_CACHE_HOME/longshore
    [[nodiscard]] static QString cacheFolder();

    [[nodiscard]] WritePtr write(std::vector<Part> parts);
    /// Whether the file may take so many bytes more: not beyond its bound, nor beyond what a full disk left it.
    [[nodiscard]] bool hasRoom(qint64 bytes) const;
    /// Nothing is on its way.
    [[nodiscard]] bool isIdle() const;
    /// Why blocks failed, for a person; empty when none did.
    [[nodiscard]] QString error() const;
    /// On the disk now, a segment counted as a whole.
    [[nodiscard]] qint64 bytesUsed() const;

private:
    std::shared_ptr<State> d;
};

} // namespace models
