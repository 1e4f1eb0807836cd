// SPDX-License-Identifier: Apache-2.0
#include "models/recipe_preset.h"

#include "engine-client/image_reference.h"
#include "models/recipe_command.h"
#include "models/secret_text.h"

#include <algorithm>

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
    const bool hasSecretWord =
        std::ranges::any_of(recipe.command, [](const QString &word) { return maskedWord(word) != word; });
    if (!recipe.command.isEmpty() && !hasSecretWord)
        preset.arguments = recipe.command;
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

} // namespace models
