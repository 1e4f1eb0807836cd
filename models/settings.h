// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
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
    bool timestamps = false, wrap = true, colours = true;
    bool operator==(const LogPaneSettings &) const = default;
};

/// Everything that is remembered between starts, typed and clamped.
struct Settings
{
    QByteArray windowGeometry, windowSplitter; ///< as Qt saves them
    QHash<QString, TableSettings> tables;      ///< by page id: "containers", "images"
    LogPaneSettings log;
    bool groupByProject = true;
    QString page = QStringLiteral("containers"); ///< last shown
    QString detailsTab = QStringLiteral("logs");
    QStringList recentEngines; ///< urls, newest first, at most 10
    QStringList recentPulls;   ///< references, newest first, at most 20
    bool operator==(const Settings &) const = default;
};

/// The settings as JSON, for the file. Values out of range are clamped both ways.
[[nodiscard]] QByteArray settingsToJson(const Settings &settings);
/// Reads what it can: what is missing or of the wrong type has its default. False when `json` is no JSON object.
[[nodiscard]] bool settingsFromJson(const QByteArray &json, Settings &settings);

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
