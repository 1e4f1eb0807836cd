// SPDX-License-Identifier: Apache-2.0
#include "models/commands.h"

#include "models/log_keys.h"

#include <QCoreApplication>

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

namespace {

using Scope = Command::Scope;
constexpr auto Destructive = Command::Danger::Destructive;
constexpr auto None = Command::Danger::None;

QString tr(const char *text)
{
    return QCoreApplication::translate("Commands", text);
}

QList<Command> containerCommands()
{
    const auto c = Scope::Container;
    return {
        {u"container.start"_s, c, tr("Start"), u"play"_s, u"F6"_s, None, false, u"state"_s},
        {u"container.stop"_s, c, tr("Stop"), u"square"_s, u"F7"_s, None, false, u"state"_s},
        {u"container.restart"_s, c, tr("Restart"), u"rotate-cw"_s, u"F8"_s, None, false, u"state"_s},
        {u"container.pause"_s, c, tr("Pause"), u"pause"_s, u"F9"_s, None, false, u"state"_s},
        {u"container.resume"_s, c, tr("Resume"), u"step-forward"_s, u"Shift+F9"_s, None, false, u"state"_s},
        {u"container.kill"_s, c, tr("Kill…"), u"zap"_s, u"Ctrl+Shift+K"_s, Destructive, true, u"state"_s},
        {u"container.open"_s, c, tr("Open in browser"), u"globe"_s, u"Ctrl+O"_s, None, true, u"look"_s},
        {u"container.logs"_s, c, tr("View logs"), u"scroll-text"_s, u"Ctrl+L"_s, None, true, u"look"_s},
        {u"container.logWindow"_s, c, tr("Open logs in window"), u"external-link"_s, u"Ctrl+Shift+L"_s, None, true,
         u"look"_s},
        {u"container.republish"_s, c, tr("Publish on this computer only…"), u"plug"_s, QString(), None, true,
         u"edit"_s},
        {u"container.recreate"_s, c, tr("Edit and recreate…"), u"sliders-horizontal"_s, QString(), None, true,
         u"edit"_s},
        {u"container.rename"_s, c, tr("Rename…"), u"pencil"_s, u"F2"_s, None, true, u"edit"_s},
        {u"container.commit"_s, c, tr("Commit to image…"), u"package"_s, QString(), None, true, u"edit"_s},
        {u"container.copyRun"_s, c, tr("Copy run command"), u"clipboard-copy"_s, QString(), None, true, u"share"_s},
        {u"container.copyPodman"_s, c, tr("Copy as podman run"), u"copy"_s, QString(), None, true, u"share"_s},
        {u"container.copyCompose"_s, c, tr("Copy as compose service"), u"braces"_s, QString(), None, true, u"share"_s},
        {u"container.savePreset"_s, c, tr("Save as preset…"), u"notebook-pen"_s, QString(), None, true, u"share"_s},
        {u"container.saveCompose"_s, c, tr("Save as compose file…"), u"boxes"_s, QString(), None, true, u"share"_s},
        {u"container.saveDockerfile"_s, c, tr("Save as Dockerfile…"), u"file-text"_s, QString(), None, true,
         u"share"_s},
        {u"container.remove"_s, c, tr("Remove…"), u"trash-2"_s, u"Del"_s, Destructive, true, u"edit"_s},
        {u"container.prune"_s, c, tr("Prune…"), u"brush-cleaning"_s, QString(), Destructive, true, u"prune"_s},
    };
}

QList<Command> imageCommands()
{
    const auto i = Scope::Image;
    return {
        {u"image.run"_s, i, tr("Run…"), u"play"_s, u"Ctrl+R"_s, None, true, u"use"_s},
        {u"image.pull"_s, i, tr("Pull…"), u"download"_s, u"Ctrl+P"_s, None, true, u"use"_s},
        {u"image.tag"_s, i, tr("Tag…"), u"tag"_s, u"Ctrl+T"_s, None, true, u"edit"_s},
        {u"image.history"_s, i, tr("History"), u"history"_s, u"Ctrl+H"_s, None, true, u"look"_s},
        {u"image.remove"_s, i, tr("Remove…"), u"trash-2"_s, u"Del"_s, Destructive, true, u"edit"_s},
        {u"image.prune"_s, i, tr("Prune…"), u"brush-cleaning"_s, QString(), Destructive, true, u"prune"_s},
    };
}

QList<Command> globalCommands()
{
    const auto g = Scope::Global;
    return {
        {u"global.notebook"_s, g, tr("New notebook"), u"notebook-pen"_s, u"Ctrl+N"_s, None, true, u"new"_s},
        {u"global.run"_s, g, tr("Run…"), u"plus"_s, u"Ctrl+Shift+R"_s, None, true, u"new"_s},
        {u"global.runCommand"_s, g, tr("Run from command…"), u"terminal"_s, u"Ctrl+Shift+V"_s, None, true, u"new"_s},
        {u"global.palette"_s, g, tr("Command palette"), u"command"_s, u"Ctrl+K"_s, None, true, u"find"_s},
        {u"global.filter"_s, g, tr("Filter"), u"search"_s, u"Ctrl+F"_s, None, true, u"find"_s},
        {u"global.refresh"_s, g, tr("Refresh"), u"refresh-cw"_s, u"F5"_s, None, false, u"view"_s},
        {u"global.page.containers"_s, g, tr("Containers"), u"box"_s, u"Ctrl+1"_s, None, true, u"page"_s},
        {u"global.page.images"_s, g, tr("Images"), u"layers"_s, u"Ctrl+2"_s, None, true, u"page"_s},
        {u"global.page.activity"_s, g, tr("Activity"), u"activity"_s, u"Ctrl+5"_s, None, true, u"page"_s},
        {u"global.shortcuts"_s, g, tr("Keyboard shortcuts"), u"keyboard"_s, u"F1"_s, None, true, u"help"_s},
        {u"global.about"_s, g, tr("About"), u"info"_s, QString(), None, true, u"help"_s},
        {u"global.quit"_s, g, tr("Quit"), u"log-out"_s, u"Ctrl+Q"_s, None, true, u"quit"_s},
    };
}

QString shortcutsTable(const QString &title, Scope scope)
{
    QString text = u"\n## %1\n\n| Command | Keys |\n| --- | --- |\n"_s.arg(title);
    for (const Command &command : Commands::all()) {
        if (command.scope == scope && !command.shortcut.isEmpty())
            text += u"| %1 | %2 |\n"_s.arg(command.label, command.shortcut);
    }
    return text;
}

QString logKeysTable()
{
    QString text = u"\n## %1\n\n| Command | Keys |\n| --- | --- |\n"_s.arg(models::tr("In a log"));
    for (const LogKey &key : logKeys())
        text += u"| %1 | %2 |\n"_s.arg(key.what, key.keys);
    return text;
}

} // namespace

const QList<Command> &Commands::all()
{
    static const QList<Command> commands = globalCommands() + containerCommands() + imageCommands();
    return commands;
}

const Command *Commands::find(const QString &id)
{
    const auto &commands = all();
    const auto found = std::find_if(commands.cbegin(), commands.cend(), [&](const Command &c) { return c.id == id; });
    return found == commands.cend() ? nullptr : &*found;
}

QString Commands::shortcutsMarkdown()
{
    return models::tr("# Keyboard shortcuts\n") + shortcutsTable(models::tr("Everywhere"), Scope::Global) +
           shortcutsTable(models::tr("On the Containers page"), Scope::Container) +
           shortcutsTable(models::tr("On the Images page"), Scope::Image) + logKeysTable() +
           models::tr("\nCommands without keys of their own are in the menus and in the command palette.\n");
}

} // namespace models
