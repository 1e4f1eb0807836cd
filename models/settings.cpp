// SPDX-License-Identifier: Apache-2.0
#include "models/settings.h"

#include "engine-client/json/fields.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTimer>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using engine::json::member;
using Json = nlohmann::json;

namespace models {

namespace {

Q_LOGGING_CATEGORY(log, "longshore.settings")

constexpr int saveDelayMs = 500;
constexpr int narrowestColumn = 30;
constexpr int widestColumn = 2000;
constexpr qsizetype maxRecentEngines = 10;
constexpr qsizetype maxRecentPulls = 20;
constexpr qsizetype maxRecentFolders = 10;
constexpr qsizetype maxLogs = 50;
constexpr int mostStartLines = 1'000'000;
constexpr qint64 largestFile = 1 << 20;

QString textOf(const Json &value)
{
    return value.is_string() ? QString::fromStdString(value.get_ref<const std::string &>()) : QString();
}

void read(const Json &object, const char *key, QString &into)
{
    if (const QString text = textOf(member(object, key)); !text.isEmpty())
        into = text;
}

void read(const Json &object, const char *key, bool &into)
{
    if (const Json &value = member(object, key); value.is_boolean())
        into = value.get<bool>();
}

void read(const Json &object, const char *key, QByteArray &into)
{
    into = QByteArray::fromBase64(textOf(member(object, key)).toLatin1());
}

void read(const Json &object, const char *key, QStringList &into, qsizetype atMost)
{
    const Json &list = member(object, key);
    if (!list.is_array())
        return;
    for (const Json &value : list) {
        const QString text = textOf(value);
        if (!text.isEmpty() && !into.contains(text) && into.size() < atMost)
            into += text;
    }
}

constexpr qsizetype maxColumns = 100;

TableSettings tableFrom(const Json &object)
{
    TableSettings table;
    read(object, "order", table.order, maxColumns);
    read(object, "hidden", table.hidden, maxColumns);
    read(object, "sortColumn", table.sortColumn);
    read(object, "sortDescending", table.sortDescending);
    if (const Json &widths = member(object, "widths"); widths.is_object()) {
        for (const auto &[id, width] : widths.items()) {
            if (width.is_number())
                table.widths.insert(
                    QString::fromStdString(id),
                    static_cast<int>(std::clamp<double>(width.get<double>(), narrowestColumn, widestColumn)));
        }
    }
    return table;
}

Json listOf(const QStringList &list)
{
    Json array = Json::array();
    for (const QString &text : list)
        array.push_back(text.toStdString());
    return array;
}

Json objectOf(const TableSettings &table)
{
    Json widths = Json::object();
    for (auto width = table.widths.cbegin(); width != table.widths.cend(); ++width)
        widths[width.key().toStdString()] = std::clamp(width.value(), narrowestColumn, widestColumn);
    return {{"order", listOf(table.order)},
            {"hidden", listOf(table.hidden)},
            {"widths", widths},
            {"sortColumn", table.sortColumn.toStdString()},
            {"sortDescending", table.sortDescending}};
}

constexpr std::array timesWords{"none", "local", "utc", "age"}; // in the order of LogTimes

LogPaneSettings logFrom(const Json &object)
{
    LogPaneSettings log;
    const std::string times = textOf(member(object, "times")).toStdString();
    for (std::size_t i = 0; i < timesWords.size(); ++i)
        log.times = times == timesWords[i] ? LogTimes(i) : log.times;
    bool hadTimes = false; // of versions that knew no others
    read(object, "timestamps", hadTimes);
    if (hadTimes)
        log.times = LogTimes::Local;
    read(object, "wrap", log.wrap);
    read(object, "colours", log.colours);
    read(object, "names", log.names);
    if (const Json &lines = member(object, "startLines"); lines.is_number())
        log.startLines = int(std::clamp<double>(lines.get<double>(), 0, mostStartLines));
    read(object, "startSince", log.startSince);
    return log;
}

Json objectOf(const LogPaneSettings &log)
{
    return {{"times", timesWords[std::size_t(log.times)]},
            {"wrap", log.wrap},
            {"colours", log.colours},
            {"names", log.names},
            {"startLines", std::clamp(log.startLines, 0, mostStartLines)},
            {"startSince", log.startSince.toStdString()}};
}

QList<LogMemory> logsFrom(const Json &list)
{
    QList<LogMemory> logs;
    if (!list.is_array())
        return logs;
    for (const Json &entry : list) {
        const QString container = textOf(member(entry, "container"));
        const bool isKnown = std::any_of(logs.cbegin(), logs.cend(),
                                         [&](const LogMemory &memory) { return memory.container == container; });
        if (!container.isEmpty() && !isKnown && logs.size() < maxLogs)
            logs.append({container, logFrom(entry)});
    }
    return logs;
}

Json arrayOf(const QList<LogMemory> &logs)
{
    Json array = Json::array();
    for (const LogMemory &memory : logs.mid(0, maxLogs)) {
        Json entry = objectOf(memory.log);
        entry["container"] = memory.container.toStdString();
        array.push_back(std::move(entry));
    }
    return array;
}

constexpr int mostIdleMinutes = 7 * 24 * 60;
constexpr qsizetype mostIdleLimits = 200;

QHash<QString, int> idleFrom(const Json &object)
{
    QHash<QString, int> limits;
    if (!object.is_object())
        return limits;
    for (const auto &[name, minutes] : object.items()) {
        if (minutes.is_number() && !name.empty() && limits.size() < mostIdleLimits)
            limits.insert(QString::fromStdString(name),
                          int(std::clamp<double>(minutes.get<double>(), 1, mostIdleMinutes)));
    }
    return limits;
}

Json objectOf(const QHash<QString, int> &limits)
{
    Json object = Json::object();
    for (auto limit = limits.cbegin(); limit != limits.cend(); ++limit)
        object[limit.key().toStdString()] = std::clamp(limit.value(), 1, mostIdleMinutes);
    return object;
}

QString defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/longshore/settings.json"_s;
}

} // namespace

