// SPDX-License-Identifier: Apache-2.0
#include "models/command_rules.h"

#include "engine-client/web_probe.h"
#include "models/actions.h"
#include "models/merged_log.h"
#include "models/recipe_command.h"
#include "models/recreate_job.h"
#include "models/republish_job.h"
#include "models/shell_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace models::rules {

using namespace Qt::StringLiterals;
using engine::Container;
using engine::ContainerState;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

QString notRunning(const Container &c)
{
    return tr("%1 is not running").arg(c.name);
}

QString beingRemoved(const Container &c)
{
    return tr("%1 is being removed").arg(c.name);
}

QString whyNotStart(const Container &c, bool)
{
    switch (c.state) {
    case ContainerState::Running:
    case ContainerState::Restarting:
        return tr("%1 is already running").arg(c.name);
    case ContainerState::Paused:
        return tr("%1 is paused: use Resume").arg(c.name);
    case ContainerState::Removing:
        return beingRemoved(c);
    case ContainerState::Dead:
        return tr("%1 is dead: it can only be removed").arg(c.name);
    default:
        return {};
    }
}

QString whyNotStop(const Container &c, bool podman)
{
    if (!c.isUp())
        return notRunning(c);
    // Docker stops a paused container; Podman answers "container state improper".
    const bool refused = podman && c.state == ContainerState::Paused;
    return refused ? tr("Podman can't stop a paused container: resume %1 first").arg(c.name) : QString();
}

QString whyNotRestart(const Container &c, bool podman)
{
    if (c.state == ContainerState::Removing)
        return beingRemoved(c);
    if (c.state == ContainerState::Dead)
        return tr("%1 is dead: it can only be removed").arg(c.name);
    const bool refused = podman && c.state == ContainerState::Paused;
    return refused ? tr("Podman can't restart a paused container: resume %1 first").arg(c.name) : QString();
}

QString whyNotPause(const Container &c, bool)
{
    if (c.state == ContainerState::Paused)
        return tr("%1 is already paused").arg(c.name);
    return c.state == ContainerState::Running ? QString() : notRunning(c);
}

QString whyNotResume(const Container &c, bool)
{
    return c.state == ContainerState::Paused ? QString() : tr("%1 is not paused").arg(c.name);
}

QString whyNotKill(const Container &c, bool podman)
{
    if (!c.isUp())
        return notRunning(c);
    const bool refused = podman && c.state == ContainerState::Paused;
    return refused ? tr("Podman can't kill a paused container: resume %1 first").arg(c.name) : QString();
}

QString whyNotChange(const Container &c, bool)
{
    return c.state == ContainerState::Removing ? beingRemoved(c) : QString();
}

QString whyNotOpen(const Container &c, bool)
{
    if (!c.isUp())
        return notRunning(c);
    const bool published = std::any_of(c.ports.cbegin(), c.ports.cend(),
                                       [](const engine::Port &p) { return p.hostPort != 0 && p.protocol == u"tcp"; });
    if (published)
        return {};
    return c.networks.contains(u"host"_s) ? tr("%1 is on the host's network: its ports are not known").arg(c.name)
                                          : tr("%1 publishes no port").arg(c.name);
}

QString whyNotRepublish(const Container &c, bool)
{
    if (c.state != ContainerState::Running)
        return notRunning(c);
    const bool isOpen = std::any_of(c.ports.cbegin(), c.ports.cend(), [](const engine::Port &p) {
        return p.hostPort != 0 && !engine::isLoopbackHost(p.hostIp);
    });
    return isOpen ? QString() : tr("%1 is not published beyond this computer").arg(c.name);
}

QString always(const Container &, bool)
{
    return {};
}

/// What a container command asks of each container, and of how many at once.
struct ContainerRule
{
    const char16_t *id;
    QString (*whyNot)(const Container &, bool podman);
    bool several;
    const char *none; ///< said when it fits none of several
};

