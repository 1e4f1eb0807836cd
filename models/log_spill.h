// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <atomic>
#include <memory>
#include <vector>

namespace models {

/// The file that takes the parts of a log that memory has no room for. It has no name from its first moment on and is readable
/// for its owner only, so that nothing is left behind whatever happens to the process. Blocks are written one
/// after the other on a thread of their own and then read through mappings; room that nobody holds any longer is given back
/// to the disk. Shared by the LineStores of one log; every function may be called on any thread.
class LogSpill
{
public:
    static constexpr qint64 MaxBytes = 8LL * 1024 * 1024 * 1024;
    static constexpr qint64 SegmentBytes = 16LL * 1024 * 1024; ///< in which room is taken and given back

    /// Bytes that nobody changes any more.
    struct Part
    {
        std::shared_ptr<const char[]> bytes;
        qsizetype size = 0;
    };

    /// A block on its way into the file.
    class Write
    {
    public:
        enum class State { Waiting, Written, Failed };
        [[nodiscard]] State state() const { return m_state.load(std::memory_order_acquire); }
        /// Once Written: the parts, one behind the other, the first one aligned for any number.
        [[nodiscard]] const std::shared_ptr<const char[]> &bytes() const { return m_bytes; }

    private:
        friend class LogSpill;
        std::vector<Part> m_parts;
        std::shared_ptr<const char[]> m_bytes;
        std::atomic<State> m_state = State::Waiting;
    };
    using WritePtr = std::shared_ptr<const Write>;

    /// The file comes into being with the first block. It takes at most `maxBytes`, and at most a quarter of what the disk
    /// has free then.
    explicit LogSpill(const QString &folder = cacheFolder(), qint64 maxBytes = MaxBytes);

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

    /// Takes pages of a block that were read out of the process's memory again; the next reader gets them from the file.
    static void release(const char *bytes, qsizetype size);

private:
    struct File;
    struct Segment;
    struct State;

    std::shared_ptr<State> d;
};

} // namespace models
