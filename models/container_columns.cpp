// SPDX-License-Identifier: Apache-2.0
#include "models/container_columns.h"

#include "engine-client/image_reference.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using Row = ContainerRow;

constexpr Qt::Alignment left = Qt::AlignLeft;
constexpr Qt::Alignment right = Qt::AlignRight;

/// Running ones first, then by how soon they may run again; within a state the newest first.
double statusValue(const Row &row)
{
    static constexpr std::array order = {
        engine::ContainerState::Running, engine::ContainerState::Restarting, engine::ContainerState::Paused,
        engine::ContainerState::Created, engine::ContainerState::Exited,     engine::ContainerState::Removing,
        engine::ContainerState::Dead,
    };
    const auto rank = std::distance(order.begin(), std::find(order.begin(), order.end(), row.container.state));
    constexpr double moreThanAnyTime = 1e11;
    return static_cast<double>(rank) * moreThanAnyTime - static_cast<double>(row.container.stateSince);
}

QString statusToolTip(const Row &row)
{
    QString text = stateWord(row.container.state);
    if (!row.container.status.isEmpty())
        text += u": "_s + visibleText(row.container.status);
    if (row.container.stateSince != 0)
        text += u"\nSince "_s + formatTime(row.container.stateSince);
    return text;
}

QString statusAccessible(const Row &row)
{
    return QString(row.status).replace(u'<', u"less than "_s);
}

QString portsAccessible(const Row &row)
{
    return formatPorts(row.container.ports).replace(u"→"_s, u" to "_s);
}

QVariant lowestHostPort(const Row &row)
{
    QVariant lowest;
    for (const engine::Port &port : row.container.ports) {
        if (port.hostPort != 0 && (!lowest.isValid() || port.hostPort < lowest.toInt()))
            lowest = static_cast<int>(port.hostPort);
    }
    return lowest;
}

QString mountsText(const Row &row)
{
    QStringList parts;
    for (const engine::Mount &mount : row.container.mounts)
        parts += visibleText(!mount.name.isEmpty() ? mount.name : !mount.source.isEmpty() ? mount.source : mount.type);
    return parts.join(u", "_s);
}

QString mountsToolTip(const Row &row)
{
    QStringList lines;
    for (const engine::Mount &mount : row.container.mounts) {
        const QString from = mount.type == "volume"_L1 && !mount.name.isEmpty() ? mount.name : mount.source;
        lines += visibleText((from.isEmpty() ? mount.type : from) + u" → "_s + mount.destination) +
                 (mount.readOnly ? u" (read-only)"_s : QString());
    }
    return lines.join(u'\n');
}

QString nameText(const Row &row)
{
    return visibleText(row.container.name);
}
QString nameToolTip(const Row &row)
{
    return row.notebook.isKnown() ? nameText(row) + u'\n' + notebookText(row.notebook) : nameText(row);
}
QString nameAccessible(const Row &row)
{
    if (!row.notebook.isKnown())
        return nameText(row);
    return nameText(row) + u", "_s + notebookKind(row.notebook.kind) +
           (row.notebook.isUnsafe() ? u", open to everyone"_s : QString());
}
QString imageText(const Row &row)
{
    return shownImage(row.container.image);
}
QString commandText(const Row &row)
{
    return visibleText(row.container.command);
}
QString projectText(const Row &row)
{
    return visibleText(row.container.project());
}
QString networksText(const Row &row)
{
    return visibleText(row.container.networks.join(u", "_s));
}

QVariant createdValue(const Row &row)
{
    return row.container.created == 0 ? QVariant() : QVariant(row.container.created);
}

QVariant textValue(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

const std::array<TableColumn<Row>, ContainersModel::ColumnCount> columns = {{
    {"name", u"Name", left, false, nameText, [](const Row &row) { return QVariant(row.container.name); }, nameToolTip,
     nameAccessible},
    {"image", u"Image", left, false, imageText, [](const Row &row) { return textValue(imageText(row)); },
     [](const Row &row) { return visibleText(row.container.image); }},
    {"status", u"Status", left, false, [](const Row &row) { return row.status; },
     [](const Row &row) { return QVariant(statusValue(row)); }, statusToolTip, statusAccessible},
    {"ports", u"Ports", left, false, [](const Row &row) { return formatPorts(row.container.ports); }, lowestHostPort,
     [](const Row &row) { return formatPortsInFull(row.container.ports); }, portsAccessible},
    {"cpu", u"CPU", right, false, [](const Row &row) { return formatPercent(row.cpuPercent); },
     [](const Row &row) { return std::isnan(row.cpuPercent) ? QVariant() : QVariant(row.cpuPercent); }},
    {"memory", u"Memory", right, false, [](const Row &row) { return formatMemory(row.memoryBytes); },
     [](const Row &row) { return row.memoryBytes < 0 ? QVariant() : QVariant(row.memoryBytes); }},
    {"created", u"Created", left, false, [](const Row &row) { return row.created; }, createdValue,
     [](const Row &row) { return formatTime(row.container.created); }},
    {"id", u"ID", left, true, [](const Row &row) { return shortId(row.key); },
     [](const Row &row) { return QVariant(shortId(row.key)); }, [](const Row &row) { return row.key; }},
    {"command", u"Command", left, true, commandText, [](const Row &row) { return textValue(row.container.command); }},
    {"project", u"Project", left, true, projectText, [](const Row &row) { return textValue(row.container.project()); }},
    {"networks", u"Networks", left, true, networksText, [](const Row &row) { return textValue(networksText(row)); }},
    {"mounts", u"Mounts", left, true, mountsText, [](const Row &row) { return textValue(mountsText(row)); },
     mountsToolTip},
}};

} // namespace

std::span<const TableColumn<ContainerRow>> containerColumns()
{
    return columns;
}

QString shownImage(const QString &image)
{
    if (image.startsWith("sha256:"_L1))
        return shortId(image);
    // Most names need no look at their parts; this is asked 10 000 times when a large table is sorted.
    if (!image.contains("docker.io/"_L1) && !image.startsWith("library/"_L1))
        return visibleText(image);
    const engine::ImageReference reference = engine::splitReference(image);
    return visibleText(reference.familiarName() + image.mid(reference.name.size()));
}

} // namespace models
