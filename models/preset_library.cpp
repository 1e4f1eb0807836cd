// SPDX-License-Identifier: Apache-2.0
#include "models/preset_library.h"

#include "models/format.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <array>

namespace models {

using namespace Qt::StringLiterals;
using Entry = PresetLibrary::Entry;

namespace {

constexpr qint64 largestFile = qint64{256} * 1024;
constexpr qsizetype mostFiles = 200;
constexpr qsizetype longestId = 48;

/// As they are listed.
constexpr std::array builtIn{"minimal", "scipy",       "datascience", "pytorch", "tensorflow",      "pyspark", "r",
                             "rstudio", "code-server", "tensorboard", "mlflow",  "minimal-jupyter", "other"};

QString tr(const char *text)
{
    return QCoreApplication::translate("PresetLibrary", text);
}

QString defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/longshore/presets"_s;
}

tl::expected<NotebookPreset, QString> presetIn(const QString &path)
{
    const QString name = visibleText(QFileInfo(path).fileName());
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return tl::unexpected(tr("%1 can’t be read.").arg(name));
    return notebookPresetFromJson(file.read(largestFile + 1), name);
}

Entry entryOf(const QString &path)
{
    Entry entry;
    entry.path = path;
    if (auto preset = presetIn(path)) {
        entry.preset = *std::move(preset);
    } else {
        entry.preset.id = QFileInfo(path).completeBaseName();
        entry.preset.title = visibleText(entry.preset.id);
        entry.problem = preset.error();
    }
    return entry;
}

QList<Entry> builtInEntries()
{
    QList<Entry> entries;
    for (const char *id : builtIn) {
        Entry entry = entryOf(u":/presets/%1.json"_s.arg(QLatin1StringView(id)));
        entry.path.clear();
        entries += entry;
    }
    return entries;
}

QList<Entry> ownEntries(const QString &folder, const QList<Entry> &taken)
{
    QList<Entry> own;
    const QStringList files = QDir(folder).entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &file : files.mid(0, mostFiles)) {
        Entry entry = entryOf(folder + u'/' + file);
        const auto isSame = [&entry](const Entry &other) { return other.preset.id == entry.preset.id; };
        if (!entry.isBroken() &&
            (std::any_of(taken.cbegin(), taken.cend(), isSame) || std::any_of(own.cbegin(), own.cend(), isSame)))
            entry.problem = tr("%1: another preset has the id %2 as well.").arg(visibleText(file), entry.preset.id);
        own += entry;
    }
    std::stable_sort(own.begin(), own.end(), [](const Entry &a, const Entry &b) {
        return a.preset.title.compare(b.preset.title, Qt::CaseInsensitive) < 0;
    });
    return own;
}

tl::expected<void, QString> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
                           file.write(bytes) == bytes.size() && file.commit();
    if (!isWritten)
        return tl::unexpected(tr("%1 can’t be written: %2.").arg(visibleText(path), file.errorString()));
    return {};
}

} // namespace

PresetLibrary::PresetLibrary(const QString &folder) : m_folder(folder.isEmpty() ? defaultFolder() : folder)
{
    reload();
}

const Entry *PresetLibrary::find(const QString &id) const
{
    const auto found =
        std::find_if(m_entries.cbegin(), m_entries.cend(), [&id](const Entry &entry) { return entry.preset.id == id; });
    return found == m_entries.cend() ? nullptr : &*found;
}

bool PresetLibrary::reload()
{
    QList<Entry> entries = builtInEntries();
    entries += ownEntries(m_folder, entries);
    if (entries == m_entries)
        return false;
    m_entries = std::move(entries);
    return true;
}

QString PresetLibrary::freeId(const QString &title) const
{
    static const QRegularExpression others(u"[^a-z0-9]+"_s);
    static const QRegularExpression ends(u"^-+|-+$"_s);
    QString base = title.toLower().replace(others, u"-"_s).left(longestId).remove(ends);
    if (base.isEmpty())
        base = u"preset"_s;
    QString id = base;
    const auto isTaken = [this, &id] { return find(id) || QFileInfo::exists(m_folder + u'/' + id + u".json"_s); };
    for (int number = 2; isTaken(); ++number)
        id = u"%1-%2"_s.arg(base).arg(number);
    return id;
}

PresetLibrary::Outcome<NotebookPreset> PresetLibrary::save(NotebookPreset preset)
{
    const Entry *known = find(preset.id);
    if (!isPresetId(preset.id) || (known && !known->isOwn()))
        preset.id = freeId(preset.title);
    return write(preset);
}

/// What is kept must be readable again, so it is read before anything is written.
PresetLibrary::Outcome<NotebookPreset> PresetLibrary::write(const NotebookPreset &preset)
{
    const QByteArray json = notebookPresetToJson(preset);
    auto checked = notebookPresetFromJson(json, preset.title);
    if (!checked)
        return checked;
    const QDir config = QFileInfo(m_folder).dir();
    if (!config.mkpath(QFileInfo(m_folder).fileName()))
        return tl::unexpected(tr("The folder %1 can’t be made.").arg(visibleText(m_folder)));
    QFile::setPermissions(m_folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const Entry *known = find(preset.id);
    const QString path = known && known->isOwn() ? known->path : m_folder + u'/' + preset.id + u".json"_s;
    if (const auto written = writeFile(path, json); !written)
        return tl::unexpected(written.error());
    reload();
    return checked;
}

PresetLibrary::Outcome<void> PresetLibrary::remove(const QString &id)
{
    const Entry *entry = find(id);
    if (!entry || !entry->isOwn())
        return tl::unexpected(tr("Only presets of one’s own can be removed."));
    if (!QFile::remove(entry->path))
        return tl::unexpected(tr("%1 can’t be removed.").arg(visibleText(entry->path)));
    reload();
    return {};
}

PresetLibrary::Outcome<void> PresetLibrary::exportTo(const QString &id, const QString &path) const
{
    const Entry *entry = find(id);
    if (!entry || entry->isBroken())
        return tl::unexpected(tr("There is no such preset any more."));
    return writeFile(path, notebookPresetToJson(entry->preset));
}

PresetLibrary::Outcome<NotebookPreset> PresetLibrary::importFrom(const QString &path)
{
    auto preset = presetIn(path);
    if (!preset)
        return preset;
    if (find(preset->id))
        preset->id = freeId(preset->title);
    return write(*preset);
}

} // namespace models
