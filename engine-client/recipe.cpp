// SPDX-License-Identifier: Apache-2.0
#include "engine-client/recipe.h"

#include "engine-client/json/fields.h"
#include "engine-client/json/recipe_options.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace engine {

using namespace json;

namespace {

constexpr qint64 defaultShm = 64LL * 1024 * 1024;
constexpr qsizetype shortIdLength = 12;

/// What is in `all` and not in `given`.
QStringList without(const QStringList &all, const QStringList &given)
{
    QStringList rest = all;
    rest.removeIf([&given](const QString &item) { return given.contains(item); });
    return rest;
}

/// Entrypoints and commands are lists, but Podman has had single texts.
QStringList wordsOf(const Json &config, const char *key)
{
    const QString single = text(config, key);
    return single.isEmpty() ? texts(config, key) : QStringList{single};
}

void readCommand(ContainerRecipe &recipe, const Json &config, const Json &imageConfig)
{
    const QStringList entrypoint = wordsOf(config, "Entrypoint");
    const QStringList command = wordsOf(config, "Cmd");
    if (entrypoint != wordsOf(imageConfig, "Entrypoint")) {
        recipe.entrypoint = entrypoint;
        recipe.command = command; // the client forgets the image's with its entrypoint
    } else if (command != wordsOf(imageConfig, "Cmd")) {
        recipe.command = command;
    }
}

QStringList labelsOf(const Json &config, const Json &imageConfig)
{
    const QMap<QString, QString> given = textMap(imageConfig, "Labels");
    const QMap<QString, QString> all = textMap(config, "Labels");
    QStringList labels;
    for (auto label = all.cbegin(); label != all.cend(); ++label) {
        const bool isImages = given.contains(label.key()) && given.value(label.key()) == label.value();
        if (!isImages && !label.key().startsWith("com.docker.compose."_L1))
            labels += label.key() + u'=' + label.value();
    }
    return labels;
}

void readPorts(ContainerRecipe &recipe, const Json &host, const Json &config, const Json &imageConfig)
{
    const Json &bindings = member(host, "PortBindings");
    if (bindings.is_object()) {
        for (const auto &item : bindings.items()) {
            const QString key = QString::fromStdString(item.key());
            ContainerSpec::PortMapping port{.containerPort = key.section(u'/', 0, 0), .protocol = key.section(u'/', 1)};
            if (port.protocol.isEmpty())
                port.protocol = u"tcp"_s;
            if (!item.value().is_array() || item.value().empty())
                recipe.ports.append(port);
            else
                for (const Json &binding : item.value()) {
                    port.hostAddress = text(binding, "HostIp");
                    port.hostPort = text(binding, "HostPort");
                    recipe.ports.append(port);
                }
        }
    }
    recipe.exposed = without(names(config, "ExposedPorts"), names(imageConfig, "ExposedPorts"));
    recipe.exposed = without(recipe.exposed, names(host, "PortBindings"));
}

/// "source:target[:mode]"; Podman spells out all modes.
ContainerRecipe::Mount bindOf(const QString &bind)
{
    ContainerRecipe::Mount mount;
    mount.source = bind.section(u':', 0, 0);
    mount.target = bind.section(u':', 1, 1);
    QStringList modes = bind.section(u':', 2).split(u',', Qt::SkipEmptyParts);
    modes = without(modes, {u"rw"_s, u"rprivate"_s, u"rbind"_s, u"nosuid"_s, u"nodev"_s});
    mount.readOnly = modes.contains(u"ro"_s);
    mount.mode = modes.join(u',');
    mount.kind =
        mount.source.startsWith(u'/') ? ContainerRecipe::Mount::Kind::Bind : ContainerRecipe::Mount::Kind::Volume;
    return mount;
}

/// The 64 hex digits that engines call a volume which nobody has named.
bool isAnonymous(const QString &volume)
{
    static const QRegularExpression id(u"^[0-9a-f]{64}$"_s);
    return id.match(volume).hasMatch();
}

void readMounts(ContainerRecipe &recipe, const Json &host, const Json &config, const Json &imageConfig)
{
    const QStringList imageVolumes = names(imageConfig, "Volumes");
    for (const QString &bind : texts(host, "Binds")) {
        ContainerRecipe::Mount mount = bindOf(bind);
        if (isAnonymous(mount.source)) {
            if (imageVolumes.contains(mount.target))
                continue;
            mount.source.clear();
        }
        recipe.mounts.append(mount);
    }
    const Json &mounts = member(host, "Mounts");
    if (mounts.is_array()) {
        for (const Json &json : mounts) {
            using Kind = ContainerRecipe::Mount::Kind;
            const QString type = text(json, "Type");
            recipe.mounts.append({.kind = type == u"tmpfs"    ? Kind::Tmpfs
                                          : type == u"volume" ? Kind::Volume
                                                              : Kind::Bind,
                                  .source = text(json, "Source"),
                                  .target = text(json, "Target"),
                                  .readOnly = boolean(json, "ReadOnly"),
                                  .isShort = false});
        }
    }
    for (const QString &target : without(names(config, "Volumes"), imageVolumes)) {
        const bool isKnown = std::ranges::any_of(recipe.mounts, [&](const auto &m) { return m.target == target; });
        if (!isKnown)
            recipe.mounts.append({.kind = ContainerRecipe::Mount::Kind::Volume, .target = target});
    }
}

QString gpusOf(const Json &request)
{
    const QStringList ids = texts(request, "DeviceIDs");
    if (!ids.isEmpty())
        return u"device="_s + ids.join(u',');
    const qint64 count = integer(request, "Count");
    return count < 0 ? u"all"_s : QString::number(count);
}

void readDevices(ContainerRecipe &recipe, const Json &host)
{
    const Json &devices = member(host, "Devices");
    if (devices.is_array()) {
        for (const Json &device : devices) {
            const QString from = text(device, "PathOnHost");
            const QString to = text(device, "PathInContainer");
            const QString rights = text(device, "CgroupPermissions");
            QString value = from;
            if (to != from || (rights != u"rwm" && !rights.isEmpty()))
                value += u':' + to;
            if (rights != u"rwm" && !rights.isEmpty())
                value += u':' + rights;
            recipe.devices.append(value);
        }
    }
    const Json &requests = member(host, "DeviceRequests");
    if (!requests.is_array())
        return;
    for (const Json &request : requests) {
        if (text(request, "Driver") == u"cdi")
            recipe.devices += texts(request, "DeviceIDs");
        else
            recipe.gpus = gpusOf(request);
    }
}

QString restartOf(const Json &host)
{
    const Json &policy = member(host, "RestartPolicy");
    const QString name = text(policy, "Name");
    const qint64 count = integer(policy, "MaximumRetryCount");
    if (name == u"no" || name.isEmpty())
        return {};
    return name == u"on-failure" && count > 0 ? u"%1:%2"_s.arg(name).arg(count) : name;
}

/// Engines tell their own defaults as if they had been asked for.
QString networkOf(const Json &host)
{
    const QString network = text(host, "NetworkMode");
    const bool isDefault =
        network == u"default" || network == u"bridge" || network == u"slirp4netns" || network == u"pasta";
    return isDefault ? QString() : network;
}

void readResources(ContainerRecipe &recipe, const Json &host)
{
    recipe.memoryBytes = integer(host, "Memory");
    recipe.nanoCpus = integer(host, "NanoCpus");
    const qint64 shm = integer(host, "ShmSize");
    recipe.shmBytes = shm == defaultShm ? 0 : shm;
    recipe.capAdd = texts(host, "CapAdd");
    recipe.capDrop = texts(host, "CapDrop");
    readDevices(recipe, host);
}

/// A digest of the repository that the image was named by; of another one when that has none.
QString digestOf(const QString &image, const Json &imageDetails)
{
    QStringList digests = texts(imageDetails, "RepoDigests");
    digests.removeIf([](const QString &digest) { return digest.startsWith("<none>"_L1); });
    static const QRegularExpression tag(u":[^/:]*$"_s);
    const QString repository = image.section(u'@', 0, 0).remove(tag);
    const auto same = std::ranges::find_if(
        digests, [&](const QString &digest) { return digest.section(u'@', 0, 0).endsWith(repository); });
    return same == digests.end() ? digests.value(0) : *same;
}

} // namespace

