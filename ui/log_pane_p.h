// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_saver.h"
#include "models/log_search.h"
#include "models/log_sessions.h"
#include "models/log_text.h"
#include "models/settings.h"
#include "ui/log_pane.h"

#include <QPointer>

#include <optional>

class QAction;
class QBoxLayout;
class QLabel;
class QToolButton;

namespace ui {

class LogFindBar;
class NoticeStrip;

/// What a LogPane consists of, and how its parts work together. Owned by it.
struct LogPane::Private
{
    Private(LogPane &owner, models::EngineSession &engine, models::SettingsStore &settings);
    ~Private();

    void build();
    void connectParts();
    void buildActions();
    void explainActions();
    void buildTools();
    QToolButton *addButton(QAction *action);
    void connectActions();
    void applySettings();
    /// Remembers `log` for this container and applies it.
    void keepSettings();
    void updateLegend();

    void showSession(models::LogSession *shown);
    /// What the pane says of the state the log is in.
    void updateState();
    void updateActions();
    [[nodiscard]] QString placeholder() const;
    [[nodiscard]] QString failureText() const;

    void startFind();
    void stopFind();
    void updateFind();
    void step(bool forward);
    [[nodiscard]] models::LogHit viewPlace() const;

    void startSave(const QString &path);
    void saveEnded(const QString &error);

    // Times: log_pane_times.cpp
    void buildTimes();
    void applyTimes();
    /// Another log is shown: nothing more is asked about the one before.
    void leaveTimes();
    [[nodiscard]] models::LogMoment readMoment(const QString &typed) const;
    [[nodiscard]] models::LogStart start() const;
    // Single lines: log_pane_lines.cpp
    void buildLines();
    void showLinesOf(models::LogDocument *document);
    /// Selects a line and scrolls to it.
    void showLine(qint64 line);

    class Times;
    class Lines;

    LogPane &q;
    models::EngineSession &engine;
    models::SettingsStore &settings;
    models::LogSessions sessions;
    QPointer<models::LogSession> session;
    models::LogSearch search;
    models::LogText text;
    std::unique_ptr<models::LogSaver> saver;
    std::unique_ptr<QObject> shownContext; ///< dies with the connections to the session that is shown
    QString id, name;                      ///< of the container; the name may not be known
    models::LogPaneSettings log;
    std::optional<models::LogHit> currentHit;
    bool wantsFirstHit = false;

    LogView *view = nullptr;
    LogFindBar *findBar = nullptr;
    NoticeStrip *state = nullptr;  ///< about the log
    NoticeStrip *notice = nullptr; ///< about what the person asked for
    QLabel *progress = nullptr;
    QLabel *legend = nullptr;
    QBoxLayout *tools = nullptr;
    Times *times = nullptr;
    Lines *lines = nullptr;
    QAction *startFrom = nullptr;
    QAction *jump = nullptr;
    QAction *beside = nullptr;
    QAction *window = nullptr;
    QAction *follow = nullptr;
    QAction *timestamps = nullptr;
    QAction *wrap = nullptr;
    QAction *colours = nullptr;
    QAction *findAction = nullptr;
    QAction *copy = nullptr;
    QAction *selectAll = nullptr;
    QAction *save = nullptr;
    QAction *clear = nullptr;
};

} // namespace ui
