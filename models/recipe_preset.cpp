// SPDX-License-Identifier: Apache-2.0
#include "models/recipe_preset.h"

#include "engine-client/image_reference.h"
#include "models/recipe_command.h"
#include "models/run_form_parts.h"
#include "models/secret_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace models {

using namespace Qt::StringLiterals;
using engine::ContainerRecipe;

namespace {

QString repositoryOf(const QString &image)
{
    return engine::splitReference(image).name;
}

void readEnvironment(NotebookPreset &preset, const ContainerRecipe &recipe)
{
    for (const QString &variable : recipe.environment) {
        const QString name = variable.section(u'=', 0, 0);
        const QString value = variable.section(u'=', 1);
        if (name == preset.secretVariable)
            continue;
        if (maskedValue(name, value) == value) {
            preset.environment.removeIf([&name](const RunForm::Pair &pair) { return pair.name == name; });
            preset.environment.append({name, value});
        } else if (preset.secretVariable.isEmpty() && (name == u"JUPYTER_TOKEN" || name == u"PASSWORD")) {
            preset.secret = name == u"PASSWORD" ? NotebookPreset::Secret::Password : NotebookPreset::Secret::Token;
            preset.secretVariable = name;
        }
    }
}

void readPorts(NotebookPreset &preset, const ContainerRecipe &recipe)
{
    for (const auto &mapping : recipe.ports) {
        const ushort number = mapping.containerPort.toUShort();
        const bool isKnown =
            std::ranges::any_of(preset.ports, [number](const auto &port) { return port.number == number; });
        if (number != 0 && !isKnown && mapping.protocol != u"udp")
            preset.ports.append(NotebookPreset::Port{.number = number});
    }
}

/// Options with secrets left out, in one word or two; nothing when one is elsewhere, since what is left would mean something else.
std::optional<QStringList> withoutSecrets(const QStringList &words)
{
    const QStringList masked = maskedWords(words);
    QStringList left;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (masked.at(i) == words.at(i))
            left += words.at(i);
        else if (masked.at(i) == SecretMask) // its option is the word before
            left.removeLast();
        else if (!words.at(i).startsWith(u"--"))
            return std::nullopt;
    }
    return left;
}

} // namespace

NotebookPreset presetOf(const ContainerRecipe &recipe, const QString &title, const QList<PresetLibrary::Entry> &known)
{
    const auto same = std::ranges::find_if(known, [&](const PresetLibrary::Entry &entry) {
        return !entry.isBroken() && !entry.preset.image.isEmpty() &&
               repositoryOf(entry.preset.image) == repositoryOf(recipe.image);
    });
    NotebookPreset preset = same == known.end() ? NotebookPreset() : same->preset;
    preset.id.clear();
    preset.title = title;
    preset.purpose.clear();
    preset.image = recipe.image;
    readEnvironment(preset, recipe);
    readPorts(preset, recipe);
    const std::optional<QStringList> arguments = withoutSecrets(recipe.command);
    if (!recipe.command.isEmpty() && arguments)
        preset.arguments = *arguments;
    const auto folder =
        std::ranges::find(recipe.mounts, ContainerRecipe::Mount::Kind::Bind, &ContainerRecipe::Mount::kind);
    if (folder != recipe.mounts.end())
        preset.folder = folder->target;
    if (recipe.memoryBytes > 0)
        preset.memory = bytesText(recipe.memoryBytes);
    if (recipe.nanoCpus > 0)
        preset.cpus = cpusText(recipe.nanoCpus);
    if (recipe.shmBytes > 0)
        preset.sharedMemory = bytesText(recipe.shmBytes);
    preset.wantsGpu = !recipe.gpus.isEmpty();
    return preset;
}

NotebookPreset presetOf(const RunForm &form, const QString &title, const QList<PresetLibrary::Entry> &known)
{
    const engine::ContainerSpec spec = toContainerSpec(form);
    ContainerRecipe recipe;
    recipe.image = spec.image;
    recipe.command = spec.command;
    recipe.environment = spec.environment;
    recipe.ports = spec.ports;
    recipe.memoryBytes = spec.memoryBytes;
    recipe.nanoCpus = spec.nanoCpus;
    recipe.shmBytes = spec.shmBytes;
    recipe.gpus = spec.gpus;
    for (const auto &mount : spec.mounts) {
        if (mount.type == u"bind")
            recipe.mounts.append({.source = mount.source, .target = mount.target});
    }
    return presetOf(recipe, title, known);
}

QStringList notInPreset(const RunForm &form)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("RecipePreset", text); };
    QStringList left;
    const auto add = [&left](bool isThere, const QString &label) {
        if (isThere)
            left += label;
    };
    const auto isVolume = [](const RunForm::MountRow &row) {
        return !form::isEmpty(row) && !form::isFolder(row.source);
    };
    const auto isFolder = [](const RunForm::MountRow &row) { return form::isFolder(row.source); };
    add(std::ranges::any_of(form.mounts, isVolume), tr("volumes"));
    add(std::ranges::count_if(form.mounts, isFolder) > 1, tr("folders but the first"));
    add(!form.entrypoint.isEmpty(), tr("entrypoint"));
    add(!form.workingDir.isEmpty(), tr("working folder"));
    add(!form.user.isEmpty() || !form.groupAdd.isEmpty() || !form.userns.isEmpty(), tr("user"));
    add(!form.network.isEmpty(), tr("network"));
    add(!form.hostname.isEmpty(), tr("hostname"));
    add(!form.restartPolicy.isEmpty() && form.restartPolicy != u"no", tr("restart policy"));
    add(form.autoRemove, tr("remove when it exits"));
    add(form.tty, tr("terminal"));
    add(!form.platform.isEmpty(), tr("platform"));
    add(form.privileged, tr("privileged"));
    add(!form.capAdd.isEmpty() || !form.capDrop.isEmpty(), tr("capabilities"));
    add(!form.devices.isEmpty(), tr("devices"));
    add(!form.labels.isEmpty(), tr("labels"));
    add(!form.healthCommand.isEmpty() || !form.healthInterval.isEmpty(), tr("health check"));
    return left + form.alsoSet + form.podmanOnly;
}

} // namespace models
