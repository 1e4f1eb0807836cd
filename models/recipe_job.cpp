// SPDX-License-Identifier: Apache-2.0
#include "models/recipe_job.h"

#include "models/explain_error.h"
#include "models/format.h"
#include "models/shell_words.h"

#include <QFile>
#include <QSaveFile>

namespace models {

using namespace Qt::StringLiterals;

RecipeJob::RecipeJob(EngineSession &session, const engine::Container &container, const QString &title, const Use &use,
                     Keeps keeps, QObject *parent)
    : Job(title, parent), m_container(container), m_use(use), m_keeps(keeps)
{
    setDockerCommands({joinShellWords({u"docker"_s, u"inspect"_s, container.name})});
    setProgress(tr("Waiting for the engine…"), -1);
    m_question.ask(session, container, this, [this](const engine::Result<RecipeSource> &source) {
        if (source)
            finish(*source);
        else
            refuse(source.error());
    });
}

void RecipeJob::cancel()
{
    m_question.abort();
    endCancelled(tr("Cancelled"));
}

void RecipeJob::finish(const RecipeSource &source)
{
    engine::RecipeWish wish = source.wish;
    wish.keepsAll = m_keeps == Keeps::All;
    const auto recipe =
        engine::recipeOf(source.container, source.image, u"inspect container "_s + m_container.name, wish);
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
