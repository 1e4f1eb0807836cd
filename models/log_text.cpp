// SPDX-License-Identifier: Apache-2.0
#include "models/log_text.h"

#include "engine-client/pool_task.h"
#include "models/line_flags.h"

#include <QThreadPool>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <mutex>
#include <numeric>
#include <utility>

namespace models {
namespace {

constexpr qsizetype ShortBytes = 256 * 1024; ///< about 3 ms
constexpr int ProgressMs = 100;

QThreadPool &copiers()
{
    static engine::OneThreadPool pool;
    return pool;
}

/// Shown as it is: for the most lines there is nothing to be read from.
bool isAscii(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return (c >= ' ' && c < '\x7f') || c == '\t'; });
}

} // namespace

/// One stretch. Shared by its LogText and the thread; `text` is taken out when the result is not wanted.
struct LogText::Job
{
    std::vector<LogStretch> pieces;
    std::vector<AnsiStates> entries; ///< what the first lines of these begin with
    LogSpan span;
    std::vector<LineOwners::Owner> owners; ///< of all lines; empty: no names
    QByteArrayList names;
    qsizetype maxBytes = 0;
    std::atomic<bool> cancelled = false;
    std::atomic<qint64> lines = 0; ///< that are done

    // Only touched by the thread until it is done.
    QByteArray result;
    qint64 missing = 0;

    std::mutex mutex;
    LogText *text = nullptr;
    bool isDone = false;

    static void run(const std::shared_ptr<Job> &job)
    {
        job->work();
        const std::lock_guard lock(job->mutex);
        job->isDone = true;
        if (job->text)
            QMetaObject::invokeMethod(job->text, &LogText::finish, Qt::QueuedConnection);
    }

    [[nodiscard]] bool hasEnded()
    {
        const std::lock_guard lock(mutex);
        return isDone;
    }
    [[nodiscard]] qint64 lineCount() const { return span.lastLine - span.firstLine + 1; }
    [[nodiscard]] bool isTooLong() const { return result.size() > maxBytes; }

    void work()
    {
        for (std::size_t i = 0; i < pieces.size() && !cancelled && !isTooLong(); ++i) {
            LogStretch piece = std::exchange(pieces[i], {}); // nobody waits for what it holds longer than it is read
            if (piece.load())
                add(piece, entries[i]);
            else
                miss(piece.lineCount);
            lines += piece.lineCount;
        }
        tellMissing();
    }

    void add(const LogStretch &piece, AnsiStates states)
    {
        tellMissing();
        LineFlags flags(piece.flags);
        const char *begin = piece.bytes.get();
        const char *const end = begin + piece.size;
        for (qint64 index = piece.firstLine; begin < end && !cancelled && !isTooLong(); ++index) {
            const auto *const feed = static_cast<const char *>(std::memchr(begin, '\n', std::size_t(end - begin)));
            StoredLine line = flags.next();
            line.bytes = QByteArrayView(begin, feed);
            begin = feed + 1;
            add(index, line, states);
        }
    }

    void add(qint64 index, const StoredLine &line, AnsiStates &states)
    {
        const bool isMark = line.kind == StoredLine::Kind::Mark;
        if (isMark)
            states = {}; // nothing is known of what came before
        const bool isCut = index == span.firstLine || index == span.lastLine;
        const bool isWhole = !line.continuation && !line.open;
        startLine(line.continuation);
        if (!line.continuation && !isMark && (index != span.firstLine || span.firstOffset == 0))
            addName(index);
        if (!isCut && isWhole && isAscii(line.bytes)) {
            result += line.bytes;
            return;
        }
        AnsiState none;
        AnsiState &state = isMark ? none : states[std::size_t(line.kind)];
        const AnsiLine shown = parseAnsi(line.bytes, line.continuation ? state : AnsiState());
        state = line.open ? shown.end : AnsiState();
        const qsizetype from = index == span.firstLine ? std::min(span.firstOffset, shown.text.size()) : 0;
        const qsizetype to =
            index == span.lastLine ? std::clamp(span.lastOffset, from, shown.text.size()) : shown.text.size();
        result += plainText(QStringView(shown.text).mid(from, to - from)).toUtf8();
    }

