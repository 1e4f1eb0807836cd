// SPDX-License-Identifier: Apache-2.0
#include "models/saved_text.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace models {

SavedText::SavedText(bool timestamps, const QStringList &names) : m_timestamps(timestamps)
{
    for (const QString &name : names)
        m_names.append(name.isEmpty() ? QByteArray() : name.toUtf8() + " | ");
}

void SavedText::add(QByteArrayView bytes, qint64 timeNs, engine::LogStream stream, bool partial, std::size_t log)
{
    const std::pair whose(stream, log);
    if (m_open && *m_open != whose) // the other one goes on further down
        endLine();
    if (m_timestamps && !m_open && timeNs != 0)
        m_text += QDateTime::fromMSecsSinceEpoch(timeNs / 1'000'000).toString(u"yyyy-MM-dd HH:mm:ss.zzz "_s).toLatin1();
    if (!m_open)
        m_text += m_names.value(qsizetype(log));
    m_text += bytes;
    m_open.reset();
    if (partial)
        m_open = whose;
    else
        m_text += '\n';
}

void SavedText::endLine()
{
    if (std::exchange(m_open, std::nullopt))
        m_text += '\n';
}

void SavedText::addMark(QByteArrayView what)
{
    endLine();
    m_text += '[';
    m_text += what;
    m_text += "]\n";
}

} // namespace models
