// SPDX-License-Identifier: Apache-2.0
#include "tests/support/run_records.h"

#include "models/run_command/run_paste.h"
#include "models/run_command/run_request.h"
#include "tests/support/fixtures.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QMap>

#include <algorithm>
#include <map>
#include <set>

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

json lastOfEachName(const json &environment)
{
    std::map<std::string, json> texts;
    for (const json &text : environment)
        texts[text.get<std::string>().substr(0, text.get<std::string>().find('='))] = text;
    json kept = json::array();
    for (const auto &[name, text] : texts)
        kept.push_back(text);
    return kept;
}

/// As the client and the engine write them: CAP_NET_ADMIN, each once.
json fullCapabilities(const json &names)
{
    std::set<std::string> full;
    for (const json &name : names) {
        const QString upper = QString::fromStdString(name).toUpper();
        full.insert((upper == u"ALL" || upper.startsWith(u"CAP_") ? upper : u"CAP_"_s + upper).toStdString());
    }
    return full;
}

json plainMount(const QString &source, const QString &target, bool readOnly)
{
    const auto clean = [](const QString &path) { return path.startsWith(u'/') ? QDir::cleanPath(path) : path; };
    return {{"Type", source.startsWith(u'/') ? "bind" : "volume"},
            {"Source", clean(source).toStdString()},
            {"Target", clean(target).toStdString()},
            {"ReadOnly", readOnly}};
}

/// Moves what is plain in Binds and Volumes to Mounts.
void gatherMounts(json &body)
{
    json &host = body["HostConfig"];
    json mounts = json::array(), binds = json::array();
    for (const json &mount : host.value("Mounts", json::array())) {
        const bool plain = mount.size() == 3u + mount.contains("ReadOnly") - !mount.contains("Source") &&
                           (mount["Type"] == "bind" || mount["Type"] == "volume");
        mounts.push_back(plain ? plainMount(QString::fromStdString(mount.value("Source", "")),
                                            QString::fromStdString(mount["Target"]), mount.value("ReadOnly", false))
                               : mount);
    }
    for (const json &bind : host.value("Binds", json::array())) {
        const QStringList parts = QString::fromStdString(bind).split(u':');
        const QString mode = parts.value(2);
        if (parts.size() <= 3 && (mode.isEmpty() || mode == u"ro" || mode == u"rw"))
            mounts.push_back(plainMount(parts.value(0), parts.value(1), mode == u"ro"));
        else
            binds.push_back(bind);
    }
    const json volumes = body.value("Volumes", json::object());
    for (const auto &[target, nothing] : volumes.items())
        mounts.push_back(plainMount({}, QString::fromStdString(target), false));
    std::sort(mounts.begin(), mounts.end());
    host["Mounts"] = mounts;
    host["Binds"] = binds;
    body.erase("Volumes");
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
        {u"proxied/config.json"_s,
         "{\"proxies\": {\"default\": {\"httpProxy\": \"http://proxy:3128\", \"noProxy\": \"localhost,.lan\"}}}\n"},
        {u"own/config.json"_s, "{\"proxies\": {\"default\": {\"ftpProxy\": \"ftp://no\"}, \"unix:///lab/engine.sock\": "
                               "{\"allProxy\": \"socks5://p:1\"}}}\n"},
        {u"logins/config.json"_s, "{\"auths\": {\"r.example\": {\"auth\": \"Ym9iOnB3\"}}}\n"},
        {u"odd/config.json"_s, "{\"proxies\": {\"default\": {\"httpProxy\": \"\"}}}\n"},
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
        if (record.accepted) {
            record.sent = QByteArray::fromStdString(json{{"query", row.at("query")}, {"body", row.at("body")}}.dump());
            record.request = normalizedRequest(record.sent);
        } else {
            record.error = QString::fromStdString(row.at("error"));
        }
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
    environment.homeOf = [](const QString &name) { return name == u"root" ? std::optional(u"/root"_s) : std::nullopt; };
    environment.readFile = [](const QString &path) -> tl::expected<QByteArray, QString> {
        const QString folder = root + u"/parent/work/"_s;
        const QString name = path.startsWith(folder) ? path.mid(folder.size()) : path;
        const auto file = files().constFind(QDir::cleanPath(name));
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

QByteArray meaningOf(const QByteArray &request)
{
    json all = json::parse(request.toStdString());
    json &body = all["body"];
    if (body.contains("Env"))
        body["Env"] = lastOfEachName(body["Env"]);
    if (!body.contains("HostConfig") || !body["HostConfig"].is_object())
        body["HostConfig"] = json::object();
    gatherMounts(body);
    for (const char *list : {"CapAdd", "CapDrop"}) {
        if (body["HostConfig"].contains(list))
            body["HostConfig"][list] = fullCapabilities(body["HostConfig"][list]);
    }
    if (body["HostConfig"].contains("PortBindings")) {
        for (json &bindings : body["HostConfig"]["PortBindings"]) {
            for (json &binding : bindings) {
                if (binding.value("HostPort", "") == "0")
                    binding["HostPort"] = "";
            }
        }
    }
    return normalizedRequest(QByteArray::fromStdString(all.dump()));
}

QByteArray requestOf(const QString &command)
{
    const auto machine = recordedEnvironment();
    const auto commands = models::run::readPaste(command, machine);
    if (commands.size() != 1 || !commands.first().isComplete())
        return {};
    const auto request = models::run::createRequest(commands.first().command, machine);
    return request ? meaningOf(models::run::requestAsJson(*request)) : QByteArray();
}

} // namespace test
