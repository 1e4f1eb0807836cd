// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/container_json.h"
#include "engine-client/json/decode_rows.h"
#include "engine-client/json/fields.h"
#include "engine-client/json/list_sax.h"
#include "engine-client/json/status_text.h"
#include "engine-client/json/string_pool.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

/// Builds the rows of `GET /containers/json`. Of each row it wants a dozen members; the rest (HostConfig, the addresses of each
/// network, annotations) is passed over.
class ContainerSax : public ListSax<ContainerSax>
{
public:
    explicit ContainerSax(qint64 now) : m_now(now) {}

    [[nodiscard]] QList<Container> takeRows() { return std::move(m_rows); }

    void beginRow()
    {
        m_row = Container();
        m_own = Field::None;
        m_inside = Inside::Row;
    }
    void endRow();
    bool enter(bool isArray);
    void leave() { m_inside = parent(m_inside); }
    void onKey(const std::string &key);
    void onText(const std::string &value);
    void onNumber(qint64 value);
    void onBool(bool value);

private:
    enum class Inside { Row, Names, Ports, Port, Labels, NetworkSettings, Networks, Mounts, Mount, Health };
    enum class Field {
        None,
        Id,
        Names,
        Image,
        ImageId,
        Command,
        Created,
        State,
        Status,
        Ports,
        Labels,
        NetworkSettings,
        Networks,
        Mounts,
        Health,
        HealthStatus,
        Ip,
        PrivatePort,
        PublicPort,
        Type,
        Name,
        Source,
        Destination,
        ReadWrite,
    };

    static Inside parent(Inside inside);
    static Field rowField(std::string_view key);
    static Field portField(std::string_view key);
    static Field mountField(std::string_view key);
    bool step(bool fits, Inside into);
    void rowText(const std::string &value);
    void partText(const std::string &value);
    void chooseName();

    qint64 m_now;
    StringPool m_pool;
    QList<Container> m_rows;
    Container m_row;
    QStringList m_names;
    QString m_health; ///< Docker 29's Health.Status
    QString m_label;
    Inside m_inside = Inside::Row;
    Field m_own = Field::None;
};

ContainerSax::Inside ContainerSax::parent(Inside inside)
{
    switch (inside) {
    case Inside::Port:
        return Inside::Ports;
    case Inside::Mount:
        return Inside::Mounts;
    case Inside::Networks:
        return Inside::NetworkSettings;
    default:
        return Inside::Row;
    }
}

ContainerSax::Field ContainerSax::rowField(std::string_view key)
{
    static constexpr std::array<std::pair<std::string_view, Field>, 13> fields{{
        {"Id", Field::Id},
        {"Names", Field::Names},
        {"Image", Field::Image},
        {"ImageID", Field::ImageId},
        {"Command", Field::Command},
        {"Created", Field::Created},
        {"State", Field::State},
        {"Status", Field::Status},
        {"Ports", Field::Ports},
        {"Labels", Field::Labels},
        {"NetworkSettings", Field::NetworkSettings},
        {"Mounts", Field::Mounts},
        {"Health", Field::Health},
    }};
    const auto *found = std::ranges::find(fields, key, &std::pair<std::string_view, Field>::first);
    return found == fields.end() ? Field::None : found->second;
}

ContainerSax::Field ContainerSax::portField(std::string_view key)
{
    if (key == "IP")
        return Field::Ip;
    if (key == "PrivatePort")
        return Field::PrivatePort;
    if (key == "PublicPort")
        return Field::PublicPort;
    return key == "Type" ? Field::Type : Field::None;
}

ContainerSax::Field ContainerSax::mountField(std::string_view key)
{
    if (key == "Type")
        return Field::Type;
    if (key == "Name")
        return Field::Name;
    if (key == "Source")
        return Field::Source;
    if (key == "Destination")
        return Field::Destination;
    return key == "RW" ? Field::ReadWrite : Field::None;
}

void ContainerSax::onKey(const std::string &key)
{
    switch (m_inside) {
    case Inside::Row:
        m_own = rowField(key);
        break;
    case Inside::Port:
        m_own = portField(key);
        break;
    case Inside::Mount:
        m_own = mountField(key);
        break;
    case Inside::Labels:
        m_label = m_pool.get(key);
        m_row.labels.insert(m_label, {});
        break;
    case Inside::NetworkSettings:
        m_own = key == "Networks" ? Field::Networks : Field::None;
        break;
    case Inside::Networks:
        m_row.networks.append(m_pool.get(key));
        break;
    case Inside::Health:
        m_own = key == "Status" ? Field::HealthStatus : Field::None;
        break;
    default:
        break;
    }
}

bool ContainerSax::step(bool fits, Inside into)
{
    if (fits)
        m_inside = into;
    return fits;
}

