// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/port_check.h"
#include "models/run_form.h"

#include <QHash>
#include <QObject>

namespace ui {

/// Keeps asking who holds the host ports of a run form while its rows change, each port once. Owned by the run dialog; UI thread.
class PortWatch : public QObject
{
    Q_OBJECT
public:
    PortWatch(models::EngineSession &session, QObject *parent);

    /// The ports of this container are free: it will make room.
    void setOwner(const QString &containerName) { m_owner = containerName; }
    /// The rows as they are now. Ranges and empty ports are passed over: the engine decides about those.
    void setRows(const QList<models::RunForm::PortRow> &rows);
    /// Forgets every answer, since containers or programs have come and gone, and asks again.
    void askAgain();

    /// An error for each row whose port is held.
    [[nodiscard]] QList<models::FormProblem> problems() const;
    /// What to use instead in this row, not used by another one; 0: nothing to offer.
    [[nodiscard]] quint16 offer(int row) const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] static QString keyOf(const models::RunForm::PortRow &row);
    void ask(const models::RunForm::PortRow &row);

    models::EngineSession &m_session;
    QList<models::RunForm::PortRow> m_rows;
    QHash<QString, models::PortHolder> m_known; ///< by keyOf
    QHash<QString, int> m_asked;                ///< keys under way, with the round they belong to
    int m_round = 0;
    QString m_owner;
};

} // namespace ui
