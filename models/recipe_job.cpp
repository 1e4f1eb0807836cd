// SPDX-License-Identifier: Apache-2.0
#include "models/recipe_job.h"

#include "engine-client/recipe.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/shell_words.h"

#include <QFile>
#include <QSaveFile>

namespace models {

using namespace Qt::StringLiterals;

RecipeJob::RecipeJob(EngineSession &session, const engine::Container &container, const QString &title, const Use &use,
                     QObject *parent)
    : Job(title, parent), m_session(session), m_container(container), m_use(use)
{
    setDockerCommands({joinShellWords({u"docker"_s, u"inspect"_s, container.name})});
    setProgress(tr("Waiting for the engine…"), -1);
    m_request = session.client().containers().inspect(container.id, this,
                                                      [this](const engine::Result<engine::ContainerDetails> &details) {
                                                          if (details)
                                                              askImage(details->json);
                                                          else
                                                              refuse(details.error());
                                                      });
}

void RecipeJob::cancel()
{
    m_request = {};
    endCancelled(tr("Cancelled"));
}

void RecipeJob::askImage(const QByteArray &containerJson)
{
    m_request = m_session.client().images().inspect(
        m_container.imageId, this, [this, containerJson](const engine::Result<engine::ImageDetails> &image) {
            if (image)
                finish(containerJson, image->json);
            else if (image.error().kind == engine::ErrorKind::NotFound)
                finish(containerJson, "{}"); // removed by force
            else
                refuse(image.error());
        });
}

void RecipeJob::finish(const QByteArray &containerJson, const QByteArray &imageJson)
{
    const auto recipe = engine::recipeOf(containerJson, imageJson, u"inspect container "_s + m_container.name);
    if (!recipe) {
        refuse(recipe.error());
        return;
    }
    const auto outcome = m_use(*recipe);
    if (outcome)
        succeed(*outcome);
    else
        fail(outcome.error(), {});
}

void RecipeJob::refuse(const engine::EngineError &error)
{
    fail(explainError(error).text(), visibleText(error.message));
}

tl::expected<QString, QString> saveShared(const QString &path, const QByteArray &text, bool isPrivate)
{
    QSaveFile file(path);
    const bool isOpen = file.open(QIODevice::WriteOnly);
    if (isOpen && isPrivate)
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    if (!isOpen || file.write(text) != text.size() || !file.commit())
        return tl::unexpected(RecipeJob::tr("Can't write %1: %2").arg(path, file.errorString()));
    return RecipeJob::tr("Saved to %1").arg(path);
}

} // namespace models

#include "moc_recipe_job.cpp"
