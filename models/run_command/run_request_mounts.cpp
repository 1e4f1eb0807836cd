// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_request_parts.h"
#include "models/run_command/run_values.h"

#include <nlohmann/json.hpp>

#include <QSet>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// The parts of --volume: the client looks at them only to tell folders from volumes, and sends the text.
struct VolumeParts
{
    QString source; ///< empty: a volume without name
    bool isFolder = false;
};

bool isFolder(const QString &source)
{
    const QChar first = source.front();
    if (first == u'.' || first == u'/' || first == u'~')
        return true;
    return source.startsWith(u"\\\\") || (source.size() > 1 && first.isLetter() && source.at(1) == u':');
}

/// Sections between colons; a single letter before one is a drive of Windows.
Checked<QStringList> sections(const QString &text)
{
    QStringList parts;
    QString part;
    for (const QChar c : text) {
        const bool drive = c == u':' && part.size() == 1 && part.front().isLetter();
        if (c != u':' || drive) {
            part += c;
            continue;
        }
        if (part.isEmpty())
            return tl::unexpected(u"empty section between colons"_s);
        if (parts.size() == 2)
            return tl::unexpected(u"too many colons"_s);
        parts += part;
        part.clear();
    }
    if (part.isEmpty())
        return tl::unexpected(u"empty section between colons"_s);
    return parts + QStringList{part};
}

Checked<VolumeParts> readVolume(const QString &text)
{
    if (text.isEmpty())
        return tl::unexpected(u"invalid empty volume spec"_s);
    if (text.toUtf8().size() <= 2)
        return VolumeParts{};
    const auto parts = sections(text);
    if (!parts)
        return tl::unexpected(u"invalid spec: %1: %2"_s.arg(text, parts.error()));
    if (parts->size() == 1)
        return VolumeParts{};
    return VolumeParts{parts->first(), isFolder(parts->first())};
}

/// A folder relative to the working folder by its whole path.
QString bindText(const QString &text, const VolumeParts &parts, const QString &workingDir)
{
    const auto halves = parts.isFolder ? cut(text, u':') : std::nullopt;
    if (!halves || !halves->first.startsWith(u'.'))
        return text;
    return goCleanPath(workingDir + u'/' + halves->first) + u':' + halves->second;
}

void addVolumeOptions(Json &object, const MountVolume &volume)
{
    Json options = Json::object(), labels = Json::object(), driver = Json::object(), driverOptions = Json::object();
    putFlag(options, "NoCopy", volume.noCopy);
    putText(options, "Subpath", volume.subpath);
    for (auto label = volume.labels.cbegin(); label != volume.labels.cend(); ++label)
        labels[utf8(label.key())] = utf8(label.value());
    for (auto option = volume.options.cbegin(); option != volume.options.cend(); ++option)
        driverOptions[utf8(option.key())] = utf8(option.value());
    putText(driver, "Name", volume.driver);
    putPart(driver, "Options", driverOptions);
    putPart(options, "Labels", labels);
    putPart(options, "DriverConfig", driver);
    putPart(object, "VolumeOptions", options);
}

Json mountObject(const MountValue &mount)
{
    Json object{{"Type", utf8(mount.type)}, {"Target", utf8(mount.target)}};
    putText(object, "Source", mount.source);
    putText(object, "Consistency", mount.consistency);
    putFlag(object, "ReadOnly", mount.readOnly);
    if (mount.volume)
        addVolumeOptions(object, *mount.volume);
    if (mount.bind) {
        Json bind = Json::object();
        putText(bind, "Propagation", mount.bind->propagation);
        putFlag(bind, "NonRecursive", mount.bind->nonRecursive);
        putFlag(bind, "ReadOnlyNonRecursive", mount.bind->readOnlyNonRecursive);
        putFlag(bind, "ReadOnlyForceRecursive", mount.bind->readOnlyForceRecursive);
        putPart(object, "BindOptions", bind);
    }
    if (mount.tmpfs) {
        Json tmpfs = Json::object();
        putNumber(tmpfs, "SizeBytes", mount.tmpfs->sizeBytes);
        putNumber(tmpfs, "Mode", mount.tmpfs->mode);
        putPart(object, "TmpfsOptions", tmpfs);
    }
    if (mount.imageSubpath && !mount.imageSubpath->isEmpty())
        object["ImageOptions"] = {{"Subpath", utf8(*mount.imageSubpath)}};
    return object;
}

} // namespace

Refusal addVolumes(Json &config, Json &host, const RunCommand &command, const ShellEnvironment &environment)
{
    Json volumes = Json::object(), binds = Json::array();
    QSet<QString> seen;
    for (const RunSetting &setting : command.settings) {
        if (setting.option != RunOption::Volume || seen.contains(setting.value))
            continue;
        seen.insert(setting.value);
        const auto parts = readVolume(setting.value);
        if (!parts)
            return refusalAt(setting, parts.error());
        if (parts->source.isEmpty())
            volumes[utf8(setting.value)] = Json::object();
        else
            binds.push_back(utf8(bindText(setting.value, *parts, environment.workingDir)));
    }
    putPart(config, "Volumes", volumes);
    putPart(host, "Binds", binds);
    return {};
}

void addMounts(Json &host, const RunCommand &command, const ShellEnvironment &environment)
{
    Json mounts = Json::array(), tmpfs = Json::object();
    for (const QString &text : command.values(RunOption::Mount)) {
        if (const auto mount = readMount(text, environment.workingDir))
            mounts.push_back(mountObject(*mount));
    }
    if (command.flag(RunOption::UseApiSocket))
        mounts.push_back({{"Type", "bind"}, {"Source", utf8(environment.socket)}, {"Target", "/var/run/docker.sock"}});
    for (const QString &text : command.values(RunOption::Tmpfs)) {
        const auto parts = cut(text, u':').value_or(std::pair(text, QString()));
        tmpfs[utf8(parts.first)] = utf8(parts.second);
    }
    putPart(host, "Mounts", mounts);
    putPart(host, "Tmpfs", tmpfs);
    putTexts(host, "VolumesFrom", command.values(RunOption::VolumesFrom));
    putText(host, "VolumeDriver", command.value(RunOption::VolumeDriver));
}

} // namespace models::run
