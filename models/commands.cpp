// SPDX-License-Identifier: Apache-2.0
#include "models/commands.h"

#include "models/actions.h"
#include "models/command_rules.h"
#include "models/containers_model.h"
#include "models/engine_session.h"

#include <array>

namespace models {

using namespace Qt::StringLiterals;

namespace {

struct SimpleCommand
{
    const char16_t *id;
    Actions::Simple what;
};

constexpr std::array SimpleCommands{
    SimpleCommand{u"container.start", Actions::Simple::Start},
    SimpleCommand{u"container.stop", Actions::Simple::Stop},
    SimpleCommand{u"container.restart", Actions::Simple::Restart},
    SimpleCommand{u"container.pause", Actions::Simple::Pause},
    SimpleCommand{u"container.resume", Actions::Simple::Resume},
};

bool answers(const EngineSession &session)
{
    return session.state() == ConnectionState::Connected || session.state() == ConnectionState::Slow;
}

/// The address of a notebook is known even where no port is published: on the host's network.
bool opensNotebook(EngineSession &session, const QString &id, const Selection &selection)
{
    if (id != u"container.open" || selection.containers.size() != 1 || !selection.containers.constFirst().isUp())
        return false;
    const Notebook notebook = session.containers().notebook(selection.containers.constFirst().id);
    return notebook.isKnown() && notebook.reach == Notebook::Reach::Reachable && notebook.url.isValid();
}

Selection fitting(EngineSession &session, const Command &command, const Selection &selection)
{
    return opensNotebook(session, command.id, selection) ? selection
                                                         : rules::fitting(command, selection, session.isPodman());
}

} // namespace

Commands::Commands(EngineSession &session, JobsModel &jobs, QObject *parent)
    : QObject(parent), m_session(session), m_actions(new Actions(session, jobs, this))
{}

Commands::~Commands() = default;

Commands::Availability Commands::availability(const QString &id, const Selection &selection) const
{
    const Command *command = find(id);
    if (!command)
        return {false, tr("There is no such command")};
    if (rules::needsEngine(*command) && !answers(m_session))
        return {false, tr("Not connected to the engine")};
    if (opensNotebook(m_session, id, selection))
        return {true, {}};
    const QString reason = rules::reasonAgainst(*command, selection, m_session.isPodman());
    return {reason.isEmpty(), reason};
}

QStringList Commands::dockerCommands(const QString &id, const Selection &selection) const
{
    const Command *command = find(id);
    return command ? rules::dockerLines(*command, fitting(m_session, *command, selection), m_session.isPodman())
                   : QStringList();
}

void Commands::run(const QString &id, const Selection &selection)
{
    if (!availability(id, selection).enabled)
        return;
    const Command *command = find(id);
    const Selection fit = fitting(m_session, *command, selection);
    if (command->needsUi) {
        Q_EMIT uiRequested(id, fit);
        return;
    }
    if (id == u"global.refresh") {
        if (answers(m_session))
            m_session.refresh();
        else
            m_session.retryNow();
        return;
    }
    for (const SimpleCommand &simple : SimpleCommands) {
        if (id == QStringView(simple.id))
            m_actions->simple(simple.what, fit.containers);
    }
}

} // namespace models

#include "moc_commands.cpp"
