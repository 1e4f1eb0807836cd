// SPDX-License-Identifier: Apache-2.0
#include "tests/support/run_records.h"

#include "tests/support/fixtures.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace test {

namespace {

const QString root = u"/lab"_s;

/// Members whose names and values are all told: {"80/tcp": {}} is not nothing.
bool isWhole(const std::string &key)
{
    static const std::array names{"ExposedPorts", "Volumes",    "Labels", "PortBindings", "Tmpfs",     "Sysctls",
                                  "Annotations",  "StorageOpt", "Config", "Options",      "DriverOpts"};
    return std::find(names.cbegin(), names.cend(), key) != names.cend();
}

bool isDefault(const std::string &key, const json &value)
{
    if (key == "AttachStdin" || key == "AttachStdout" || key == "AttachStderr" || key == "ConsoleSize")
        return true;
    return value.is_null() || value == false || value == 0 || value == "" || (value.is_structured() && value.empty()) ||
           (key == "MemorySwappiness" && value == -1) || (key == "NetworkMode" && value == "default");
}

json normalized(const json &value)
{
    if (!value.is_object()) {
        json list = value;
        if (list.is_array())
            std::transform(list.begin(), list.end(), list.begin(), normalized);
        return list;
    }
    json kept = json::object();
    for (const auto &[key, member] : value.items()) {
        json part = isWhole(key) ? member : normalized(member);
        if (key == "RestartPolicy" && part.value("Name", "") == "no")
            part.erase("Name");
        if (part.is_array() && (key == "Env" || key == "Binds"))
            std::sort(part.begin(), part.end());
        if (!isDefault(key, part))
            kept[key] = std::move(part);
    }
    return kept;
}

QByteArray placed(QByteArray line)
{
    const QByteArray at = root.toUtf8();
    return line.replace("{cwd}", at + "/parent/work")
        .replace("{parent}", at + "/parent")
        .replace("{home}", at + "/home")
        .replace("{root}", at);
}

const QMap<QString, QByteArray> &files()
{
    static const QMap<QString, QByteArray> all{
        {u"test.env"_s, "# comment\nVAR1=value one\nVAR2\n\n  SPACED=x \nQUOTED=\"q\"\n"},
        {u"labels.txt"_s, "# labels\ncom.example.a=1\nb\n"},
        {u"bad.env"_s, "ok=1\nbad name=2\n"},
        {u"noname.env"_s, "=value\n"},
        {u"bom.env"_s, "\xef\xbb\xbf"
                       "A=1\nUNSET_HERE\nURL=http://x/?a=b#c\nTRAIL=a  \t\n"},
        {u"crlf.env"_s, "A=1\r\nB=2\r\n"},
        {u"seccomp.json"_s, "{\n  \"defaultAction\": \"SCMP_ACT_ALLOW\",\n  \"syscalls\": [ ]\n}\n"},
        {u"broken.json"_s, "{\"a\": "},
    };
    return all;
}

} // namespace

QList<RunRecord> runRecords(const QString &file)
{
    QList<RunRecord> records;
    for (const QByteArray &line : fixtureLines(u"run-commands"_s, file)) {
        const json row = json::parse(placed(line).toStdString());
        RunRecord record;
        record.command = QString::fromStdString(row.at("command"));
        record.accepted = row.at("ok");
        if (record.accepted)
            record.request = normalizedRequest(
                QByteArray::fromStdString(json{{"query", row.at("query")}, {"body", row.at("body")}}.dump()));
        else
            record.error = QString::fromStdString(row.at("error"));
        records += record;
    }
    return records;
}

models::run::ShellEnvironment recordedEnvironment()
{
    models::run::ShellEnvironment environment;
    environment.workingDir = root + u"/parent/work"_s;
    environment.home = root + u"/home"_s;
    environment.socket = root + u"/engine.sock"_s;
    environment.variable = [](const QString &name) -> std::optional<QString> {
        static const QMap<QString, QString> variables{{u"FOO"_s, u"from-env"_s},
                                                      {u"VAR2"_s, u"inherited"_s},
                                                      {u"DISPLAY"_s, u":7"_s},
                                                      {u"GITLAB_HOME"_s, u"/srv/gitlab"_s}};
        const auto found = variables.constFind(name);
        return found == variables.cend() ? std::nullopt : std::optional(*found);
    };
    environment.readFile = [](const QString &path) -> tl::expected<QByteArray, QString> {
        const auto file = files().constFind(QDir::cleanPath(path));
        if (path == u".")
            return tl::unexpected(u"is a directory"_s);
        return file == files().cend() || path.isEmpty() ? tl::unexpected(u"no such file or directory"_s)
                                                        : tl::expected<QByteArray, QString>(*file);
    };
    return environment;
}

QByteArray normalizedRequest(const QByteArray &request)
{
    return QByteArray::fromStdString(normalized(json::parse(request.toStdString())).dump());
}

} // namespace test
