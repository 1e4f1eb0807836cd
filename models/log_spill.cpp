// SPDX-License-Identifier: Apache-2.0
#include "models/log_spill.h"

#include "engine-client/pool_task.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QThread>
#include <QThreadPool>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <numeric>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace models {
namespace {

constexpr qint64 Alignment = 64;

/// For all files: it keeps memory bounded.
QThreadPool &writers()
{
    static engine::OneThreadPool pool;
    return pool;
}

/// Another one: who waits to see lines does not wait for what is being written.
QThreadPool &readers()
{
    static engine::OneThreadPool pool;
    return pool;
}

/// Which must not wait for a disk: it asks isAtHand() first.
[[maybe_unused]] bool isUiThread()
{
    const QCoreApplication *const app = QCoreApplication::instance();
    return app && QThread::currentThread() == app->thread();
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
        engine::startTask(writers(), [segment] {
            (void)fallocate(segment->file->descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, segment->begin,
                            segment->size);
            delete segment;
        });
    }
};

/// The blocks that were asked for last, the latest first. Never locked while the disk is at work.
class LogSpill::Shelf
{
public:
    struct Place
    {
        std::shared_ptr<Segment> segment;
        qint64 begin = 0;
        qint64 size = 0;
    };
    enum class Has { Bytes, Promise, Nothing };

    /// Puts what there is of it in front.
    Has find(qint64 begin, std::shared_ptr<const char[]> *bytes)
    {
        const std::lock_guard lock(m_mutex);
        const auto one = at(begin);
        if (one == m_all.end())
            return Has::Nothing;
        std::rotate(m_all.begin(), one, std::next(one));
        *bytes = m_all.front().bytes;
        return m_all.front().isAwaited() ? Has::Promise : Has::Bytes;
    }

    void put(qint64 begin, std::shared_ptr<const char[]> bytes)
    {
        const std::lock_guard lock(m_mutex);
        const auto one = at(begin);
        if (one == m_all.end())
            push({begin, std::move(bytes), {}});
        else
            *one = {begin, std::move(bytes), {}};
    }

    /// True when nobody is at work on what is awaited.
    [[nodiscard]] bool await(const Place &place)
    {
        const std::lock_guard lock(m_mutex);
        if (at(place.begin) == m_all.end())
            push({place.begin, nullptr, place});
        return !std::exchange(m_isWorking, true);
    }

    /// The latest that is awaited: what was asked for before may be out of view by now. None: the work is done.
    std::optional<Place> next()
    {
        const std::lock_guard lock(m_mutex);
        const auto one = std::find_if(m_all.begin(), m_all.end(), [](const Entry &entry) { return entry.isAwaited(); });
        m_isWorking = one != m_all.end();
        return m_isWorking ? std::optional(one->place) : std::nullopt;
    }

private:
    struct Entry
    {
        qint64 begin;
        std::shared_ptr<const char[]> bytes; ///< null: can't be read, or not read yet
        Place place;                         ///< where it is to be read; once that is done, nowhere
        [[nodiscard]] bool isAwaited() const { return place.segment != nullptr; }
    };

    std::deque<Entry>::iterator at(qint64 begin)
    {
        return std::find_if(m_all.begin(), m_all.end(), [begin](const Entry &entry) { return entry.begin == begin; });
    }
    void push(Entry entry)
    {
        m_all.push_front(std::move(entry));
        if (m_all.size() > KeptBlocks)
            m_all.pop_back();
    }

    std::mutex m_mutex;
    std::deque<Entry> m_all;
    bool m_isWorking = false;
};

struct LogSpill::State
{
    State(const QString &where, qint64 maxBytes, std::unique_ptr<SpillDisk> from)
        : folder(where), disk(std::move(from)), limit(maxBytes)
    {}

    const QString folder;
    const std::unique_ptr<SpillDisk> disk;
    const std::shared_ptr<File> file = std::make_shared<File>();
    std::atomic<qint64> limit;
    std::atomic<qint64> waitingBytes = 0;

    std::mutex mutex;
    std::deque<std::shared_ptr<Write>> waiting;
    QString error;
    bool isWorking = false;

    Shelf shelf;

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

    [[nodiscard]] std::shared_ptr<const char[]> read(const Shelf::Place &place) const
    {
        const std::shared_ptr<char[]> bytes(new char[std::size_t(place.size)]);
        return disk->read(file->descriptor, bytes.get(), place.size, place.begin) ? bytes : nullptr;
    }

    void readAwaited()
    {
        while (const std::optional<Shelf::Place> place = shelf.next()) {
            shelf.put(place->begin, read(*place));
            announceNeighbours(*place);
        }
    }

    /// To whom a block is of use, they are next: the disk may begin.
    static void announceNeighbours(const Shelf::Place &of)
    {
        const int descriptor = of.segment->file->descriptor;
        (void)posix_fadvise(descriptor, std::max<qint64>(0, of.begin - of.size), of.size, POSIX_FADV_WILLNEED);
        (void)posix_fadvise(descriptor, of.begin + of.size, of.size, POSIX_FADV_WILLNEED);
    }

    static bool place(const std::shared_ptr<State> &state, Write &write, qint64 size)
    {
        const std::shared_ptr<Segment> segment = state->segmentFor(size);
        if (!segment)
            return false;
        const qint64 begin = segment->begin + segment->filled;
        qint64 at = begin;
        for (const Part &part : write.m_parts) {
            if (!state->disk->write(state->file->descriptor, part.bytes.get(), part.size, at))
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
    Q_ASSERT_X(!isUiThread(), "LogSpill", "the UI thread waits for the disk");
    return m_state->read({m_segment, m_begin, m_size});
}

std::shared_ptr<const char[]> LogSpill::Block::kept() const
{
    std::shared_ptr<const char[]> bytes;
    if (m_state->shelf.find(m_begin, &bytes) == Shelf::Has::Bytes)
        return bytes;
    bytes = read();
    m_state->shelf.put(m_begin, bytes);
    State::announceNeighbours({m_segment, m_begin, m_size});
    return bytes;
}

bool LogSpill::Block::isAtHand() const
{
    std::shared_ptr<const char[]> known;
    const Shelf::Has has = m_state->shelf.find(m_begin, &known);
    if (has != Shelf::Has::Nothing)
        return has == Shelf::Has::Bytes;
    const Shelf::Place place{m_segment, m_begin, m_size};
    const std::shared_ptr<char[]> bytes(new char[std::size_t(m_size)]);
    if (m_state->disk->readHeld(m_state->file->descriptor, bytes.get(), m_size, m_begin)) {
        m_state->shelf.put(m_begin, bytes);
        engine::startTask(readers(), [place] { State::announceNeighbours(place); });
        return true;
    }
    if (m_state->shelf.await(place))
        engine::startTask(readers(), [state = m_state] { state->readAwaited(); });
    return false;
}

LogSpill::LogSpill(const QString &folder, qint64 maxBytes, std::unique_ptr<SpillDisk> disk)
    : d(std::make_shared<State>(folder, maxBytes, std::move(disk)))
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
        engine::startTask(writers(), [state = d] { State::work(state); });
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
