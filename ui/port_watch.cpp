// SPDX-License-Identifier: Apache-2.0
#include "ui/port_watch.h"

#include "models/containers_model.h"
#include "models/engine_session.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int OffersTried = 20;
}

PortWatch::PortWatch(models::EngineSession &session, QObject *parent) : QObject(parent), m_session(session)
{
    connect(&session.containers(), &models::ResourceModel::countsChanged, this, &PortWatch::askAgain);
}

void PortWatch::setRows(const QList<models::RunForm::PortRow> &rows)
{
    m_rows = rows;
    for (const models::RunForm::PortRow &row : rows) {
        const QString key = keyOf(row);
        if (!key.isEmpty() && !m_known.contains(key) && m_asked.value(key, -1) != m_round)
            ask(row);
    }
}

void PortWatch::askAgain()
{
    ++m_round;
    m_known.clear();
    setRows(m_rows);
}

QList<models::FormProblem> PortWatch::problems() const
{
    QList<models::FormProblem> problems;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const auto holder = m_known.constFind(keyOf(m_rows.at(i)));
        if (holder == m_known.cend() || holder->isFree())
            continue;
        if (holder->kind == models::PortHolder::Kind::Container && holder->name == m_owner)
            continue;
        problems += {u"ports[%1].hostPort"_s.arg(i), holder->text(m_rows.at(i).hostPort.toUShort()),
                     models::FormProblem::Severity::Error};
    }
    return problems;
}

quint16 PortWatch::offer(int row) const
{
    const models::RunForm::PortRow &asked = m_rows.value(row);
    models::PortQuery query{asked.hostAddress, m_known.value(keyOf(asked)).freePort, asked.protocol};
    for (int tried = 0; tried < OffersTried && query.port != 0; ++tried) {
        const QString text = QString::number(query.port);
        const auto same = [&text](const models::RunForm::PortRow &other) { return other.hostPort == text; };
        if (std::none_of(m_rows.cbegin(), m_rows.cend(), same))
            return query.port;
        ++query.port; // wraps to 0 after the last port
        query.port = query.port == 0 ? 0 : models::nextFreePort(m_session, query);
    }
    return 0;
}

QString PortWatch::keyOf(const models::RunForm::PortRow &row)
{
    bool isNumber = false;
    const quint16 port = row.hostPort.toUShort(&isNumber);
    return isNumber && port > 0 ? u"%1|%2|%3"_s.arg(row.hostAddress).arg(port).arg(row.protocol) : QString();
}

void PortWatch::ask(const models::RunForm::PortRow &row)
{
    const QString key = keyOf(row);
    m_asked.insert(key, m_round);
    models::findPortHolder(m_session, {row.hostAddress, row.hostPort.toUShort(), row.protocol}, this,
                           [this, key, round = m_round](const models::PortHolder &holder) {
                               if (round != m_round)
                                   return; // asked anew meanwhile
                               m_known.insert(key, holder);
                               Q_EMIT changed();
                           });
}

} // namespace ui

#include "moc_port_watch.cpp"
