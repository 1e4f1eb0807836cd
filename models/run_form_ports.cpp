// SPDX-License-Identifier: Apache-2.0
#include "models/host_address.h"
#include "models/port_range.h"
#include "models/run_form_checks.h"
#include "models/run_form_parts.h"

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

void RunFormChecks::checkPorts()
{
    for (qsizetype i = 0; i < m_form.ports.size(); ++i) {
        if (!form::isEmpty(m_form.ports.at(i)))
            checkPort(i);
    }
    checkPortClashes();
}

void RunFormChecks::checkPort(qsizetype row)
{
    const auto &port = m_form.ports.at(row);
    const QString field = u"ports[%1]."_s.arg(row);
    const QString address = form::hostAddress(port);
    if (!address.isEmpty() && !isHostAddress(address))
        error(
            field + u"hostAddress"_s,
            tr("Host address %1 is no address: use 127.0.0.1 for this machine only, or 0.0.0.0 for all.").arg(address));
    const QString protocol = form::protocol(port);
    if (protocol != u"tcp" && protocol != u"udp" && protocol != u"sctp")
        error(field + u"protocol"_s, tr("Protocol %1 is unknown: use tcp, udp or sctp.").arg(protocol));
    checkRanges(field, port);
}

void RunFormChecks::checkRanges(const QString &field, const RunForm::PortRow &row)
{
    const auto inside = parsePortRange(row.containerPort);
    if (row.containerPort.trimmed().isEmpty())
        error(field + u"containerPort"_s,
              tr("Container port is empty: type the port that the program inside listens on."));
    else if (!inside || inside->first == 0)
        error(field + u"containerPort"_s,
              tr("Container port %1 must be a number from 1 to 65535, or a range such as 8000-8010.")
                  .arg(row.containerPort.trimmed()));
    if (form::isAnyPort(row))
        return;
    const auto outside = parsePortRange(row.hostPort);
    if (!outside || outside->first == 0)
        error(field + u"hostPort"_s,
              tr("Host port %1 must be a number from 1 to 65535, or a range such as 8000-8010; empty means any.")
                  .arg(row.hostPort.trimmed()));
    else if (inside && inside->count() > 1 && inside->count() != outside->count())
        error(field + u"hostPort"_s, tr("Host port and container port must be ranges of the same length."));
}

/// Two rows can't publish the same host port. A host range for a single container port is no claim yet: the engine takes
/// whichever of them is free.
void RunFormChecks::checkPortClashes()
{
    struct Claim
    {
        std::optional<PortRange> ports;
        QString address, protocol;
    };
    QList<Claim> claims;
    for (const auto &row : m_form.ports) {
        const auto outside = parsePortRange(row.hostPort);
        const auto inside = parsePortRange(row.containerPort);
        const bool certain = outside && inside && !form::isAnyPort(row) && outside->count() == inside->count();
        claims += {certain ? outside : std::nullopt, form::hostAddress(row), form::protocol(row)};
    }
    for (qsizetype i = 1; i < claims.size(); ++i) {
        const Claim &own = claims.at(i);
        const auto clashes = [&own](const Claim &other) {
            return own.ports && other.ports && own.ports->overlaps(*other.ports) && own.protocol == other.protocol &&
                   addressesOverlap(own.address, other.address);
        };
        if (std::any_of(claims.cbegin(), claims.cbegin() + i, clashes))
            error(u"ports[%1].hostPort"_s.arg(i),
                  tr("Host port %1 is published by another row: choose a different one.")
                      .arg(m_form.ports.at(i).hostPort.trimmed()));
    }
}

QList<FormProblem> hintsForRunForm(const RunForm &form)
{
    QList<FormProblem> hints;
    for (qsizetype i = 0; i < form.ports.size(); ++i) {
        const RunForm::PortRow &row = form.ports.at(i);
        const QString address = form::hostAddress(row);
        const bool everywhere = address.isEmpty() || address == u"0.0.0.0" || address == u"::";
        if (everywhere && !row.containerPort.trimmed().isEmpty())
            hints += {u"ports[%1].hostAddress"_s.arg(i), RunFormChecks::tr("Other computers can reach this port."),
                      FormProblem::Severity::Hint};
    }
    return hints;
}

} // namespace models
