// SPDX-License-Identifier: Apache-2.0
#include "models/log_spill.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QThreadPool>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <numeric>
#include <utility>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace models {
namespace {

constexpr qint64 Alignment = 64;

/// One thread for all files: searches, which take the common pool for seconds, must not hold up what keeps memory bounded.
QThreadPool &writers()
{
    static QThreadPool *const pool = [] {
        static QThreadPool one;
        one.setMaxThreadCount(1);
        return &one;
    }();
    return *pool;
}

qint64 roundedUp(qint64 bytes, qint64 unit)
{
    return (bytes + unit - 1) / unit * unit;
}

int openNameless(const QString &folder)
{
    QDir().mkpath(QFileInfo(folder).path());
    QDir().mkdir(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const QByteArray path = QFile::encodeName(folder);
    const int nameless = open(path.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (nameless >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return nameless;
    QByteArray name = path + "/log-XXXXXX";
    const int named = mkostemp(name.data(), O_CLOEXEC);
    if (named >= 0)
        unlink(name.constData());
    return named;
}

qint64 freeBytes(int file)
{
    struct statvfs status = {};
    return fstatvfs(file, &status) == 0 ? qint64(status.f_bavail) * qint64(status.f_frsize) : 0;
}

qint64 sizeOf(const std::vector<LogSpill::Part> &parts)
{
    return std::accumulate(parts.begin(), parts.end(), qint64(0),
                           [](qint64 sum, const LogSpill::Part &part) { return sum + part.size; });
}

bool readAll(int file, char *bytes, qint64 size, qint64 at)
{
    while (size > 0) {
        const ssize_t got = pread(file, bytes, std::size_t(size), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes += got;
        size -= got;
        at += got;
    }
    return true;
}

bool writeAll(int file, const char *bytes, qsizetype size, qint64 at)
{
    while (size > 0) {
        const ssize_t written = pwrite(file, bytes, std::size_t(size), at);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= written;
        at += written;
    }
    return true;
}

} // namespace

struct LogSpill::File
{
    int descriptor = -1;
    std::atomic<qint64> used = 0; ///< of all segments
    std::atomic<qint64> room = 0; ///< in them

    File() = default;
    File(const File &) = delete;
    File &operator=(const File &) = delete;
    ~File()
    {
        if (descriptor >= 0)
            close(descriptor);
    }
};

/// A stretch of the file. Lives as long as anybody holds a block in it.
struct LogSpill::Segment
{
    std::shared_ptr<File> file;
    qint64 begin = 0;
    qint64 size = 0;
    qint64 filled = 0;

    static std::shared_ptr<Segment> create(const std::shared_ptr<File> &file, qint64 begin, qint64 size)
    {
        if (ftruncate(file->descriptor, begin + size) != 0)
            return nullptr;
        file->used += size;
        file->room += size;
        return {new Segment{file, begin, size, 0}, &Segment::dispose};
    }

    void fill(qint64 bytes)
    {
        bytes = std::min(bytes, size - filled);
        filled += bytes;
        file->room -= bytes;
    }

    /// Not where the last holder happens to be: giving room back to the disk may take long.
    static void dispose(Segment *segment)
    {
        segment->fill(segment->size);
        segment->file->used -= segment->size;
        writers().start([segment] {
            (void)fallocate(segment->file->descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, segment->begin,
                            segment->size);
            delete segment;
        });
    }
};

struct LogSpill::State
{
    State(const QString &where, qint64 maxBytes) : folder(where), limit(maxBytes) {}

    const QString folder;
    const std::shared_ptr<File> file = std::make_shared<File>();
    std::atomic<qint64> limit;
    std::atomic<qint64> waitingBytes = 0;

    std::mutex mutex;
    std::deque<std::shared_ptr<Write>> waiting;
    QString error;
    bool isWorking = false;

    /// What Block::kept() has read, the latest first.
    std::mutex keptMutex;
    std::deque<std::pair<qint64, std::shared_ptr<const char[]>>> kept;

    // Only touched by the one task at work.
    std::weak_ptr<Segment> current; ///< the one that is filled
    qint64 end = 0;

    static void work(const std::shared_ptr<State> &state)
    {
        std::unique_lock lock(state->mutex);
        while (!state->waiting.empty()) {
            const std::shared_ptr<Write> write = std::move(state->waiting.front());
            state->waiting.pop_front();
            lock.unlock();
            const qint64 size = sizeOf(write->m_parts);
            const bool isWritten = place(state, *write, size);
            const QString why = isWritten ? QString() : qt_error_string(errno);
            state->waitingBytes -= size;
            if (!isWritten)
                state->giveUpGrowing();
            write->m_parts.clear();
            lock.lock();
            if (!isWritten)
                state->error = u"%1: %2"_s.arg(QDir::toNativeSeparators(state->folder), why);
            write->m_state.store(isWritten ? Write::State::Written : Write::State::Failed, std::memory_order_release);
        }
        state->isWorking = false;
    }

    static bool place(const std::shared_ptr<State> &state, Write &write, qint64 size)
    {
        const std::shared_ptr<Segment> segment = state->segmentFor(size);
        if (!segment)
            return false;
        const qint64 begin = segment->begin + segment->filled;
        qint64 at = begin;
        for (const Part &part : write.m_parts) {
            if (!writeAll(state->file->descriptor, part.bytes.get(), part.size, at))
                return false;
            at += part.size;
        }
        write.m_block = std::make_shared<const Block>(state, segment, begin, size);
        segment->fill(roundedUp(size, Alignment));
        return true;
    }

    std::shared_ptr<Segment> segmentFor(qint64 size)
    {
        if (file->descriptor < 0) {
            file->descriptor = openNameless(folder);
            if (file->descriptor < 0)
                return nullptr;
            limit = std::min(limit.load(), freeBytes(file->descriptor) / 4);
        }
        std::shared_ptr<Segment> segment = current.lock();
        if (segment && segment->filled + size <= segment->size)
            return segment;
        if (segment)
            segment->fill(segment->size);
        const qint64 wanted = std::max(SegmentBytes, roundedUp(size, sysconf(_SC_PAGESIZE)));
        segment = Segment::create(file, end, wanted);
        end += segment ? wanted : 0;
        current = segment;
        return segment;
    }

    /// The disk is full, whoever filled it: what the file has now is all that it will have.
    void giveUpGrowing()
    {
        if (const std::shared_ptr<Segment> segment = current.lock())
            segment->fill(segment->size);
        current.reset();
        limit = std::min(limit.load(), file->used.load());
    }
};

LogSpill::Block::Block(std::shared_ptr<State> state, std::shared_ptr<Segment> segment, qint64 begin, qint64 size)
    : m_state(std::move(state)), m_segment(std::move(segment)), m_begin(begin), m_size(size)
{}

std::shared_ptr<const char[]> LogSpill::Block::read() const
{
    const std::shared_ptr<char[]> bytes(new char[std::size_t(m_size)]);
    return readAll(m_segment->file->descriptor, bytes.get(), m_size, m_begin) ? bytes : nullptr;
}

std::shared_ptr<const char[]> LogSpill::Block::kept() const
{
    const std::lock_guard lock(m_state->keptMutex);
    auto &kept = m_state->kept;
    auto place = std::find_if(kept.begin(), kept.end(), [this](const auto &one) { return one.first == m_begin; });
    if (place == kept.end()) {
        kept.emplace_front(m_begin, read());
        announceNeighbours();
        if (kept.size() > KeptBlocks)
            kept.pop_back();
        place = kept.begin();
    }
    std::rotate(kept.begin(), place, std::next(place));
    return kept.front().second;
}

/// To whom this is of use, they are next: the disk may begin.
void LogSpill::Block::announceNeighbours() const
{
    const int file = m_segment->file->descriptor;
    (void)posix_fadvise(file, std::max<qint64>(0, m_begin - m_size), m_size, POSIX_FADV_WILLNEED);
    (void)posix_fadvise(file, m_begin + m_size, m_size, POSIX_FADV_WILLNEED);
}

LogSpill::LogSpill(const QString &folder, qint64 maxBytes) : d(std::make_shared<State>(folder, maxBytes))
{}

QString LogSpill::cacheFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/longshore"_s;
}

LogSpill::WritePtr LogSpill::write(std::vector<Part> parts)
{
    const auto write = std::make_shared<Write>();
    d->waitingBytes += sizeOf(parts);
    write->m_parts = std::move(parts);
    const std::lock_guard lock(d->mutex);
    d->waiting.push_back(write);
    if (!std::exchange(d->isWorking, true))
        writers().start([state = d] { State::work(state); });
    return write;
}

bool LogSpill::hasRoom(qint64 bytes) const
{
    return std::max<qint64>(0, d->limit - d->file->used) + d->file->room - d->waitingBytes >= bytes;
}

bool LogSpill::isIdle() const
{
    const std::lock_guard lock(d->mutex);
    return !d->isWorking;
}

QString LogSpill::error() const
{
    const std::lock_guard lock(d->mutex);
    return d->error;
}

qint64 LogSpill::bytesUsed() const
{
    return d->file->used;
}

} // namespace models