bool ContainerSax::enter(bool isArray)
{
    if (m_inside == Inside::Ports)
        return step(!isArray, Inside::Port) && (m_row.ports.emplace_back(), true);
    if (m_inside == Inside::Mounts)
        return step(!isArray, Inside::Mount) && (m_row.mounts.emplace_back(), true);
    if (m_inside == Inside::NetworkSettings)
        return step(!isArray && m_own == Field::Networks, Inside::Networks);
    if (m_inside != Inside::Row)
        return false;
    switch (m_own) {
    case Field::Names:
        return step(isArray, Inside::Names);
    case Field::Ports:
        return step(isArray, Inside::Ports);
    case Field::Mounts:
        return step(isArray, Inside::Mounts);
    case Field::Labels:
        return step(!isArray, Inside::Labels);
    case Field::NetworkSettings:
        return step(!isArray, Inside::NetworkSettings);
    case Field::Health:
        return step(!isArray, Inside::Health);
    default:
        return false;
    }
}

void ContainerSax::onText(const std::string &value)
{
    if (m_inside == Inside::Row)
        rowText(value);
    else if (m_inside == Inside::Names)
        m_names.append(QString::fromUtf8(value.data(), qsizetype(value.size())));
    else if (m_inside == Inside::Labels)
        m_row.labels.insert(m_label, m_pool.get(value));
    else
        partText(value);
}

void ContainerSax::rowText(const std::string &value)
{
    switch (m_own) {
    case Field::Id:
        m_row.id = QString::fromUtf8(value.data(), qsizetype(value.size()));
        break;
    case Field::Image:
        m_row.image = m_pool.get(value);
        break;
    case Field::ImageId:
        m_row.imageId = m_pool.get(value);
        break;
    case Field::Command:
        m_row.command = m_pool.get(value);
        break;
    case Field::State:
        m_row.state = containerState(m_pool.get(value));
        break;
    case Field::Status:
        m_row.status = m_pool.get(value);
        break;
    default:
        break;
    }
}

void ContainerSax::partText(const std::string &value)
{
    const QString text = m_pool.get(value);
    if (m_own == Field::HealthStatus) {
        m_health = text;
    } else if (m_inside == Inside::Port) {
        if (m_own == Field::Ip)
            m_row.ports.back().hostIp = text;
        else if (m_own == Field::Type)
            m_row.ports.back().protocol = text;
    } else if (m_inside == Inside::Mount) {
        Mount &mount = m_row.mounts.back();
        if (m_own == Field::Type)
            mount.type = text;
        else if (m_own == Field::Name)
            mount.name = text;
        else if (m_own == Field::Source)
            mount.source = text;
        else if (m_own == Field::Destination)
            mount.destination = text;
    }
}

void ContainerSax::onNumber(qint64 value)
{
    if (m_own == Field::Created && m_inside == Inside::Row)
        m_row.created = value;
    else if (m_own == Field::PrivatePort && m_inside == Inside::Port)
        m_row.ports.back().containerPort = port(value);
    else if (m_own == Field::PublicPort && m_inside == Inside::Port)
        m_row.ports.back().hostPort = port(value);
}

void ContainerSax::onBool(bool value)
{
    if (m_own == Field::ReadWrite && m_inside == Inside::Mount)
        m_row.mounts.back().readOnly = !value;
}

/// The container's own name is the one without a slash inside; the others are the names that links gave it.
void ContainerSax::chooseName()
{
    for (QString &name : m_names) {
        if (name.startsWith(u'/'))
            name.remove(0, 1);
        const auto rank = [](const QString &text) { return std::make_tuple(text.count(u'/'), text.size()); };
        if (m_row.name.isEmpty() || rank(name) < rank(m_row.name))
            m_row.name = name;
    }
    m_names.clear();
}

void ContainerSax::endRow()
{
    chooseName();
    const StatusText status = readStatus(m_row.status);
    m_row.exitCode = status.exitCode;
    m_row.stateSince = status.ageSeconds < 0 ? 0 : m_now - status.ageSeconds;
    m_row.health = m_health.isEmpty() || m_health == "none"_L1 ? status.health : m_health;
    m_health.clear();
    m_row.ports.removeIf([](const Port &p) { return p.containerPort == 0; });
    m_row.mounts.removeIf([](const Mount &mount) { return mount.destination.isEmpty(); });
    // Docker sends ports and mounts in another order each time: sorted, equal rows compare equal.
    std::ranges::sort(m_row.ports, {},
                      [](const Port &p) { return std::tie(p.containerPort, p.protocol, p.hostPort, p.hostIp); });
    std::ranges::sort(m_row.mounts, {}, &Mount::destination);
    if (m_row.id.isEmpty())
        passOver();
    else
        m_rows.append(std::move(m_row));
}

} // namespace

Result<QList<Container>> decodeContainerList(const QByteArray &body, const QString &operation, qint64 now)
{
    return decodeRows<Json>([now] { return ContainerSax(now); }, body, operation, "containers");
}

} // namespace engine::json
