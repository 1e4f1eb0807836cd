// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/line_store.h"

#include <QObject>

#include <functional>

namespace models {

/// A LineStore that says when it changes, and from which line on it is shown: what a LogView shows and a LogSearch searches.
/// A LogSession fills one with the log of its container; a view over several would fill its own. UI thread.
class LogDocument : public QObject
{
    Q_OBJECT
public:
    explicit LogDocument(qint64 budgetBytes = LineStore::DefaultBudget, QObject *parent = nullptr);

    [[nodiscard]] const LineStore &store() const { return m_store; }
    /// The first line to show; from it to endLine() - 1 every index is valid in the store.
    [[nodiscard]] qint64 firstLine() const;
    [[nodiscard]] qint64 endLine() const { return m_store.endLine(); }
    [[nodiscard]] bool isCleared() const { return m_cleared; }

    /// Lets `change` append to the store, then tells about it once.
    void append(const std::function<void(LineStore &store)> &change);
    /// Takes the newest lines off, down to `end`.
    void truncate(qint64 end);
    void prepend(LineStore &&older);
    /// Hides the lines that are there now. They stay in memory, and at the engine anyway.
    void clear();

Q_SIGNALS:
    /// Lines came, were dropped off the front, or were hidden. Lines that remain are as they were.
    void changed();
    /// Lines that were there may look different now, or are gone from the end.
    void rewritten();

private:
    LineStore m_store;
    qint64 m_shownFrom = 0;
    bool m_cleared = false;
};

} // namespace models
