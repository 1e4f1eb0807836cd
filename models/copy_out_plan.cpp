// SPDX-License-Identifier: Apache-2.0
#include "models/copy_out_plan.h"

#include "models/shell_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;

namespace {

/// "/home/a/x.csv" → {"home", "a"}
QStringList foldersOf(const QString &path)
{
    return path.section(u'/', 0, -2).split(u'/', Qt::SkipEmptyParts);
}

QStringList sharedStart(const QStringList &one, const QStringList &other)
{
    qsizetype same = 0;
    while (same < one.size() && same < other.size() && one.at(same) == other.at(same))
        ++same;
    return one.first(same);
}

/// A container's name as that of a folder: an engine may call it anything.
QString folderName(const engine::Container &container)
{
    QString name = container.name;
    name.replace(u'/', u'_');
    const bool isSafe = !name.isEmpty() && !name.startsWith(u'.');
    return isSafe ? name : u"container_"_s + name;
}

} // namespace

QString CopyOutPlan::placeOf(const Item &item)
{
    const QString inside = item.subfolder.isEmpty() ? QString() : item.subfolder + u'/';
    return inside + item.path.section(u'/', -1);
}

QStringList CopyOutPlan::places() const
{
    QStringList places;
    for (const Item &item : items)
        places += placeOf(item);
    return places;
}

QString CopyOutPlan::targetOf(const Item &item) const
{
    return folder + u'/' + placeOf(item);
}

QStringList CopyOutPlan::dockerCommands(qsizetype most) const
{
    QStringList folders, commands;
    for (const Item &item : items.first(std::min(most, items.size()))) {
        const QString target = targetOf(item);
        if (const QString parent = target.section(u'/', 0, -2); !parent.isEmpty())
            folders += parent;
        commands += joinShellWords({u"docker"_s, u"cp"_s, item.containerName + u':' + item.path, target});
    }
    folders.removeDuplicates();
    if (!folders.isEmpty())
        commands.prepend(joinShellWords(QStringList{u"mkdir"_s, u"-p"_s} + folders));
    if (items.size() > most)
        commands += u"# "_s + QCoreApplication::translate("CopyOut", "and %1 more files").arg(items.size() - most);
    return commands;
}

QList<CopyOutPlan::Item> copyOutItems(const QList<CopyOutPlan::Source> &sources)
{
    QList<CopyOutPlan::Item> items;
    for (const CopyOutPlan::Source &source : sources) {
        if (source.paths.isEmpty())
            continue;
        QStringList shared = foldersOf(source.paths.constFirst());
        for (const QString &path : source.paths)
            shared = sharedStart(shared, foldersOf(path));
        for (const QString &path : source.paths) {
            QStringList inside = foldersOf(path).sliced(shared.size());
            if (sources.size() > 1)
                inside.prepend(folderName(source.container));
            items.append({source.container.id, source.container.name, path, inside.join(u'/')});
        }
    }
    return items;
}

} // namespace models
