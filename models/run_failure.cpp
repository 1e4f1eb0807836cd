// SPDX-License-Identifier: Apache-2.0
#include "models/run_failure.h"

#include "models/port_check.h"
#include "models/port_range.h"
#include "models/run_form_parts.h"

#include <QRegularExpression>

#include <array>

namespace models {

using namespace Qt::StringLiterals;

namespace {

struct FieldRule
{
    const char *pattern;
    const char16_t *field;
};

/// In order; the patterns are told apart by words that only one kind of failure has.
constexpr std::array FieldRules{
    FieldRule{
        R"re(name "?[^"]*"? is already in use|invalid container name|names must match|that name is already in use)re",
        u"name"},
    FieldRule{R"re(platform|exec format error|no matching manifest)re", u"platform"},
    FieldRule{R"re(no such image|image not known|invalid reference format|pull access denied|manifest unknown)re",
              u"image"},
    FieldRule{R"re(unable to find (?:user|group))re", u"user"},
    FieldRule{R"re(network \S+ not found|unable to find network|static ip|no configured subnet|Invalid address)re",
              u"network"},
    FieldRule{R"re(device driver|GPU vendor|CDI device)re", u"gpus"},
    FieldRule{R"re(memory limit)re", u"memory"},
    FieldRule{R"re(range of CPUs)re", u"cpus"},
    FieldRule{R"re(restart policy)re", u"restartPolicy"},
    FieldRule{R"re(invalid CapAdd|unknown capability to add)re", u"capAdd"},
    FieldRule{R"re(invalid CapDrop|unknown capability to drop)re", u"capDrop"},
    FieldRule{R"re(custom device|stat /dev/)re", u"devices[0]"},
    FieldRule{R"re(working directory|chdir to cwd)re", u"workingDir"},
    FieldRule{R"re(sethostname|invalid hostname)re", u"hostname"},
    FieldRule{R"re(invalid (?:environment )?variable)re", u"environment[0].name"},
    FieldRule{R"re(healthcheck)re", u"healthInterval"},
};

bool holds(const QString &message, const char *pattern)
{
    return QRegularExpression(QString::fromUtf8(pattern), QRegularExpression::CaseInsensitiveOption)
        .match(message)
        .hasMatch();
}

int rowOfFolder(const RunForm &form, const QString &path)
{
    for (qsizetype i = 0; i < form.mounts.size(); ++i) {
        if (form::isFolder(form.mounts.at(i).source.trimmed()) && form::folderPath(form.mounts.at(i).source) == path)
            return int(i);
    }
    return -1;
}

QString mountField(const RunForm &form, const QString &message)
{
    static const QRegularExpression missing(
        u"bind source path does not exist: (.+)|(?:statfs|lstat) (/[^:]+): no such file"_s,
        QRegularExpression::CaseInsensitiveOption);
    const auto match = missing.match(message);
    if (match.hasMatch()) {
        const int row = rowOfFolder(form, match.captured(match.lastCapturedIndex()).trimmed());
        return row < 0 ? QString() : u"mounts[%1].source"_s.arg(row);
    }
    if (!holds(message, "mount path must be absolute|invalid container path|duplicate mount"))
        return {};
    for (qsizetype i = 0; i < form.mounts.size(); ++i) {
        if (message.contains(form.mounts.at(i).target.trimmed()))
            return u"mounts[%1].target"_s.arg(i);
    }
    return {};
}

/// The program that could not be started is the first word of the entrypoint when there is one, else of the command.
QString programField(const RunForm &form, const QString &message)
{
    if (!holds(message, R"re(exec: "|no command specified|no command or entrypoint)re"))
        return {};
    return form.entrypoint.trimmed().isEmpty() ? u"command"_s : u"entrypoint"_s;
}

} // namespace

int rowOfHostPort(const RunForm &form, quint16 port)
{
    for (qsizetype i = 0; i < form.ports.size(); ++i) {
        const auto range = parsePortRange(form.ports.at(i).hostPort);
        if (range && port > 0 && range->first <= port && port <= range->last)
            return int(i);
    }
    return -1;
}

QString failedFieldOf(const RunForm &form, const QString &engineMessage)
{
    if (const int row = rowOfHostPort(form, busyPortIn(engineMessage)); row >= 0)
        return u"ports[%1].hostPort"_s.arg(row);
    for (const QString &field : {mountField(form, engineMessage), programField(form, engineMessage)}) {
        if (!field.isEmpty())
            return field;
    }
    for (const FieldRule &rule : FieldRules) {
        if (holds(engineMessage, rule.pattern))
            return QString::fromUtf16(rule.field);
    }
    return {};
}

} // namespace models
