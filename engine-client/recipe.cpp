// SPDX-License-Identifier: Apache-2.0
#include "engine-client/recipe.h"

#include "engine-client/json/fields.h"
#include "engine-client/json/recipe_devices.h"
#include "engine-client/json/recipe_mounts.h"
#include "engine-client/json/recipe_networks.h"
#include "engine-client/json/recipe_options.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace engine {

using namespace json;

namespace {

constexpr qint64 defaultShm = 64LL * 1024 * 1024;
constexpr qint64 podmanShm = 65'536'000;
constexpr qsizetype shortIdLength = 12;

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

/// Podman tells of the variables that it sets itself.
QStringList environmentOf(const Json &config, const Json &imageConfig, bool podman)
{
    QStringList environment = without(texts(config, "Env"), texts(imageConfig, "Env"));
    if (podman)
        environment = without(environment, {u"container=podman"_s, u"container=oci"_s, u"HOME=/root"_s, u"TERM=xterm"_s,
                                            u"HOSTNAME="_s + text(config, "Hostname")});
    return environment;
}

QStringList labelsOf(const Json &config, const Json &imageConfig, bool withComposes)
{
    const QMap<QString, QString> given = textMap(imageConfig, "Labels");
    const QMap<QString, QString> all = textMap(config, "Labels");
    QStringList labels;
    for (auto label = all.cbegin(); label != all.cend(); ++label) {
        const bool isImages = given.contains(label.key()) && given.value(label.key()) == label.value();
        if (!isImages && (withComposes || !label.key().startsWith("com.docker.compose."_L1)))
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
    recipe.shmBytes = shm == defaultShm || (isPodmans(host) && shm == podmanShm) ? 0 : shm;
    recipe.capAdd = texts(host, "CapAdd");
    recipe.capDrop = texts(host, "CapDrop");
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

/// The network, and the hostname unless the engine made it up.
void readNames(ContainerRecipe &recipe, const Json &details)
{
    recipe.network = networkOf(member(details, "HostConfig"));
    recipe.hostname = text(member(details, "Config"), "Hostname");
    if (recipe.hostname == text(details, "Id").left(shortIdLength) || recipe.network == u"host")
        recipe.hostname.clear();
}

} // namespace

RecipeWish recipeWish(const SystemInfo &info)
{
    const QString cgroups = info.cgroupVersion == u"1"   ? u"host"_s
                            : info.cgroupVersion == u"2" ? u"private"_s
                                                         : QString();
    return {.cgroupNamespace = cgroups, .logDriver = info.loggingDriver};
}

Result<ContainerRecipe> recipeOf(const QByteArray &container, const QByteArray &image, const QString &operation,
                                 const RecipeWish &wish)
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
    recipe.environment = environmentOf(config, imageConfig, isPodmans(host));
    recipe.labels = labelsOf(config, imageConfig, wish.keepsAll);
    readPorts(recipe, host, config, imageConfig);
    readMounts(recipe, *details, imageConfig, wish.keepsAll);
    recipe.workingDir = unlessImages("WorkingDir");
    recipe.user = unlessImages("User");
    recipe.runsAs = text(config, "User");
    readNames(recipe, *details);
    recipe.restartPolicy = restartOf(host);
    recipe.autoRemove = boolean(host, "AutoRemove");
    recipe.tty = boolean(config, "Tty");
    recipe.interactive = boolean(config, "OpenStdin");
    recipe.privileged = boolean(host, "Privileged");
    recipe.init = boolean(host, "Init");
    readResources(recipe, host);
    readDevices(recipe, host);
    recipe.options += recipeOptions(*details, imageConfig, wish);
    readNetworks(recipe, *details);
    return recipe;
}

} // namespace engine