    void startLine(bool goesOn)
    {
        if (std::exchange(m_hasLine, true) && !goesOn)
            result += '\n';
    }

    void addName(qint64 index)
    {
        const LineOwners::Owner owner = owners.empty() ? LineOwners::None : owners[std::size_t(index - span.firstLine)];
        if (owner != LineOwners::None)
            result += names.value(owner) + " | ";
    }

    void miss(qint64 count)
    {
        missing += count;
        m_untold += count;
    }

    void tellMissing()
    {
        if (m_untold == 0)
            return;
        startLine(false);
        result += '[' + QByteArray::number(m_untold) + (m_untold == 1 ? " line" : " lines") +
                  " could not be read back from the cache folder]";
        m_untold = 0;
    }

private:
    bool m_hasLine = false;
    qint64 m_untold = 0;
};

LogText::LogText(qsizetype maxBytes, QObject *parent) : QObject(parent), m_maxBytes(maxBytes)
{
    m_progress.setInterval(ProgressMs);
    connect(&m_progress, &QTimer::timeout, this, &LogText::progressed);
}

LogText::~LogText()
{
    cancel();
}

void LogText::collect(const LogDocument &document, const LogSpan &span, bool names)
{
    cancel();
    const LineStore &store = document.store();
    m_job = std::make_shared<Job>();
    Job &job = *m_job;
    job.text = this;
    job.maxBytes = m_maxBytes;
    job.span = span;
    if (job.span.firstLine < document.firstLine())
        job.span = {document.firstLine(), 0, span.lastLine, span.lastOffset};
    if (job.span.lastLine >= document.endLine())
        job.span = {job.span.firstLine, job.span.firstOffset, document.endLine() - 1, MaxBytes};
    if (job.lineCount() <= 0)
        return cancel(); // all of it is gone
    job.pieces = store.snapshot(job.span.firstLine, job.span.lastLine + 1, LineStore::Flags::OfOdd);
    for (const LogStretch &piece : job.pieces)
        job.entries.push_back(store.ansiStates(piece.firstLine));
    if (names && job.span.firstLine < job.span.lastLine && !document.ownerNames().isEmpty()) {
        job.owners.resize(std::size_t(job.lineCount()));
        document.copyOwners(job.span.firstLine, job.span.lastLine + 1, job.owners.data());
        for (const QString &name : document.ownerNames())
            job.names.append(name.toUtf8());
    }
    const bool isInMemory = std::all_of(job.pieces.begin(), job.pieces.end(),
                                        [](const LogStretch &piece) { return piece.bytes != nullptr; });
    const qsizetype bytes = std::accumulate(job.pieces.begin(), job.pieces.end(), qsizetype(0),
                                            [](qsizetype sum, const LogStretch &piece) { return sum + piece.size; });
    if (isInMemory && bytes <= ShortBytes) {
        job.work();
        job.isDone = true;
        return finish();
    }
    m_progress.start();
    engine::startTask(copiers(), [shared = m_job] { Job::run(shared); });
}

void LogText::cancel()
{
    m_progress.stop();
    const std::shared_ptr<Job> job = std::exchange(m_job, nullptr);
    if (!job)
        return;
    job->cancelled = true;
    const std::lock_guard lock(job->mutex);
    job->text = nullptr;
}

double LogText::fraction() const
{
    return m_job ? double(m_job->lines) / double(std::max<qint64>(1, m_job->lineCount())) : 0;
}

void LogText::finish()
{
    const std::shared_ptr<Job> job = m_job;
    if (!job || !job->hasEnded()) // what was told is about one that is forgotten
        return;
    cancel();
    if (job->isTooLong())
        Q_EMIT tooLong();
    else
        Q_EMIT collected(job->result, job->missing);
}

} // namespace models
