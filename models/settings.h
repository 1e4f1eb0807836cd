// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_time.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

class QTimer;

namespace models {

/// How a table was left: nothing but column ids, so that columns may come and go between versions.
struct TableSettings
{
    QStringList order;          ///< column ids in visual order
    QStringList hidden;         ///< column ids
    QHash<QString, int> widths; ///< px, 30..2000
    QString sortColumn;
    bool sortDescending = false;
    bool operator==(const TableSettings &) const = default;
};

struct LogPaneSettings
{
    LogTimes times = LogTimes::None;
    bool wrap = true, colours = true;
    int startLines = 0; ///< only the newest so many; 0: all
    QString startSince; ///< only lines from then on, as typed: "10 min"; empty: all
    bool names = true;  ///< of the containers, in a log of several
    bool operator==(const LogPaneSettings &) const = default;
};

/// How the log of one container was left.
struct LogMemory
{
    QString container; ///< name
    LogPaneSettings log;
    bool operator==(const LogMemory &) const = default;
};

/// Everything that is remembered between starts, typed and clamped.
struct Settings
{
    QByteArray windowGeometry, windowSplitter, logWindowGeometry; ///< as Qt saves them
    QHash<QString, TableSettings> tables;                         ///< by page id: "containers", "images"
    LogPaneSettings log;              ///< of a container that has none of its own: as they were last chosen anywhere
    QList<LogMemory> logs;            ///< last changed first, at most 50
    QHash<QString, int> notebookIdle; ///< minutes without use after which it is stopped, by container name; 1..10080
    bool groupByProject = true;
    QString page = QStringLiteral("containers"); ///< last shown
    QString detailsTab = QStringLiteral("logs");
    QStringList recentEngines; ///< urls, newest first, at most 10
    QStringList recentPulls;   ///< references, newest first, at most 20
    QStringList recentFolders; ///< of notebooks, newest first, at most 10
    QString notebookKind;      ///< id of the preset that was launched last
    bool operator==(const Settings &) const = default;
};

/// The settings as JSON, for the file. Values out of range are clamped both ways.
[[nodiscard]] QByteArray settingsToJson(const Settings &settings);
/// Reads what it can: what is missing or of the wrong type has its default. False when `json` is no JSON object.
[[nodiscard]] bool settingsFromJson(const QByteArray &json, Settings &settings);

/// What a pane shows this container's log with.
[[nodiscard]] LogPaneSettings logSettings(const Settings &settings, const QString &container);
/// Remembers it, for this container and for those without settings of their own. An empty name: only for those.
void rememberLog(Settings &settings, const QString &container, const LogPaneSettings &log);

/// Loads, keeps and saves the settings, in $XDG_CONFIG_HOME/longshore/settings.json (0600): written 500 ms after the last change
/// and at the end; a file that can't be read is kept beside as settings.json.broken and defaults apply. Changes that make no
/// difference write nothing. UI thread.
class SettingsStore
{
public:
    /// `path` empty: the default place. May be made before the application object.
    explicit SettingsStore(const QString &path = {});
    ~SettingsStore();
    SettingsStore(const SettingsStore &) = delete;
    SettingsStore &operator=(const SettingsStore &) = delete;

    [[nodiscard]] const Settings &get() const { return m_settings; }
    /// Changes are saved later, in one write.
    Settings &edit();
    /// Writes now when something changed. Returns false (and logs why) when the file can't be written.
    bool flush();

private:
    void load();

    QString m_path;
    Settings m_settings;
    Settings m_saved; ///< what the file holds
    bool m_dirty = false;
    std::unique_ptr<QTimer> m_timer; ///< made by the first edit: timers need an application
};

} // namespace models
