// SPDX-License-Identifier: Apache-2.0
#include "models/port_check.h"

#include "engine-client/pool_task.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/host_address.h"
#include "models/host_ports.h"

#include <QCoreApplication>
#include <QPointer>
#include <QRegularExpression>
#include <QThreadPool>

namespace models {

using namespace Qt::StringLiterals;
using engine::Container;

namespace {

constexpr int PortsTried = 200;

bool isLocal(const EngineSession &session)
{
    return session.endpoint().kind == engine::Endpoint::Kind::Unix;
}

QString containerOn(const QList<Container> &containers, const PortQuery &query)
{
    for (const Container &container : containers) {
        if (!container.isUp())
            continue;
        for (const engine::Port &port : container.ports) {
            if (port.hostPort == query.port && port.protocol == query.protocol &&
                addressesOverlap(port.hostIp, query.hostAddress))
                return container.name;
        }
    }
    return {};
}

quint16 nextFree(const QList<Container> &containers, bool local, const PortQuery &from)
{
    PortQuery query = from;
    for (int tried = 0; tried < PortsTried && query.port < 65535; ++tried) {
        ++query.port;
        if (containerOn(containers, query).isEmpty() &&
            !(local && isPortTaken(query.hostAddress, query.port, query.protocol)))
            return query.port;
    }
    return 0;
}

/// As the engine and the kernel write it.
QString bareAddress(const QString &typed)
{
    const QString address = typed.trimmed();
    return address.startsWith(u'[') && address.endsWith(u']') ? address.sliced(1).chopped(1) : address;
}

using Reply = std::function<void(PortHolder)>;

void post(const QPointer<QObject> &context, const Reply &reply, const PortHolder &holder)
{
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [context, reply, holder] {
            if (context)
                reply(holder);
        },
        Qt::QueuedConnection);
}

} // namespace

QString PortHolder::text(quint16 port) const
{
    switch (kind) {
    case Kind::Container:
        return QCoreApplication::translate("PortHolder", "Port %1 is published by %2.").arg(port).arg(name);
    case Kind::Process:
        return name.isEmpty()
                   ? QCoreApplication::translate("PortHolder", "Port %1 is used by another program.").arg(port)
                   : QCoreApplication::translate("PortHolder", "Port %1 is used by %2.").arg(port).arg(name);
    case Kind::Free:
        break;
    }
    return {};
}

void findPortHolder(EngineSession &session, const PortQuery &asked, QObject *context,
                    std::function<void(PortHolder)> reply)
{
    PortQuery query = asked;
    query.hostAddress = bareAddress(asked.hostAddress);
    const QPointer<QObject> guard(context);
    const QList<Container> containers = session.containers().all();
    const bool local = isLocal(session);
    PortHolder holder;
    holder.name = visibleText(containerOn(containers, query));
    if (!holder.name.isEmpty())
        holder.kind = PortHolder::Kind::Container;
    else if (local && isPortTaken(query.hostAddress, query.port, query.protocol))
        holder.kind = PortHolder::Kind::Process;
    if (!holder.isFree())
        holder.freePort = nextFree(containers, local, query);
    if (holder.kind != PortHolder::Kind::Process) {
        post(guard, reply, holder);
        return;
    }
    engine::startTask(*QThreadPool::globalInstance(), [guard, reply = std::move(reply), holder, query]() mutable {
        holder.name = visibleText(programOnPort(query.port, query.protocol));
        post(guard, reply, holder);
    });
}

quint16 nextFreePort(EngineSession &session, const PortQuery &from)
{
    PortQuery query = from;
    query.hostAddress = bareAddress(from.hostAddress);
    if (query.port > 0)
        --query.port;
    return nextFree(session.containers().all(), isLocal(session), query);
}

quint16 busyPortIn(const QString &engineMessage)
{
    static const QRegularExpression forms(
        u"Bind for \\S*?:(\\d+) failed: port is already allocated"
        "|listen (?:tcp|udp|sctp)\\S* \\S*?:(\\d+): bind: address already in use"
        "|failed to bind host port (?:for )?\\S*?:(\\d+)[:/]\\S*: address already in use"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = forms.match(engineMessage);
    return match.hasMatch() ? quint16(match.captured(match.lastCapturedIndex()).toUInt()) : 0;
}

} // namespace models