constexpr std::array ContainerRules{
    ContainerRule{u"container.start", whyNotStart, true,
                  QT_TRANSLATE_NOOP("Commands", "None of the %1 selected containers can be started")},
    ContainerRule{u"container.stop", whyNotStop, true,
                  QT_TRANSLATE_NOOP("Commands", "None of the %1 selected containers can be stopped")},
    ContainerRule{u"container.restart", whyNotRestart, true,
                  QT_TRANSLATE_NOOP("Commands", "None of the %1 selected containers can be restarted")},
    ContainerRule{u"container.pause", whyNotPause, true,
                  QT_TRANSLATE_NOOP("Commands", "None of the %1 selected containers can be paused")},
    ContainerRule{u"container.resume", whyNotResume, true,
                  QT_TRANSLATE_NOOP("Commands", "None of the %1 selected containers is paused")},
    ContainerRule{u"container.kill", whyNotKill, true,
                  QT_TRANSLATE_NOOP("Commands", "None of the %1 selected containers can be killed")},
    ContainerRule{u"container.remove", whyNotChange, true,
                  QT_TRANSLATE_NOOP("Commands", "All %1 selected containers are being removed")},
    ContainerRule{u"container.recreate", whyNotChange, false, nullptr},
    ContainerRule{u"container.rename", whyNotChange, false, nullptr},
    ContainerRule{u"container.commit", whyNotChange, false, nullptr},
    ContainerRule{u"container.copyRun", always, false, nullptr},
    ContainerRule{u"container.copyPodman", always, false, nullptr},
    ContainerRule{u"container.copyCompose", always, false, nullptr},
    ContainerRule{u"container.savePreset", always, false, nullptr},
    ContainerRule{u"container.saveCompose", always, false, nullptr},
    ContainerRule{u"container.saveDockerfile", always, false, nullptr},
    ContainerRule{u"container.open", whyNotOpen, false, nullptr},
    ContainerRule{u"container.republish", whyNotRepublish, false, nullptr},
    ContainerRule{u"container.logs", always, true, nullptr},
    ContainerRule{u"container.logWindow", always, true, nullptr},
};

const ContainerRule *containerRule(const QString &id)
{
    const auto *found = std::find_if(ContainerRules.cbegin(), ContainerRules.cend(),
                                     [&](const ContainerRule &r) { return id == QStringView(r.id); });
    return found == ContainerRules.cend() ? nullptr : found;
}

QString whyNotContainers(const ContainerRule &rule, const QList<Container> &containers, bool podman)
{
    if (containers.isEmpty())
        return tr("Select a container first");
    if (containers.size() > 1 && !rule.several)
        return tr("Select a single container");
    if (QStringView(rule.id) == u"container.logWindow" && containers.size() > MergedLog::MaxContainers)
        return tr("Select at most %1 containers").arg(MergedLog::MaxContainers);
    if (containers.size() == 1)
        return rule.whyNot(containers.first(), podman);
    const bool any = std::any_of(containers.cbegin(), containers.cend(),
                                 [&](const Container &c) { return rule.whyNot(c, podman).isEmpty(); });
    return any ? QString() : tr(rule.none).arg(containers.size());
}

/// An engine gives up a name of an image in use only while the image has another one.
bool isHeld(const ImagesModel::Row &row)
{
    return !row.usedBy.isEmpty() && row.image.tags.size() < 2;
}

QString whyNotImages(const QString &id, const QList<ImagesModel::Row> &rows)
{
    if (rows.isEmpty())
        return tr("Select an image first");
    if (rows.size() > 1 && id != u"image.remove")
        return tr("Select a single image");
    if (id != u"image.remove" || !std::all_of(rows.cbegin(), rows.cend(), isHeld))
        return {};
    if (rows.size() > 1)
        return tr("All %1 selected images are used by containers: remove those first").arg(rows.size());
    const auto &row = rows.first();
    return row.usedBy.size() == 1
               ? tr("%1 is used by %2: remove that container first").arg(row.reference, row.usedBy.first())
               : tr("%1 is used by %2 containers: remove those first").arg(row.reference).arg(row.usedBy.size());
}

bool worksOnSelection(const QString &id)
{
    return id != u"image.pull" && id != u"image.prune" && id != u"container.prune" && !id.startsWith(u"global.");
}

/// The options are known once the engine was asked: the confirmation tells them.
QStringList recreateLines(const Container &c)
{
    const QString aside = RecreateJob::asideName(c.name, {});
    QStringList lines;
    if (c.state == ContainerState::Paused)
        lines += joinShellWords({u"docker"_s, u"unpause"_s, c.name});
    if (c.isUp())
        lines += joinShellWords({u"docker"_s, u"stop"_s, c.name});
    const QStringList made =
        c.isUp() ? QStringList{u"docker"_s, u"run"_s, u"-d"_s} : QStringList{u"docker"_s, u"create"_s};
    return lines + QStringList{joinShellWords({u"docker"_s, u"rename"_s, c.name, aside}),
                               joinShellWords(made + QStringList{u"--name"_s, c.name, u"OPTIONS"_s, c.image}),
                               joinShellWords({u"docker"_s, u"rm"_s, aside})};
}

