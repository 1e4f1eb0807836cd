// SPDX-License-Identifier: Apache-2.0
#include "models/republish_job.h"

#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"
#include "models/network_lines.h"
#include "models/shell_words.h"

#include <QRandomGenerator>

#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

constexpr int graceSeconds = 10;

/// 48 hex digits of the system's random source, as Jupyter makes them.
QString newToken()
{
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(words.data()), qsizetype(sizeof(words))).toHex());
}

} // namespace

QString RepublishJob::keptName(const QString &name)
{
    return name + u"-open"_s;
}

QString RepublishJob::stopCommand(const QString &name)
{
    return joinShellWords({u"docker"_s, u"stop"_s, u"-t"_s, QString::number(graceSeconds), name});
}

RepublishJob::RepublishJob(EngineSession &session, const engine::Container &container, bool wantsToken, QObject *parent)
    : Job(u"Publish %1 on this computer only"_s.arg(visibleText(container.name)), parent)
    , m_session(session)
    , m_container(container)
    , m_wantsToken(wantsToken)
{
    setProgress(u"Looking at how it was made"_s, -1);
    m_question.ask(session, container, this, [this](const engine::Result<RecipeSource> &source) { inspected(source); });
}

QStringList RepublishJob::commandsOf(const engine::Container &container, const RecipeSource &source,
                                     const LoopbackCopy &copy, bool takesSeveralNetworks, bool maskSecrets)
{
    engine::RecipeWish wish = source.wish;
    wish.keepsAll = true;
    const auto recipe = engine::recipeOf(inspectionOf(copy, source.container), source.image, {}, wish);
    const QStringList before{stopCommand(container.name),
                             joinShellWords({u"docker"_s, u"rename"_s, container.name, keptName(container.name)})};
    return recipe ? before + commandLines(*recipe, takesSeveralNetworks, maskSecrets) : before;
}

engine::Reply<void> RepublishJob::then(Next next)
{
    return [this, next](const engine::Result<void> &result) {
        if (result)
            (this->*next)();
        else
            putBack(result.error());
    };
}

void RepublishJob::inspected(const engine::Result<RecipeSource> &source)
{
    if (!source) {
        putBack(source.error());
        return;
    }
    m_copy = loopbackCopy(source->container, m_wantsToken ? newToken() : QString());
    if (!m_copy.refusal.isEmpty()) {
        fail(m_copy.refusal, {});
        return;
    }
    const bool several = takesSeveralNetworks(m_session);
    setDockerCommands(commandsOf(m_container, *source, m_copy, several, true),
                      commandsOf(m_container, *source, m_copy, several, false));
    stopOld();
}

void RepublishJob::stopOld()
{
    setProgress(u"Stopping the old container"_s, -1);
    m_isStopped = true;
    m_call = m_session.client().containers().stop(m_container.id, graceSeconds, this, then(&RepublishJob::renameOld));
}

void RepublishJob::renameOld()
{
    m_isRenamed = true;
    m_call = m_session.client().containers().rename(m_container.id, keptName(m_container.name), this,
                                                    then(&RepublishJob::createNew));
}

void RepublishJob::createNew()
{
    setProgress(u"Creating the new container"_s, -1);
    m_call = m_session.client().containers().createFrom(
        m_container.name, m_copy.body, this, [this](const engine::Result<engine::CreatedContainer> &created) {
            m_copy.body.clear();
            if (!created) {
                putBack(created.error());
                return;
            }
            m_newId = created->id;
            connectNew();
        });
}

void RepublishJob::connectNew()
{
    if (m_copy.networks.isEmpty()) {
        startNew();
        return;
    }
    const NetworkJoin network = m_copy.networks.takeFirst();
    m_call = m_session.client().containers().connectNetwork(m_newId, network.name, network.body, this,
                                                            then(&RepublishJob::connectNew));
}

void RepublishJob::startNew()
{
    setProgress(u"Starting the new container"_s, -1);
    m_call = m_session.client().containers().start(m_newId, this, then(&RepublishJob::done));
}

void RepublishJob::done()
{
    QString status = u"Published on this computer only"_s;
    if (m_copy.takesToken)
        status += u", with a token"_s;
    succeed(status + u"; the old container is kept as %1"_s.arg(visibleText(keptName(m_container.name))));
}

/// Undoes what was done, the last thing first.
void RepublishJob::putBack(const engine::EngineError &error)
{
    m_error = error;
    setProgress(u"Putting the old container back"_s, -1);
    if (m_newId.isEmpty()) {
        renameBack();
        return;
    }
    m_call = m_session.client().containers().remove(m_newId, {.force = true}, this,
                                                    [this](const engine::Result<void> &) { renameBack(); });
}

void RepublishJob::renameBack()
{
    if (!m_isRenamed) {
        startOld();
        return;
    }
    m_call = m_session.client().containers().rename(m_container.id, m_container.name, this,
                                                    [this](const engine::Result<void> &) { startOld(); });
}

void RepublishJob::startOld()
{
    if (!m_isStopped) {
        failed();
        return;
    }
    m_call = m_session.client().containers().start(m_container.id, this, [this](const engine::Result<void> &result) {
        m_isStopped = !result;
        failed();
    });
}

void RepublishJob::failed()
{
    const QString left =
        m_isStopped ? u" The old container is stopped: start it again."_s : u" The old container runs as before."_s;
    fail(explainError(m_error).text() + left, m_error.message);
}

} // namespace models

#include "moc_republish_job.cpp"
