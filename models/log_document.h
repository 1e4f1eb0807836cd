// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/line_owners.h"
#include "models/line_store.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <limits>
#include <utility>
#include <vector>

namespace models {

/// A LineStore that says when it changes, and from which line on it is shown: what a LogView shows and a LogSearch searches.
/// A LogSession fills one with the log of its container, a MergedLog one with those of several. UI thread.
class LogDocument : public QObject
{
    Q_OBJECT
public:
    using NewLine = std::function<qint64(qint64 line)>;

    /// Without `spill` lines over the budget are dropped.
    explicit LogDocument(qint64 budgetBytes = LineStore::DefaultBudget, std::shared_ptr<LogSpill> spill = {},
                         QObject *parent = nullptr);

    [[nodiscard]] const LineStore &store() const { return m_store; }
    /// The first line to show; from it to endLine() - 1 every index is valid in the store.
    [[nodiscard]] qint64 firstLine() const;
    [[nodiscard]] qint64 endLine() const { return m_store.endLine(); }
    [[nodiscard]] bool isCleared() const { return m_cleared; }

    /// `isGap`: lines are left out right before this one.
    void setGaps(std::function<bool(qint64 line)> isGap) { m_isGap = std::move(isGap); }
    [[nodiscard]] bool isGapBefore(qint64 line) const { return m_isGap && m_isGap(line); }
    /// `isGrowing`: lines that are known are still to be appended.
    void setGrowing(std::function<bool()> isGrowing) { m_isGrowing = std::move(isGrowing); }
    [[nodiscard]] bool isGrowing() const { return m_isGrowing && m_isGrowing(); }
    void setBudget(qint64 bytes) { m_store.setBudget(bytes); }
    [[nodiscard]] bool isFileBehind() { return m_store.isFileBehind(); }

    /// The names of the containers whose lines these are, where there are several; else empty.
    [[nodiscard]] const QStringList &ownerNames() const { return m_ownerNames; }
    /// Of which of them a line is; -1: of none.
    [[nodiscard]] int ownerAt(qint64 line) const;
    [[nodiscard]] QString ownerNameAt(qint64 line) const { return m_ownerNames.value(ownerAt(line)); }
    /// Writes the same for lines `from` to `to` - 1; LineOwners::None: of none.
    using CopyOwners = std::function<void(qint64 from, qint64 to, LineOwners::Owner *owners)>;
    void copyOwners(qint64 from, qint64 to, LineOwners::Owner *owners) const;
    void setOwners(CopyOwners copyOwners, const QStringList &names);

    /// Lets `change` append to the store, then tells about it once.
    void append(const std::function<void(LineStore &store)> &change);
    /// Takes the newest lines off, down to `end`.
    void truncate(qint64 end);
    void prepend(LineStore &&older);
    /// Hides the lines before `line` for good.
    void dropBefore(qint64 line);
    /// Puts other lines in the place of all that are here. `newLine` says where a line that was here is among them; it is asked
    /// while this runs only.
    void replace(LineStore &&lines, const NewLine &newLine);
    /// Says that what append() has changed are the same lines in another order.
    void tellMoved(const NewLine &newLine) { Q_EMIT moved(newLine); }
    /// Hides the lines that are there now. They stay in memory, and at the engine anyway.
    void clear();

Q_SIGNALS:
    /// Lines came, were dropped off the front, or were hidden. Lines that remain are as they were.
    void changed();
    /// Lines from `from` on may look different now, or are gone from the end; those before it are as they were.
    void rewritten(qint64 from);
    /// Lines have other indices now: `newLine` says which.
    void moved(const std::function<qint64(qint64 line)> &newLine);

private:
    LineStore m_store;
    CopyOwners m_copyOwners;
    QStringList m_ownerNames;
    qint64 m_shownFrom = std::numeric_limits<qint64>::min();
    bool m_cleared = false;
    std::function<bool(qint64 line)> m_isGap;
    std::function<bool()> m_isGrowing;
};

} // namespace models
