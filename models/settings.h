// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

namespace models {

/// Everything that is remembered between starts, typed and clamped. Stored as JSON in
/// $XDG_CONFIG_HOME/longshore/settings.json (0600), written 500 ms after the last change and at quit; a file that can't be read is kept
/// beside as settings.json.broken and defaults apply. The only place that knows keys. UI thread.
struct TableSettings
{
    QStringList order;  ///< column ids in visual order
    QStringList hidden; ///< column ids
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

struct Settings
{
    QByteArray windowGeometry, windowSplitter; ///< as Qt saves them
    QHash<QString, TableSettings> tables;      ///< by page id: "containers", "images"
    LogPaneSettings log;
    bool groupByProject = true;
    QString page = QStringLiteral("containers"); ///< last shown
    QString detailsTab = QStringLiteral("logs");
    QStringList recentEngines;  ///< urls, newest first, at most 10
    QStringList recentPulls;    ///< references, newest first, at most 20
    bool operator==(const Settings &) const = default;
};

/// Loads, keeps and saves the settings.
class SettingsStore
{
public:
    /// `path` empty: the default place.
    explicit SettingsStore(const QString &path = {});
    ~SettingsStore();

    [[nodiscard]] const Settings &get() const { return m_settings; }
    /// Changes are saved later, in one write.
    Settings &edit();
    /// Writes now when something changed. Returns false (and logs why) when the file can't be written.
    bool flush();

private:
    QString m_path;
    Settings m_settings;
    bool m_dirty = false;
};

} // namespace models