Result<ContainerRecipe> recipeOf(const QByteArray &container, const QByteArray &image, const QString &operation)
{
    const Result<Json> details = parse(container, Shape::Object, operation);
    if (!details)
        return tl::unexpected(details.error());
    const Result<Json> imageDetails = parse(image, Shape::Object, operation);
    if (!imageDetails)
        return tl::unexpected(imageDetails.error());
    const Json &config = member(*details, "Config");
    const Json &host = member(*details, "HostConfig");
    const Json &imageConfig = member(*imageDetails, "Config");
    const auto unlessImages = [&](const char *key) {
        const QString value = text(config, key);
        return value == text(imageConfig, key) ? QString() : value;
    };
    ContainerRecipe recipe;
    const QString name = text(*details, "Name");
    recipe.name = name.startsWith(u'/') ? name.sliced(1) : name;
    recipe.image = text(config, "Image");
    recipe.imageDigest = digestOf(recipe.image, *imageDetails);
    readCommand(recipe, config, imageConfig);
    recipe.environment = without(texts(config, "Env"), texts(imageConfig, "Env"));
    recipe.labels = labelsOf(config, imageConfig);
    readPorts(recipe, host, config, imageConfig);
    readMounts(recipe, host, config, imageConfig);
    recipe.workingDir = unlessImages("WorkingDir");
    recipe.user = unlessImages("User");
    recipe.runsAs = text(config, "User");
    recipe.network = networkOf(host);
    recipe.hostname = text(config, "Hostname");
    if (recipe.hostname == text(*details, "Id").first(std::min(shortIdLength, text(*details, "Id").size())) ||
        recipe.network == u"host")
        recipe.hostname.clear();
    recipe.restartPolicy = restartOf(host);
    recipe.autoRemove = boolean(host, "AutoRemove");
    recipe.tty = boolean(config, "Tty");
    recipe.interactive = boolean(config, "OpenStdin");
    recipe.privileged = boolean(host, "Privileged");
    recipe.init = boolean(host, "Init");
    readResources(recipe, host);
    recipe.options = recipeOptions(*details, imageConfig, recipe.network);
    return recipe;
}

} // namespace engine
