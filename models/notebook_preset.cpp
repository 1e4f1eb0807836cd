// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_preset.h"

#include "models/preset_fields.h"
#include "models/quantities.h"

#include <QRegularExpression>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace models {

using namespace Qt::StringLiterals;
using Json = nlohmann::json;
using Ordered = nlohmann::ordered_json;

namespace {

constexpr int newestFormat = 1;
constexpr qsizetype largestPreset = qsizetype{256} * 1024;
constexpr int mostPorts = 20;
constexpr int lowestStatus = 100;
constexpr int highestStatus = 599;
constexpr int highestPort = 65'535;
constexpr int highestUid = 2'147'483'647;
const char *const noPath = "a path without control characters";

constexpr std::array secretWords{"token", "password", "none"}; // in the order of NotebookPreset::Secret

bool isVariable(const QString &name)
{
    static const QRegularExpression form(u"^[A-Za-z_][A-Za-z0-9_]{0,127}$"_s);
    return form.match(name).hasMatch();
}

bool isUrlPath(const QString &path)
{
    static const QRegularExpression form(u"^[^\\x00-\\x20\\x7f?#\\\\]*$"_s);
    return form.match(path).hasMatch() && !path.startsWith(u"//");
}

bool isFolder(const QString &path)
{
    return path.isEmpty() || path.startsWith(u'/');
}

void readPort(PresetFields fields, NotebookPreset::Port &port)
{
    port.number = quint16(fields.number("port", 1, highestPort, 0));
    port.isHttps = fields.flag("https");
    PresetFields probe = fields.object("probe");
    probe.text("path", port.probePath);
    probe.expect(isUrlPath(port.probePath), "path", noPath);
    if (probe.has("status"))
        port.probeStatuses = probe.numbers("status", lowestStatus, highestStatus);
    probe.end();
    fields.end();
}

void readPorts(PresetFields &fields, NotebookPreset &preset)
{
    const int count = fields.count("ports");
    fields.expect(count >= 1 && count <= mostPorts, "ports", "a list of at least one port");
    for (int i = 0; i < count && fields.isGood(); ++i) {
        NotebookPreset::Port port;
        readPort(fields.element("ports", i), port);
        preset.ports += port;
    }
}

void readUser(PresetFields fields, NotebookPreset::User &user)
{
    fields.text("name", user.name);
    user.uid = fields.number("uid", 0, highestUid, -1);
    user.gid = fields.number("gid", 0, highestUid, -1);
    user.groups = fields.texts("groups");
    PresetFields variables = fields.object("variables");
    variables.text("uid", user.uidVariable);
    variables.text("gid", user.gidVariable);
    variables.expect(user.uidVariable.isEmpty() || isVariable(user.uidVariable), "uid", "the name of a variable");
    variables.expect(user.gidVariable.isEmpty() || isVariable(user.gidVariable), "gid", "the name of a variable");
    variables.end();
    fields.end();
}

void readSecret(PresetFields fields, NotebookPreset &preset)
{
    QString kind = u"none"_s;
    fields.text("kind", kind);
    const auto word = std::find(secretWords.begin(), secretWords.end(), kind.toStdString());
    fields.expect(word != secretWords.end(), "kind", "token, password or none");
    preset.secret = NotebookPreset::Secret(word == secretWords.end() ? 2 : word - secretWords.begin());
    fields.text("variable", preset.secretVariable);
    fields.expect(preset.secret == NotebookPreset::Secret::None || isVariable(preset.secretVariable), "variable",
                  "the name of the variable that the server reads it from");
    fields.text("login", preset.loginName);
    fields.text("note", preset.note);
    fields.end();
}

void readRunning(PresetFields &fields, NotebookPreset &preset)
{
    const auto isAmount = [](const QString &text) { return text.isEmpty() || parseBytes(text); };
    preset.environment = fields.pairs("environment");
    for (const RunForm::Pair &pair : std::as_const(preset.environment))
        fields.expect(isVariable(pair.name), "environment", "names of letters, digits and underscores with texts");
    preset.arguments = fields.texts("arguments");
    fields.text("memory", preset.memory);
    fields.expect(isAmount(preset.memory), "memory", "an amount such as \"512m\" or \"2g\"");
    fields.text("cpus", preset.cpus);
    fields.expect(preset.cpus.isEmpty() || parseNanoCpus(preset.cpus), "cpus", "a number such as \"1.5\"");
    fields.text("sharedMemory", preset.sharedMemory);
    fields.expect(isAmount(preset.sharedMemory), "sharedMemory", "an amount such as \"512m\" or \"2g\"");
    preset.wantsGpu = fields.has("gpu");
    PresetFields gpu = fields.object("gpu");
    gpu.text("image", preset.gpuImage);
    gpu.end();
}

void readAll(PresetFields &fields, NotebookPreset &preset)
{
    fields.expect(fields.number("format", 1, highestStatus, 1) <= newestFormat, "format",
                  "1: a newer version of Longshore is needed for this preset");
    fields.text("id", preset.id);
    fields.expect(isPresetId(preset.id), "id", "lower case letters, digits, dots, dashes and underscores");
    fields.text("title", preset.title);
    fields.expect(!preset.title.isEmpty(), "title", "a text to show");
    fields.text("purpose", preset.purpose);
    fields.text("icon", preset.icon);
    fields.expect(preset.icon.isEmpty() || isPresetId(preset.icon), "icon", "the name of an icon");
    fields.text("image", preset.image);
    readPorts(fields, preset);
    fields.text("base", preset.basePath);
    fields.expect(isUrlPath(preset.basePath) && preset.basePath.startsWith(u'/') && preset.basePath.endsWith(u'/'),
                  "base", "a path that begins and ends with a slash");
    fields.text("open", preset.openPath);
    fields.expect(isUrlPath(preset.openPath), "open", noPath);
    fields.text("folder", preset.folder);
    fields.expect(isFolder(preset.folder), "folder", "a path inside the container that begins with a slash");
    readUser(fields.object("user"), preset.user);
    readRunning(fields, preset);
    readSecret(fields.object("secret"), preset);
    fields.text("banner", preset.banner);
    fields.expect(QRegularExpression(preset.banner).isValid(), "banner", "a regular expression");
    fields.end();
}

void put(Ordered &object, const char *key, const QString &text)
{
    if (!text.isEmpty())
        object[key] = text.toStdString();
}

void put(Ordered &object, const char *key, const QStringList &texts)
{
    for (const QString &text : texts)
        object[key].push_back(text.toStdString());
}

void put(Ordered &object, const char *key, const Ordered &part)
{
    if (!part.empty())
        object[key] = part;
}

Ordered portJson(const NotebookPreset::Port &port)
{
    Ordered json{{"port", port.number}};
    if (port.isHttps)
        json["https"] = true;
    Ordered probe;
    put(probe, "path", port.probePath);
    if (port.probeStatuses != QList<int>{200}) {
        for (const int status : port.probeStatuses)
            probe["status"].push_back(status);
    }
    put(json, "probe", probe);
    return json;
}

Ordered userJson(const NotebookPreset::User &user)
{
    Ordered json;
    put(json, "name", user.name);
    if (user.uid >= 0)
        json["uid"] = user.uid;
    if (user.gid >= 0)
        json["gid"] = user.gid;
    put(json, "groups", user.groups);
    Ordered variables;
    put(variables, "uid", user.uidVariable);
    put(variables, "gid", user.gidVariable);
    put(json, "variables", variables);
    return json;
}

Ordered secretJson(const NotebookPreset &preset)
{
    Ordered json{{"kind", secretWords.at(std::size_t(preset.secret))}};
    put(json, "variable", preset.secretVariable);
    put(json, "login", preset.loginName);
    put(json, "note", preset.note);
    return json;
}

} // namespace

