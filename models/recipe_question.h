// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/recipe.h"
#include "engine-client/request_handle.h"
#include "engine-client/result.h"

#include <functional>

namespace models {

class EngineSession;

/// What engine::recipeOf() reads. May hold secrets: never log.
struct RecipeSource
{
    QByteArray container, image;
    engine::RecipeWish wish;
};

/// Asks the engine all that tells how a container was made: of the container, its image, and the engine's own defaults. A member of
/// who asks; the answer never comes after its end. UI thread.
class RecipeQuestion
{
public:
    using Answer = std::function<void(const engine::Result<RecipeSource> &source)>;

    RecipeQuestion() = default;
    RecipeQuestion(const RecipeQuestion &) = delete;
    RecipeQuestion &operator=(const RecipeQuestion &) = delete;

    /// `context` is the one that this is a member of. A new question takes the place of the last.
    void ask(EngineSession &session, const engine::Container &container, QObject *context, const Answer &answer);
    void abort();

private:
    void askImage(const QString &image);
    void askEngine();

    EngineSession *m_session = nullptr;
    QObject *m_context = nullptr;
    Answer m_answer;
    RecipeSource m_source;
    engine::RequestHandle m_request; // last: its end must not meet a half-destroyed question
};

} // namespace models
