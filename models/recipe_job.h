// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/recipe.h"
#include "models/job.h"
#include "models/recipe_question.h"

#include <tl/expected.hpp>

#include <functional>

namespace models {

class EngineSession;

/// Asks the engine how a container was made, and hands that to what makes something of it: a command, a file, a preset. Made by
/// Actions, owned by the Activity list; UI thread.
class RecipeJob : public Job
{
    Q_OBJECT
public:
    /// Does something quick with the recipe: what was done, or what went wrong, in words.
    using Use = std::function<tl::expected<QString, QString>(const engine::ContainerRecipe &recipe)>;

    /// Whether the recipe is for another container like it, or for one that takes its place (see engine::RecipeWish).
    enum class Keeps { WhatWasAsked, All };

    RecipeJob(EngineSession &session, const engine::Container &container, const QString &title, const Use &use,
              Keeps keeps = Keeps::WhatWasAsked, QObject *parent = nullptr);

    bool canCancel() const override { return isRunning(); }
    void cancel() override;

private:
    void finish(const RecipeSource &source);
    void refuse(const engine::EngineError &error);

    const engine::Container m_container;
    const Use m_use;
    const Keeps m_keeps;
    RecipeQuestion m_question;
};

/// Writes a whole file or nothing of it. `isPrivate`: only its owner may read it.
[[nodiscard]] tl::expected<QString, QString> saveShared(const QString &path, const QByteArray &text, bool isPrivate);

} // namespace models
