// SPDX-License-Identifier: Apache-2.0
#include "models/log_document.h"

#include <algorithm>
#include <utility>

namespace models {

LogDocument::LogDocument(qint64 budgetBytes, std::shared_ptr<LogSpill> spill, QObject *parent)
    : QObject(parent), m_store(budgetBytes, std::move(spill))
{}

qint64 LogDocument::firstLine() const
{
    return std::clamp(m_shownFrom, m_store.firstLine(), m_store.endLine());
}

void LogDocument::append(const std::function<void(LineStore &)> &change)
{
    const int rewrites = m_store.rewrites();
    const qint64 end = m_store.endLine();
    change(m_store);
    if (m_store.rewrites() != rewrites)
        Q_EMIT rewritten(m_store.takeRewrittenFrom());
    if (m_store.rewrites() != rewrites || m_store.endLine() != end)
        Q_EMIT changed();
}

void LogDocument::truncate(qint64 end)
{
    m_store.truncate(end);
    Q_EMIT rewritten(m_store.takeRewrittenFrom());
    Q_EMIT changed();
}

void LogDocument::prepend(LineStore &&older)
{
    m_store.prepend(std::move(older));
    Q_EMIT rewritten(m_store.takeRewrittenFrom());
    Q_EMIT changed();
}

void LogDocument::dropBefore(qint64 line)
{
    if (line <= firstLine())
        return;
    m_shownFrom = line;
    m_store.dropBefore(line);
    Q_EMIT changed();
}

int LogDocument::ownerAt(qint64 line) const
{
    LineOwners::Owner owner = LineOwners::None;
    copyOwners(line, line + 1, &owner);
    return owner == LineOwners::None ? -1 : owner;
}

void LogDocument::copyOwners(qint64 from, qint64 to, LineOwners::Owner *owners) const
{
    if (m_copyOwners)
        m_copyOwners(from, to, owners);
    else
        std::fill_n(owners, to - from, LineOwners::None);
}

void LogDocument::setOwners(CopyOwners copyOwners, const QStringList &names)
{
    m_copyOwners = std::move(copyOwners);
    m_ownerNames = names;
}

void LogDocument::replace(LineStore &&lines, const NewLine &newLine)
{
    if (m_cleared)
        m_shownFrom = newLine(m_shownFrom);
    m_store = std::move(lines);
    Q_EMIT moved(newLine);
    Q_EMIT rewritten(std::numeric_limits<qint64>::min());
    Q_EMIT changed();
}

void LogDocument::clear()
{
    m_shownFrom = m_store.endLine();
    m_cleared = true;
    Q_EMIT changed();
}

} // namespace models
