// SPDX-License-Identifier: Apache-2.0
#include "models/recipe_question.h"

#include "models/engine_session.h"

#include <utility>

namespace models {

void RecipeQuestion::ask(EngineSession &session, const engine::Container &container, QObject *context,
                         const Answer &answer)
{
    m_session = &session;
    m_context = context;
    m_answer = answer;
    m_source = {};
    m_request = session.client().containers().inspect(
        container.id, context,
        [this, image = container.imageId](const engine::Result<engine::ContainerDetails> &details) {
            if (!details) {
                m_answer(tl::unexpected(details.error()));
                return;
            }
            m_source.container = details->json;
            askImage(image);
        });
}

void RecipeQuestion::abort()
{
    m_request = {};
}

void RecipeQuestion::askImage(const QString &image)
{
    m_request = m_session->client().images().inspect(
        image, m_context, [this](const engine::Result<engine::ImageDetails> &details) {
            if (!details && details.error().kind != engine::ErrorKind::NotFound) { // which was removed by force
                m_answer(tl::unexpected(details.error()));
                return;
            }
            m_source.image = details ? details->json : QByteArray("{}");
            askEngine();
        });
}

/// For its defaults; without them a rare option more or less is told.
void RecipeQuestion::askEngine()
{
    m_request = m_session->client().system().info(m_context, [this](const engine::Result<engine::SystemInfo> &info) {
        if (info)
            m_source.wish = engine::recipeWish(*info);
        m_answer(std::exchange(m_source, {}));
    });
}

} // namespace models
