// SPDX-License-Identifier: Apache-2.0
#include "models/recipe_job.h"

#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/shell_words.h"

#include <QFile>
#include <QSaveFile>

namespace models {

using namespace Qt::StringLiterals;

RecipeJob::RecipeJob(EngineSession &session, const engine::Container &container, const QString &title, const Use &use,
                     Keeps keeps, QObject *parent)
    : Job(title, parent), m_session(session), m_container(container), m_use(use), m_keeps(keeps)
{
    setDockerCommands({joinShellWords({u"docker"_s, u"inspect"_s, container.name})});
    setProgress(tr("Waiting for the engine…"), -1);
    m_request = session.client().containers().inspect(container.id, this,
                                                      [this](const engine::Result<engine::ContainerDetails> &details) {
                                                          if (!details) {
                                                              refuse(details.error());
                                                              return;
                                                          }
                                                          m_containerJson = details->json;
                                                          askImage();
                                                      });
}

void RecipeJob::cancel()
{
    m_request = {};
    endCancelled(tr("Cancelled"));
}

void RecipeJob::askImage()
{
    m_request = m_session.client().images().inspect(
        m_container.imageId, this, [this](const engine::Result<engine::ImageDetails> &image) {
            if (!image && image.error().kind != engine::ErrorKind::NotFound) { // which was removed by force
                refuse(image.error());
                return;
            }
            m_imageJson = image ? image->json : QByteArray("{}");
            askEngine();
        });
}

/// For its defaults; without them a rare option more or less is told.
void RecipeJob::askEngine()
{
    m_request = m_session.client().system().info(this, [this](const engine::Result<engine::SystemInfo> &info) {
        engine::RecipeWish wish = info ? engine::recipeWish(*info) : engine::RecipeWish();
        wish.keepsAll = m_keeps == Keeps::All;
        finish(wish);
    });
}

void RecipeJob::finish(const engine::RecipeWish &wish)
{
    const auto recipe =
        engine::recipeOf(m_containerJson, m_imageJson, u"inspect container "_s + m_container.name, wish);
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
