// SPDX-License-Identifier: Apache-2.0
#include "models/actions.h"

#include "engine-client/image_reference.h"
#include "models/copy_out_job.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/jobs_model.h"
#include "models/notebook_job.h"
#include "models/notebook_stop_job.h"
#include "models/pull_job.h"
#include "models/recreate_job.h"
#include "models/republish_job.h"
#include "models/run_job.h"
#include "models/shell_words.h"

#include <QSet>

#include <memory>

namespace models {

using namespace Qt::StringLiterals;
using engine::Container;
using engine::ContainersApi;
using engine::Reply;
using engine::RequestHandle;
using engine::Result;

namespace {

using Send = std::function<RequestHandle(QObject *, Reply<QString>)>;

/// A reply without a value as one with an empty text. Calls go by id, which can't be renamed under them; words by name.
Reply<void> named(Reply<QString> reply, const Container &container)
{
    return [reply = std::move(reply), id = container.id, name = container.name](const Result<void> &result) {
        if (result) {
            reply(QString());
            return;
        }
        engine::EngineError error = result.error();
        error.operation.replace(id, name).replace(shortId(id), name);
        reply(tl::unexpected(error));
    };
}

Reply<void> plain(Reply<QString> reply)
{
    return [reply = std::move(reply)](const Result<void> &result) { reply(result.map([] { return QString(); })); };
}

QString pruneText(const engine::PruneReport &report, const QString &removed)
{
    return report.removed.isEmpty() ? Actions::tr("Nothing to remove")
                                    : Actions::tr("%1, %2 freed").arg(removed, formatSize(report.bytesReclaimed));
}

struct SimpleWords
{
    const char *verb;
    const char *done;
    const char16_t *docker;
};

SimpleWords wordsOf(Actions::Simple what)
{
    switch (what) {
    case Actions::Simple::Start:
        return {QT_TRANSLATE_NOOP("Actions", "Start"), QT_TRANSLATE_NOOP("Actions", "started"), u"start"};
    case Actions::Simple::Stop:
        return {QT_TRANSLATE_NOOP("Actions", "Stop"), QT_TRANSLATE_NOOP("Actions", "stopped"), u"stop"};
    case Actions::Simple::Restart:
        return {QT_TRANSLATE_NOOP("Actions", "Restart"), QT_TRANSLATE_NOOP("Actions", "restarted"), u"restart"};
    case Actions::Simple::Pause:
        return {QT_TRANSLATE_NOOP("Actions", "Pause"), QT_TRANSLATE_NOOP("Actions", "paused"), u"pause"};
    case Actions::Simple::Resume:
        break;
    }
    return {QT_TRANSLATE_NOOP("Actions", "Resume"), QT_TRANSLATE_NOOP("Actions", "resumed"), u"unpause"};
}

int graceSeconds(bool isPodman)
{
    return isPodman ? Actions::PodmanGraceSeconds : -1;
}

RequestHandle send(EngineSession &session, Actions::Simple what, const QString &id, QObject *context, Reply<void> reply)
{
    ContainersApi &api = session.client().containers();
    switch (what) {
    case Actions::Simple::Start:
        return api.start(id, context, std::move(reply));
    case Actions::Simple::Stop:
        return api.stop(id, graceSeconds(session.isPodman()), context, std::move(reply));
    case Actions::Simple::Restart:
        return api.restart(id, graceSeconds(session.isPodman()), context, std::move(reply));
    case Actions::Simple::Pause:
        return api.pause(id, context, std::move(reply));
    case Actions::Simple::Resume:
        break;
    }
    return api.unpause(id, context, std::move(reply));
}

/// The ids of images that some container uses, running or not.
BulkJob::Prepare askWhoIsUsed(EngineSession &session, const std::shared_ptr<QSet<QString>> &used)
{
    return [&session, used](QObject *context, const Reply<void> &reply) {
        return session.client().containers().list({}, context,
                                                  [used, reply](const Result<QList<Container>> &containers) {
                                                      if (!containers) {
                                                          reply(tl::unexpected(containers.error()));
                                                          return;
                                                      }
                                                      for (const Container &container : *containers)
                                                          used->insert(container.imageId);
                                                      reply({});
                                                  });
    };
}

} // namespace

Actions::Actions(EngineSession &session, JobsModel &jobs, QObject *parent)
    : QObject(parent), m_session(session), m_jobs(jobs)
{}

Job *Actions::start(const BulkJob::Words &words, const QList<BulkJob::Item> &items, const BulkJob::Prepare &prepare)
{
    const auto isAtHome = [&session = m_session, url = m_session.endpoint().url()] {
        return session.endpoint().url() == url;
    };
    return m_jobs.add(new BulkJob(words, items, isAtHome, prepare));
}

Job *Actions::simple(Simple what, const QList<Container> &containers)
{
    const SimpleWords words = wordsOf(what);
    QList<BulkJob::Item> items;
    for (const Container &container : containers) {
        const Send call = [&session = m_session, what, container](QObject *context, Reply<QString> reply) {
            return send(session, what, container.id, context, named(std::move(reply), container));
        };
        QStringList command{u"docker"_s, QString::fromUtf16(words.docker)};
        if (m_session.isPodman() && (what == Simple::Stop || what == Simple::Restart))
            command += {u"-t"_s, QString::number(PodmanGraceSeconds)};
        items += {container.name, joinShellWords(command << container.name), call};
    }
    return start({tr(words.verb), tr("containers"), tr(words.done)}, items);
}

Job *Actions::stopNotebook(const Container &container, const QString &why)
{
    return m_jobs.add(new NotebookStopJob(m_session, container, why));
}

Job *Actions::republish(const Container &container, bool wantsToken)
{
    return m_jobs.add(new RepublishJob(m_session, container, wantsToken));
}

Job *Actions::kill(const QList<Container> &containers, const QString &signal)
{
    QList<BulkJob::Item> items;
    for (const Container &container : containers) {
        const Send call = [&session = m_session, signal, container](QObject *context, Reply<QString> reply) {
            return session.client().containers().kill(container.id, signal, context,
                                                      named(std::move(reply), container));
        };
        QStringList command{u"docker"_s, u"kill"_s};
        if (signal != u"SIGKILL" && signal != u"KILL")
            command += {u"-s"_s, signal};
        items += {container.name, joinShellWords(command << container.name), call};
    }
    return start({tr("Kill"), tr("containers"), tr("killed")}, items);
}

Job *Actions::rename(const Container &container, const QString &newName)
{
    const Send call = [&session = m_session, newName, container](QObject *context, Reply<QString> reply) {
        return session.client().containers().rename(container.id, newName, context, named(std::move(reply), container));
    };
    const QString command = joinShellWords({u"docker"_s, u"rename"_s, container.name, newName});
    return start({tr("Rename"), tr("containers"), tr("renamed to %1").arg(newName)}, {{container.name, command, call}});
}

Job *Actions::removeContainers(const QList<Container> &containers, bool force, bool volumes)
{
    QList<BulkJob::Item> items;
    for (const Container &container : containers) {
        const Send call = [&session = m_session, force, volumes, container](QObject *context, Reply<QString> reply) {
            return session.client().containers().remove(container.id, {force, volumes}, context,
                                                        named(std::move(reply), container));
        };
        QStringList command{u"docker"_s, u"rm"_s};
        if (force)
            command += u"-f"_s;
        if (volumes)
            command += u"-v"_s;
        items += {container.name, joinShellWords(command << container.name), call};
    }
    return start({tr("Remove"), tr("containers"), tr("removed"), true}, items);
}

Job *Actions::pruneContainers()
{
    const Send call = [&session = m_session](QObject *context, const Reply<QString> &reply) {
        return session.client().containers().prune(context, [reply](const Result<engine::PruneReport> &report) {
            reply(report.map(
                [](const engine::PruneReport &r) { return pruneText(r, tr("%1 removed").arg(r.removed.size())); }));
        });
    };
    return start({tr("Prune"), QString(), tr("pruned")}, {{tr("containers"), u"docker container prune -f"_s, call}});
}

CopyOutJob *Actions::copyOut(const CopyOutPlan &plan)
{
    return m_jobs.add(new CopyOutJob(m_session, plan));
}

QString Actions::commitCommand(const Container &container, const engine::FilesApi::CommitOptions &options)
{
    QStringList words{u"docker"_s, u"commit"_s};
    if (!options.author.isEmpty())
        words += {u"--author"_s, options.author};
    if (!options.message.isEmpty())
        words += {u"--message"_s, options.message};
    if (!options.pause)
        words += u"--pause=false"_s;
    words += container.name;
    if (!options.repository.isEmpty())
        words += options.tag.isEmpty() ? options.repository : options.repository + u':' + options.tag;
    return joinShellWords(words);
}

Job *Actions::commit(const Container &container, const engine::FilesApi::CommitOptions &options)
{
    const QString target = options.repository + u':' + options.tag;
    const Send call = [&session = m_session, options, container, target](QObject *context,
                                                                         const Reply<QString> &reply) {
        return session.client().files().commit(
            container.id, options, context, [reply, target, container](const Result<QString> &image) {
                engine::EngineError error = image ? engine::EngineError() : image.error();
                error.operation = u"commit container "_s + container.name;
                if (image)
                    reply(tr("Committed to %1").arg(target));
                else
                    reply(tl::unexpected(error));
            });
    };
    return start({tr("Commit"), QString(), tr("committed")},
                 {{container.name, commitCommand(container, options), call}});
}

Job *Actions::useRecipe(const Container &container, const QString &title, const RecipeJob::Use &use,
                        RecipeJob::Keeps keeps)
{
    return m_jobs.add(new RecipeJob(m_session, container, title, use, keeps));
}

Job *Actions::recreate(const RecreatePlan &plan)
{
    return m_jobs.add(new RecreateJob(m_session, plan));
}

PullJob *Actions::pull(const QString &reference, const QString &platform)
{
    return m_jobs.add(new PullJob(m_session, reference, platform));
}

RunJob *Actions::run(const RunForm &form)
{
    return m_jobs.add(new RunJob(m_session, form));
}

NotebookJob *Actions::notebook(const NotebookPlan &plan)
{
    return m_jobs.add(new NotebookJob(m_session, plan));
}

Job *Actions::tagImage(const QString &reference, const QString &newReference)
{
    const engine::ImageReference target = engine::splitReference(newReference);
    const Send call = [&session = m_session, reference, target](QObject *context, Reply<QString> reply) {
        return session.client().images().tag(reference, target.name, target.tag, context, plain(std::move(reply)));
    };
    const QString command = joinShellWords({u"docker"_s, u"tag"_s, reference, newReference});
    return start({tr("Tag"), QString(), tr("tagged as %1").arg(target.text())}, {{reference, command, call}});
}

Job *Actions::removeImages(const QList<ImagesModel::Row> &rows, bool force)
{
    const auto used = std::make_shared<QSet<QString>>();
    QList<BulkJob::Item> items;
    for (const ImagesModel::Row &row : rows) {
        // Podman kills and deletes the containers of an image that is removed by force.
        const Send call = [&session = m_session, force, used, reference = row.reference,
                           id = row.image.id](QObject *context, const Reply<QString> &reply) {
            const bool mayForce = force && !used->contains(id);
            return session.client().images().remove(
                reference, mayForce, context, [reply](const Result<QList<engine::ImageRemoval>> &result) {
                    reply(result.map([](const QList<engine::ImageRemoval> &) { return QString(); }));
                });
        };
        items += {row.reference,
                  joinShellWords(QStringList{u"docker"_s, u"rmi"_s} << (force ? QStringList{u"-f"_s} : QStringList())
                                                                    << row.reference),
                  call};
    }
    const BulkJob::Words words{tr("Remove"), tr("images"), tr("removed"), true};
    return start(words, items, force ? askWhoIsUsed(m_session, used) : BulkJob::Prepare());
}

Job *Actions::pruneImages(bool all)
{
    const Send call = [&session = m_session, all](QObject *context, const Reply<QString> &reply) {
        return session.client().images().prune(all, context, [reply](const Result<engine::PruneReport> &report) {
            reply(report.map([](const engine::PruneReport &r) { return pruneText(r, tr("Unused images removed")); }));
        });
    };
    const QString command = all ? u"docker image prune -a -f"_s : u"docker image prune -f"_s;
    return start({tr("Prune"), QString(), tr("pruned")}, {{tr("images"), command, call}});
}

Job *Actions::retry(Job *job)
{
    if (!job || !job->canRetry())
        return nullptr;
    if (const auto *pullJob = qobject_cast<PullJob *>(job))
        return pull(pullJob->reference(), pullJob->platform());
    if (const auto *runJob = qobject_cast<RunJob *>(job))
        return run(runJob->form());
    if (const auto *copyJob = qobject_cast<CopyOutJob *>(job))
        return copyOut(copyJob->remaining());
    if (const auto *notebookJob = qobject_cast<NotebookJob *>(job))
        return notebook(notebookJob->plan());
    const auto *bulk = qobject_cast<BulkJob *>(job);
    return bulk ? m_jobs.add(bulk->again()) : nullptr;
}

} // namespace models

#include "moc_actions.cpp"