QStringList republishLines(const Container &c)
{
    QStringList run{u"docker"_s, u"run"_s, u"-d"_s};
    for (const engine::Port &port : c.ports) {
        const QString value = publishText(
            {u"127.0.0.1"_s, QString::number(port.hostPort), QString::number(port.containerPort), port.protocol});
        if (port.hostPort != 0 && !run.contains(value)) // once for each kind of address
            run += {u"-p"_s, value};
    }
    run += {u"--name"_s, c.name, u"OPTIONS"_s, c.image};
    return {RepublishJob::stopCommand(c.name),
            joinShellWords({u"docker"_s, u"rename"_s, c.name, RepublishJob::keptName(c.name)}), joinShellWords(run)};
}

QString containerLine(const QString &id, const Container &c, bool podman)
{
    const QString name = quoteShellWord(c.name);
    if (podman && (id == u"container.stop" || id == u"container.restart"))
        return u"docker %1 -t %2 %3"_s.arg(id.section(u'.', 1)).arg(Actions::PodmanGraceSeconds).arg(name);
    if (id == u"container.resume")
        return u"docker unpause "_s + name;
    if (id == u"container.rename")
        return u"docker rename %1 NEW_NAME"_s.arg(name);
    if (id.startsWith(u"container.copy") || id.startsWith(u"container.save"))
        return u"docker inspect "_s + name;
    if (id == u"container.commit")
        return u"docker commit %1 NEW_NAME"_s.arg(name);
    if (id == u"container.remove")
        return (c.isUp() ? u"docker rm -f "_s : u"docker rm "_s) + name;
    if (id == u"container.logs" || id == u"container.logWindow")
        return u"docker logs -f "_s + name;
    if (id == u"container.open")
        return u"docker port "_s + name;
    return u"docker %1 %2"_s.arg(id.section(u'.', 1), name);
}

QString imageLine(const QString &id, const ImagesModel::Row &row)
{
    const QString reference = quoteShellWord(row.reference);
    if (id == u"image.run")
        return u"docker run -d "_s + reference;
    if (id == u"image.pull")
        return u"docker pull "_s + (row.reference == row.image.id ? u"IMAGE"_s : reference);
    if (id == u"image.tag")
        return u"docker tag %1 NEW_NAME"_s.arg(reference);
    if (id == u"image.history")
        return u"docker history "_s + reference;
    return u"docker rmi "_s + reference;
}

} // namespace

bool needsEngine(const Command &command)
{
    if (command.scope == Command::Scope::Global)
        return command.id == u"global.run" || command.id == u"global.runCommand" || command.id == u"global.notebook";
    return command.id != u"container.logs" && command.id != u"container.logWindow";
}

Selection fitting(const Command &command, const Selection &selection, bool podman)
{
    Selection result = selection;
    if (const ContainerRule *rule = containerRule(command.id)) {
        result.containers.removeIf([&](const Container &c) { return !rule->whyNot(c, podman).isEmpty(); });
    } else if (command.id == u"image.remove") {
        result.images.removeIf(isHeld);
    }
    return result;
}

QString reasonAgainst(const Command &command, const Selection &selection, bool podman)
{
    if (const ContainerRule *rule = containerRule(command.id))
        return whyNotContainers(*rule, selection.containers, podman);
    if (command.scope == Command::Scope::Image && worksOnSelection(command.id))
        return whyNotImages(command.id, selection.images);
    return {};
}

QStringList dockerLines(const Command &command, const Selection &selection, bool podman)
{
    if (command.id == u"global.run" || command.id == u"global.runCommand")
        return {u"docker run -d IMAGE"_s};
    if (command.id == u"global.notebook")
        return {u"docker run -d -p 127.0.0.1:PORT:8888 -e JUPYTER_TOKEN IMAGE"_s};
    if (command.id == u"global.refresh")
        return {u"docker ps -a"_s, u"docker images"_s};
    if (command.id == u"image.pull" && selection.images.size() != 1) // otherwise the dialog proposes that one
        return {u"docker pull IMAGE"_s};
    if (command.id == u"image.prune")
        return {u"docker image prune -f"_s};
    if (command.id == u"container.prune")
        return {u"docker container prune -f"_s};
    QStringList lines;
    if (command.scope == Command::Scope::Container) {
        for (const Container &c : selection.containers) {
            if (command.id == u"container.recreate")
                lines += recreateLines(c);
            else if (command.id == u"container.republish")
                lines += republishLines(c);
            else
                lines += containerLine(command.id, c, podman);
        }
    } else if (command.scope == Command::Scope::Image) {
        for (const auto &row : selection.images)
            lines += imageLine(command.id, row);
    }
    return lines;
}

} // namespace models::rules