QByteArray settingsToJson(const Settings &settings)
{
    Json tables = Json::object();
    for (auto table = settings.tables.cbegin(); table != settings.tables.cend(); ++table)
        tables[table.key().toStdString()] = objectOf(table.value());
    const Json json = {
        {"windowGeometry", settings.windowGeometry.toBase64().toStdString()},
        {"windowSplitter", settings.windowSplitter.toBase64().toStdString()},
        {"logWindowGeometry", settings.logWindowGeometry.toBase64().toStdString()},
        {"tables", tables},
        {"log", objectOf(settings.log)},
        {"logs", arrayOf(settings.logs)},
        {"notebookIdle", objectOf(settings.notebookIdle)},
        {"groupByProject", settings.groupByProject},
        {"page", settings.page.toStdString()},
        {"detailsTab", settings.detailsTab.toStdString()},
        {"recentEngines", listOf(settings.recentEngines.mid(0, maxRecentEngines))},
        {"recentPulls", listOf(settings.recentPulls.mid(0, maxRecentPulls))},
        {"recentFolders", listOf(settings.recentFolders.mid(0, maxRecentFolders))},
        {"notebookKind", settings.notebookKind.toStdString()},
    };
    return QByteArray::fromStdString(json.dump(2, ' ', false, Json::error_handler_t::replace)) + '\n';
}

bool settingsFromJson(const QByteArray &text, Settings &settings)
{
    const Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_object())
        return false;
    read(json, "windowGeometry", settings.windowGeometry);
    read(json, "windowSplitter", settings.windowSplitter);
    read(json, "logWindowGeometry", settings.logWindowGeometry);
    if (const Json &tables = member(json, "tables"); tables.is_object()) {
        for (const auto &[page, table] : tables.items())
            settings.tables.insert(QString::fromStdString(page), tableFrom(table));
    }
    settings.log = logFrom(member(json, "log"));
    settings.logs = logsFrom(member(json, "logs"));
    settings.notebookIdle = idleFrom(member(json, "notebookIdle"));
    read(json, "groupByProject", settings.groupByProject);
    read(json, "page", settings.page);
    read(json, "detailsTab", settings.detailsTab);
    read(json, "recentEngines", settings.recentEngines, maxRecentEngines);
    read(json, "recentPulls", settings.recentPulls, maxRecentPulls);
    read(json, "recentFolders", settings.recentFolders, maxRecentFolders);
    read(json, "notebookKind", settings.notebookKind);
    return true;
}

LogPaneSettings logSettings(const Settings &settings, const QString &container)
{
    for (const LogMemory &memory : settings.logs) {
        if (memory.container == container)
            return memory.log;
    }
    LogPaneSettings log = settings.log;
    log.startLines = 0; // where a log starts is a matter of that log
    log.startSince.clear();
    return log;
}

void rememberLog(Settings &settings, const QString &container, const LogPaneSettings &log)
{
    settings.log = log;
    if (container.isEmpty())
        return;
    settings.logs.removeIf([&](const LogMemory &memory) { return memory.container == container; });
    settings.logs.prepend({container, log});
    if (settings.logs.size() > maxLogs)
        settings.logs.resize(maxLogs);
}

SettingsStore::SettingsStore(const QString &path) : m_path(path.isEmpty() ? defaultPath() : path)
{
    load();
    m_saved = m_settings;
}

SettingsStore::~SettingsStore()
{
    flush();
}

void SettingsStore::load()
{
    QFile file(m_path);
    if (!file.exists())
        return;
    const bool isRead = file.open(QIODevice::ReadOnly) && settingsFromJson(file.read(largestFile), m_settings);
    file.close();
    if (isRead)
        return;
    qCWarning(log) << "The settings can't be read; defaults apply, the file is kept as" << m_path + u".broken"_s;
    QFile::remove(m_path + u".broken"_s);
    QFile::rename(m_path, m_path + u".broken"_s);
}

Settings &SettingsStore::edit()
{
    m_dirty = true;
    if (!m_timer && QCoreApplication::instance()) {
        m_timer = std::make_unique<QTimer>();
        m_timer->setSingleShot(true);
        m_timer->setInterval(saveDelayMs);
        QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this] { flush(); });
    }
    if (m_timer)
        m_timer->start();
    return m_settings;
}

bool SettingsStore::flush()
{
    if (m_timer)
        m_timer->stop();
    if (!m_dirty)
        return true;
    m_dirty = false;
    if (m_settings == m_saved)
        return true;
    const QFileInfo place(m_path);
    QDir().mkpath(place.absolutePath());
    QSaveFile file(m_path);
    // The file is private from its first byte on: it names folders and engines.
    const bool isWritten = file.open(QIODevice::WriteOnly) &&
                           file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
                           file.write(settingsToJson(m_settings)) > 0 && file.commit();
    if (!isWritten) {
        qCWarning(log) << "The settings can't be written to" << m_path << ":" << file.errorString();
        m_dirty = true;
        return false;
    }
    m_saved = m_settings;
    return true;
}

} // namespace models
