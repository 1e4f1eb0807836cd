// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/recipe_mounts.h"

#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

using Mount = ContainerRecipe::Mount;

/// "source:target[:mode]"; Podman spells out all modes.
Mount bindOf(const QString &bind)
{
    Mount mount;
    mount.source = bind.section(u':', 0, 0);
    mount.target = bind.section(u':', 1, 1);
    QStringList modes = bind.section(u':', 2).split(u',', Qt::SkipEmptyParts);
    modes = without(modes, {u"rw"_s, u"rprivate"_s, u"rbind"_s, u"nosuid"_s, u"nodev"_s});
    mount.readOnly = modes.contains(u"ro"_s);
    mount.mode = modes.join(u',');
    mount.kind = mount.source.startsWith(u'/') ? Mount::Kind::Bind : Mount::Kind::Volume;
    return mount;
}

/// The 64 hex digits that engines call a volume which nobody has named.
bool isAnonymous(const QString &volume)
{
    static const QRegularExpression id(u"^[0-9a-f]{64}$"_s);
    return id.match(volume).hasMatch();
}

void addMap(QStringList &fields, const QString &key, const QMap<QString, QString> &map)
{
    for (auto item = map.cbegin(); item != map.cend(); ++item)
        fields += csvField(key, item.value().isEmpty() ? item.key() : item.key() + u'=' + item.value());
}

void addText(QStringList &fields, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        fields += csvField(key, value);
}

void addBind(QStringList &fields, const Json &options)
{
    addText(fields, u"bind-propagation"_s, text(options, "Propagation"));
    if (boolean(options, "NonRecursive"))
        fields += u"bind-recursive=disabled"_s;
    else if (boolean(options, "ReadOnlyForceRecursive"))
        fields += u"bind-recursive=readonly"_s;
    else if (boolean(options, "ReadOnlyNonRecursive"))
        fields += u"bind-recursive=writable"_s;
}

void addVolume(QStringList &fields, const Json &options)
{
    if (boolean(options, "NoCopy"))
        fields += u"volume-nocopy"_s;
    addText(fields, u"volume-subpath"_s, text(options, "Subpath"));
    addMap(fields, u"volume-label"_s, textMap(options, "Labels"));
    const Json &driver = member(options, "DriverConfig");
    addText(fields, u"volume-driver"_s, text(driver, "Name"));
    addMap(fields, u"volume-opt"_s, textMap(driver, "Options"));
}

QStringList fieldsOf(const Json &json)
{
    QStringList fields;
    addText(fields, u"consistency"_s, text(json, "Consistency"));
    addBind(fields, member(json, "BindOptions"));
    addVolume(fields, member(json, "VolumeOptions"));
    const Json &tmpfs = member(json, "TmpfsOptions");
    if (const qint64 size = integer(tmpfs, "SizeBytes"); size > 0)
        fields += u"tmpfs-size="_s + QString::number(size);
    if (const qint64 mode = integer(tmpfs, "Mode"); mode > 0)
        fields += u"tmpfs-mode="_s + QString::number(mode, 8);
    addText(fields, u"image-subpath"_s, text(member(json, "ImageOptions"), "Subpath"));
    return fields;
}

Mount mountOf(const Json &json)
{
    using Kind = Mount::Kind;
    const QString type = text(json, "Type");
    const Kind kind = type == u"tmpfs"    ? Kind::Tmpfs
                      : type == u"volume" ? Kind::Volume
                      : type == u"image"  ? Kind::Image
                                          : Kind::Bind;
    return {.kind = kind,
            .source = text(json, "Source"),
            .target = text(json, "Target"),
            .readOnly = boolean(json, "ReadOnly"),
            .isShort = false,
            .fields = fieldsOf(json)};
}

/// Every volume by the name that it has by now.
void nameVolumes(ContainerRecipe &recipe, const Json &container)
{
    const Json &mounts = member(container, "Mounts");
    for (const Json &mount : mounts.is_array() ? mounts : Json::array()) {
        const QString name = text(mount, "Name");
        const QString target = text(mount, "Destination");
        if (text(mount, "Type") != u"volume" || name.isEmpty() || target.isEmpty())
            continue;
        const auto known = std::ranges::find(recipe.mounts, target, &Mount::target);
        const Json &writable = member(mount, "RW");
        const bool isReadOnly = writable.is_boolean() && !writable.get<bool>();
        if (known == recipe.mounts.end())
            recipe.mounts.append({.kind = Mount::Kind::Volume,
                                  .source = name,
                                  .target = target,
                                  .mode = isReadOnly ? u"ro"_s : QString(),
                                  .readOnly = isReadOnly});
        else if (known->source.isEmpty() && known->kind == Mount::Kind::Volume)
            known->source = name;
    }
}

} // namespace

QString csvField(const QString &key, const QString &value)
{
    const QString field = key + u'=' + value;
    return field.contains(u',') || field.contains(u'"') ? u'"' + QString(field).replace(u'"', u"\"\""_s) + u'"' : field;
}

void readMounts(ContainerRecipe &recipe, const Json &container, const Json &imageConfig, bool keepsAll)
{
    const Json &host = member(container, "HostConfig");
    const QStringList imageVolumes = names(imageConfig, "Volumes");
    for (const QString &bind : texts(host, "Binds")) {
        Mount mount = bindOf(bind);
        if (!keepsAll && isAnonymous(mount.source)) {
            if (imageVolumes.contains(mount.target))
                continue;
            mount.source.clear();
        }
        recipe.mounts.append(mount);
    }
    const Json &mounts = member(host, "Mounts");
    if (mounts.is_array()) {
        for (const Json &json : mounts)
            recipe.mounts.append(mountOf(json));
    }
    for (const QString &target : without(names(member(container, "Config"), "Volumes"), imageVolumes)) {
        if (std::ranges::find(recipe.mounts, target, &Mount::target) == recipe.mounts.end())
            recipe.mounts.append({.kind = Mount::Kind::Volume, .target = target});
    }
    if (keepsAll)
        nameVolumes(recipe, container);
}

} // namespace engine::json
