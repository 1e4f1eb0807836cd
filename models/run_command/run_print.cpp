// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_print.h"

#include "models/run_command/go_text.h"
#include "models/run_command/run_masks.h"
#include "models/run_command/run_option_table.h"
#include "models/secret_text.h"
#include "models/shell_words.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// Only the client's own business, which neither the request nor a window knows of.
bool isClientOnly(RunOption option)
{
    switch (option) {
    case RunOption::Quiet:
    case RunOption::DisableContentTrust:
    case RunOption::DetachKeys:
    case RunOption::SigProxy:
    case RunOption::KernelMemory:
    case RunOption::Help:
        return true;
    default:
        return false;
    }
}

/// Given, it differs from not given, whatever its value.
bool alwaysCounts(RunOption option)
{
    return option == RunOption::Init || option == RunOption::Entrypoint || option == RunOption::StopTimeout ||
           option == RunOption::Platform; // or the client's own would count
}

bool isZero(const RunSetting &setting)
{
    const QString &text = setting.value;
    switch (rowOf(setting.option).value) {
    case OptionValue::Bool:
        return text == u"false";
    case OptionValue::Text:
        return text.isEmpty();
    case OptionValue::Int:
        return goInt(text).value_or(1) == 0;
    case OptionValue::Uint16:
        return goUint(text, 16).value_or(1) == 0;
    case OptionValue::SwapBytes:
    case OptionValue::Bytes:
        return goBytes(text).value_or(1) == 0;
    case OptionValue::Cpus:
        return goCpus(text).value_or(1) == 0;
    case OptionValue::Duration:
        return goDuration(text).value_or(1) == 0;
    default:
        return false;
    }
}

/// Says nothing that is not so without it.
bool isIdle(const RunSetting &setting, const RunCommand &command)
{
    const RunOption option = setting.option;
    if (isClientOnly(option) ||
        (option == RunOption::Attach && command.verb == RunCommand::Verb::Run && command.isDetached()))
        return true;
    if (option == RunOption::MemorySwappiness)
        return goInt(setting.value).value_or(0) == -1;
    if (option == RunOption::Pull && setting.value == u"missing")
        return true;
    if (option == RunOption::Restart && (setting.value == u"no" || setting.value == u"no:"))
        return true;
    if (option == RunOption::Detach)
        return setting.value == u"true"; // printed with -it
    return !alwaysCounts(option) && isZero(setting);
}

/// What makes a later item of a list replace an earlier one; empty: nothing does.
QString keyOf(const RunSetting &setting)
{
    switch (setting.option) {
    case RunOption::Volume:
        return setting.value;
    case RunOption::Tmpfs:
        return setting.value.left(setting.value.indexOf(u':'));
    case RunOption::CapAdd:
    case RunOption::CapDrop: {
        const QString name = setting.value.toUpper();
        return name.startsWith(u"CAP_") ? name.mid(4) : name;
    }
    case RunOption::Env:
    case RunOption::Label:
    case RunOption::Annotation:
    case RunOption::LogOpt:
    case RunOption::StorageOpt:
    case RunOption::Sysctl:
    case RunOption::Ulimit:
        return setting.value.left(setting.value.indexOf(u'='));
    default:
        return rowOf(setting.option).value == OptionValue::List ? QString() : u"-"_s;
    }
}

/// published=…,target=… as the short form, without what goes without saying.
QString shortPort(const QString &text)
{
    QString port = text;
    if (text.contains(u'=')) {
        QHash<QString, QString> fields{{u"protocol"_s, u"tcp"_s}};
        for (const QString &field : text.split(u',')) {
            if (const auto parts = cut(field, u'='))
                fields.insert(parts->first, parts->second);
        }
        port = fields.value(u"published"_s) + u':' + fields.value(u"target"_s) + u'/' + fields.value(u"protocol"_s);
    }
    if (port.endsWith(u"/tcp"))
        port.chop(4);
    if (port.startsWith(u':') && port.count(u':') == 1)
        port.remove(0, 1);
    return port;
}

/// -d, -i and -t in one word.
QString joinedFlags(const RunCommand &command)
{
    QString letters = command.isDetached() ? u"d"_s : QString();
    if (command.flag(RunOption::Interactive))
        letters += u'i';
    if (command.flag(RunOption::Tty))
        letters += u't';
    return letters.isEmpty() ? QString() : u'-' + letters;
}

} // namespace

QList<RunSetting> shortestSettings(const RunCommand &command)
{
    QList<RunSetting> kept;
    QHash<std::pair<int, QString>, qsizetype> places;
    for (const RunSetting &setting : command.settings) {
        const QString key = keyOf(setting);
        const auto place = key.isEmpty() ? places.cend() : places.constFind({int(setting.option), key});
        if (place != places.cend()) {
            kept[*place] = setting;
        } else {
            if (!key.isEmpty())
                places.insert({int(setting.option), key}, kept.size());
            kept += setting;
        }
    }
    kept.removeIf([&command](const RunSetting &setting) { return isIdle(setting, command); });
    std::stable_sort(kept.begin(), kept.end(),
                     [](const RunSetting &a, const RunSetting &b) { return a.option < b.option; });
    for (RunSetting &setting : kept) {
        if (setting.option == RunOption::Publish)
            setting.value = shortPort(setting.value);
    }
    return kept;
}

QStringList settingWords(const RunSetting &setting)
{
    const OptionRow &row = rowOf(setting.option);
    const QString name = row.letter ? u'-' + QString(QLatin1Char(row.letter)) : longName(setting.option);
    if (row.value == OptionValue::Bool)
        return {setting.value == u"true" ? name : name + u"=false"_s};
    return {name, setting.value};
}

QStringList runCommandWords(const RunCommand &command, bool maskSecrets)
{
    QStringList words{command.client == RunCommand::Client::Podman ? u"podman"_s : u"docker"_s,
                      command.verb == RunCommand::Verb::Run ? u"run"_s : u"create"_s};
    const QString flags = joinedFlags(command);
    if (!flags.isEmpty())
        words += flags;
    for (RunSetting setting : shortestSettings(command)) {
        if (setting.option == RunOption::Interactive || setting.option == RunOption::Tty)
            continue;
        if (maskSecrets)
            setting.value = maskedSetting(setting);
        words += settingWords(setting);
    }
    words += command.podmanOnly;
    if (command.image.startsWith(u'-'))
        words += u"--"_s;
    words += command.image;
    words += maskSecrets ? maskedWords(command.arguments) : command.arguments;
    return words;
}

QString printRunCommand(const RunCommand &command, bool maskSecrets)
{
    return joinShellWords(runCommandWords(command, maskSecrets));
}

} // namespace models::run
