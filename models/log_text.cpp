// SPDX-License-Identifier: Apache-2.0
#include "models/log_text.h"

#include <algorithm>

namespace models {
namespace {

constexpr qsizetype SliceBytes = 256 * 1024; ///< about 3 ms

} // namespace

LogText::LogText(QObject *parent) : QObject(parent)
{
    connect(&m_timer, &QTimer::timeout, this, &LogText::slice);
}

void LogText::collect(const LogDocument *document, const LogSpan &span, bool names)
{
    cancel();
    m_document = document;
    m_names = names && span.firstLine != span.lastLine;
    m_span = span;
    m_next = std::max(span.firstLine, document->firstLine());
    m_timer.start(0);
    slice();
}

void LogText::cancel()
{
    m_timer.stop();
    m_text.clear();
    m_hasLine = false;
}

void LogText::slice()
{
    if (!m_document)
        return cancel();
    const LineStore &store = m_document->store();
    const qint64 end = std::min(m_span.lastLine + 1, store.endLine());
    qsizetype bytes = 0;
    m_next = std::max(m_next, store.firstLine());
    store.visit(m_next, end, [&](qint64 index, const StoredLine &line) {
        add(store, index, line);
        m_next = index + 1;
        bytes += line.bytes.size() + 1;
        return bytes < SliceBytes;
    });
    if (m_text.size() > MaxLength) {
        cancel();
        Q_EMIT tooLong();
    } else if (m_next >= end) {
        const QString text = m_text;
        cancel();
        Q_EMIT collected(text);
    }
}

void LogText::add(const LineStore &store, qint64 index, const StoredLine &line)
{
    if (m_hasLine && !line.continuation)
        m_text += u'\n';
    m_hasLine = true;
    const QString shown = parseAnsi(line.bytes, line.continuation ? store.ansiState(index) : AnsiState()).text;
    const qsizetype begin = index == m_span.firstLine ? std::min(m_span.firstOffset, shown.size()) : 0;
    const qsizetype end = index == m_span.lastLine ? std::clamp(m_span.lastOffset, begin, shown.size()) : shown.size();
    const QString name = m_names && begin == 0 && !line.continuation && line.kind != StoredLine::Kind::Mark
                             ? m_document->ownerNameAt(index)
                             : QString();
    if (!name.isEmpty())
        m_text += name + QStringLiteral(" | ");
    m_text += plainText(QStringView(shown).mid(begin, end - begin));
}

} // namespace models
