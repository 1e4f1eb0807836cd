// SPDX-License-Identifier: Apache-2.0
#include "models/line_owners.h"

#include <algorithm>

namespace models {

void LineOwners::dropBefore(qint64 line)
{
    const qint64 count = std::clamp<qint64>(line - m_first, 0, qint64(m_owners.size()));
    m_owners.erase(m_owners.begin(), m_owners.begin() + count);
    m_first += count;
}

int LineOwners::at(qint64 line) const
{
    const Owner owner = line >= m_first && line < endLine() ? m_owners[std::size_t(line - m_first)] : None;
    return owner == None ? -1 : owner;
}

void LineOwners::copy(qint64 from, qint64 to, Owner *owners) const
{
    const qint64 known = std::clamp(m_first, from, to);
    const qint64 end = std::clamp(endLine(), known, to);
    owners = std::fill_n(owners, known - from, None);
    owners = std::copy_n(m_owners.begin() + (known - m_first), end - known, owners);
    std::fill_n(owners, to - end, None);
}

qint64 LineOwners::countFrom(qint64 line, Owner owner) const
{
    const qint64 skipped = std::clamp<qint64>(line - m_first, 0, qint64(m_owners.size()));
    return std::count(m_owners.begin() + skipped, m_owners.end(), owner);
}

qint64 LineOwners::nth(qint64 line, Owner owner, qint64 count) const
{
    for (line = std::max(line, m_first); line < endLine(); ++line) {
        if (m_owners[std::size_t(line - m_first)] == owner && count-- == 0)
            break;
    }
    return line;
}

qint64 LineOwners::fromEnd(Owner owner, qint64 count) const
{
    for (qint64 line = endLine(); line > m_first; --line) {
        if (m_owners[std::size_t(line - 1 - m_first)] == owner && count-- == 0)
            return line - 1;
    }
    return m_first;
}

} // namespace models