bool isPresetId(const QString &id)
{
    static const QRegularExpression form(u"^[a-z0-9][a-z0-9._-]{0,63}$"_s);
    return form.match(id).hasMatch();
}

tl::expected<NotebookPreset, QString> notebookPresetFromJson(const QByteArray &json, const QString &fileName)
{
    QString problem;
    if (json.size() > largestPreset)
        return tl::unexpected(u"%1 is too large for a preset."_s.arg(fileName));
    Json document;
    try {
        document = Json::parse(json.begin(), json.end());
    } catch (const Json::parse_error &error) {
        return tl::unexpected(jsonProblem(json, qsizetype(error.byte), fileName));
    } catch (const Json::out_of_range &) { // such as 1e999
        return tl::unexpected(u"%1: a number in it is too large."_s.arg(fileName));
    }
    NotebookPreset preset;
    PresetFields fields(document, {}, problem);
    readAll(fields, preset);
    if (!problem.isEmpty())
        return tl::unexpected(fileName + u": "_s + problem);
    return preset;
}

QByteArray notebookPresetToJson(const NotebookPreset &preset)
{
    Ordered json{{"id", preset.id.toStdString()}, {"title", preset.title.toStdString()}};
    put(json, "purpose", preset.purpose);
    put(json, "icon", preset.icon);
    put(json, "image", preset.image);
    for (const NotebookPreset::Port &port : preset.ports)
        json["ports"].push_back(portJson(port));
    put(json, "base", preset.basePath == u"/" ? QString() : preset.basePath);
    put(json, "open", preset.openPath);
    put(json, "folder", preset.folder);
    put(json, "user", userJson(preset.user));
    for (const RunForm::Pair &pair : preset.environment)
        json["environment"][pair.name.toStdString()] = pair.value.toStdString();
    put(json, "arguments", preset.arguments);
    put(json, "memory", preset.memory);
    put(json, "cpus", preset.cpus);
    put(json, "sharedMemory", preset.sharedMemory);
    if (preset.wantsGpu) {
        json["gpu"] = Ordered::object();
        put(json["gpu"], "image", preset.gpuImage);
    }
    json["secret"] = secretJson(preset);
    put(json, "banner", preset.banner);
    return QByteArray::fromStdString(json.dump(2, ' ', false, Ordered::error_handler_t::replace)) + '\n';
}

} // namespace models
