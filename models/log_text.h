// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_document.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <memory>

namespace models {

/// A stretch of a log: from a character of one line to one of another, counted as AnsiLine::text does.
struct LogSpan
{
    qint64 firstLine = 0;
    qsizetype firstOffset = 0;
    qint64 lastLine = 0; ///< the one that lastOffset is in
    qsizetype lastOffset = 0;
};

/// Puts the text of a stretch together for the clipboard, as the lines are when it is asked for. A selection may be millions of lines
/// long and reach into the file: but for what is short and in memory that is done on a thread of its own, which searches
/// do not hold up. Owned by a log pane; UI thread.
class LogText : public QObject
{
    Q_OBJECT
public:
    /// Bytes of UTF-8; more belong into a file.
    static constexpr qsizetype MaxBytes = 250'000'000;

    explicit LogText(qsizetype maxBytes = MaxBytes, QObject *parent = nullptr);
    ~LogText() override;

    /// Begins anew; what was under way is forgotten. A short stretch is finished before this returns.
    /// `names`: of the containers, before lines of several.
    void collect(const LogDocument &document, const LogSpan &span, bool names = false);
    /// Nothing comes any more.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_job != nullptr; }
    /// How many of the lines are done: 0 to 1.
    [[nodiscard]] double fraction() const;

Q_SIGNALS:
    /// Still at work; from time to time.
    void progressed();
    /// `text` is UTF-8. `missingLines` could not be read back from the file: a line in brackets stands for them.
    void collected(const QByteArray &text, qint64 missingLines);
    /// The stretch has more than `maxBytes`.
    void tooLong();

private:
    struct Job;
    void finish();

    const qsizetype m_maxBytes;
    std::shared_ptr<Job> m_job;
    QTimer m_progress; ///< while a job is under way
};

} // namespace models
