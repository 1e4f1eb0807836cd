// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_document.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

namespace models {

/// A stretch of a log: from a character of one line to one of another, counted as AnsiLine::text does.
struct LogSpan
{
    qint64 firstLine = 0;
    qsizetype firstOffset = 0;
    qint64 lastLine = 0; ///< the one that lastOffset is in
    qsizetype lastOffset = 0;
};

/// Puts the text of a stretch together for the clipboard, in slices of a few milliseconds: a selection may be millions of lines long.
/// Owned by a log pane; UI thread.
class LogText : public QObject
{
    Q_OBJECT
public:
    /// Characters; more belong into a file.
    static constexpr qsizetype MaxLength = 32 * 1024 * 1024;

    explicit LogText(QObject *parent = nullptr);

    /// Begins anew; what was under way is forgotten. A short stretch is finished before this returns.
    /// `names`: of the containers, before lines of several.
    void collect(const LogDocument *document, const LogSpan &span, bool names = false);
    void cancel();

Q_SIGNALS:
    void collected(const QString &text);
    /// The stretch has more than MaxLength characters.
    void tooLong();

private:
    void slice();
    void add(const LineStore &store, qint64 index, const StoredLine &line);

    QPointer<const LogDocument> m_document;
    LogSpan m_span;
    QString m_text;
    qint64 m_next = 0;
    bool m_hasLine = false;
    bool m_names = false;
    QTimer m_timer;
};

} // namespace models
