// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container_recipe.h"
#include "models/run_command/go_text.h"

#include <QMap>

#include <optional>

/// Values of single options that have parts of their own, read as the docker client reads them.
namespace models::run {

struct MountVolume
{
    bool noCopy = false;
    QString subpath, driver;
    QMap<QString, QString> labels, options;
};
struct MountBind
{
    QString propagation;
    bool nonRecursive = false, readOnlyNonRecursive = false, readOnlyForceRecursive = false;
};
struct MountTmpfs
{
    qint64 sizeBytes = 0;
    quint32 mode = 0;
};
struct MountValue
{
    QString type, source, target, consistency;
    bool readOnly = false;
    std::optional<MountVolume> volume;
    std::optional<MountBind> bind;
    std::optional<MountTmpfs> tmpfs;
    std::optional<QString> imageSubpath;
};
/// `--mount`; relative sources are joined to `workingDir`.
[[nodiscard]] Checked<MountValue> readMount(const QString &text, const QString &workingDir);

struct GpuValue
{
    QString driver;
    qint64 count = 0;
    QStringList deviceIds, capabilities;
    QMap<QString, QString> options;
};
[[nodiscard]] Checked<GpuValue> readGpus(const QString &text);

using NetworkValue = engine::ContainerRecipe::Network;
/// `--network`, a name or its long form name=…,alias=….
[[nodiscard]] Checked<NetworkValue> readNetwork(const QString &text);
/// Not one of default, bridge, host, none, container:….
[[nodiscard]] bool isUserDefinedNetwork(const QString &name);

struct UlimitValue
{
    QString name;
    qint64 soft = 0, hard = 0;
};
[[nodiscard]] Checked<UlimitValue> readUlimit(const QString &text);

/// PATH:NUMBER of a block device.
struct DeviceRate
{
    QString path;
    quint64 rate = 0;
};
[[nodiscard]] Checked<DeviceRate> readWeightDevice(const QString &text);
[[nodiscard]] Checked<DeviceRate> readBpsDevice(const QString &text);
[[nodiscard]] Checked<DeviceRate> readIopsDevice(const QString &text);

struct DeviceValue
{
    QString onHost, inContainer, permissions;
};
[[nodiscard]] Checked<DeviceValue> readDevice(const QString &text);
/// vendor.com/class=name: a device of the Container Device Interface.
[[nodiscard]] bool isCdiDevice(const QString &text);

/// HOST:IP as it is sent.
[[nodiscard]] Checked<QString> readExtraHost(const QString &text);
[[nodiscard]] Checked<QString> readDnsSearch(const QString &text);
/// A later key replaces an earlier one; a text without = is a key without value.
[[nodiscard]] QMap<QString, QString> keyValues(const QStringList &texts);

} // namespace models::run
