// SPDX-License-Identifier: Apache-2.0
// Long because the parts of a pane share what it shows; what each does is in a file of its own.
#pragma once

#include "models/log_filter.h"
#include "models/log_saver.h"
#include "models/log_search.h"
#include "models/log_sessions.h"
#include "models/log_text.h"
#include "models/merged_log.h"
#include "models/settings.h"
#include "ui/log_pane.h"

#include <QElapsedTimer>
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
    /// What is said while older lines are loading.
    void buildProgress();
    QToolButton *addButton(QAction *action);
    void addToMenu(const QList<QAction *> &group);
    void connectActions();
    void applySettings();
    /// Remembers `log` for this container and applies it.
    void keepSettings();
    void updateLegend();

    void showSession(models::LogSource *shown);
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

    // Copying: log_pane_copy.cpp
    void connectCopy();
    void copied(const QByteArray &utf8, qint64 missingLines);
    /// Another log is shown, or another part of it is wanted.
    void leaveCopy();

    // Saving: log_pane_save.cpp
    /// Asks for a file and writes the log, or the lines that pass the filter, to it.
    void askSave(bool filtered);
    void saveLater(const QString &path, bool filtered, const QPointer<models::LogSource> &asked);
    void startSave(const QString &path, bool filtered);
    void saveAllFromMemory();
    void saveEnded(const QString &error);
    /// The older lines that a save waits for won't come: says so.
    void abandonWaitingSave(const QString &what);
    /// Nothing more is heard of it; what is not complete is not kept.
    void dropSaver();
    [[nodiscard]] std::vector<models::LogSaver::Log> streamed(bool asShown) const;
    [[nodiscard]] const models::LogStart &shownStart() const;

    // Several containers: log_pane_merged.cpp
    void buildNames();
    void showMerged(const QStringList &ids);
    void nameMerged();
    void leaveMerged();

    // Times: log_pane_times.cpp
    void buildTimes();
    void applyTimes();
    /// Another log is shown: nothing more is asked about the one before.
    void leaveTimes();
    [[nodiscard]] models::LogMoment readMoment(const QString &typed) const;
    [[nodiscard]] models::LogStart start() const;
    // Single lines: log_pane_lines.cpp
    void buildLines();
    /// `filter`: of the document, and shown in its place; null: none.
    void showLinesOf(models::LogDocument *document, const models::LogFilter *filter);
    /// Selects a line and scrolls to it.
    void showLine(qint64 line);

    // A part of the lines: log_pane_filter.cpp
    void buildFilter();
    void filterSession();
    void updateFilterStatus();
    /// Gives the view the log or the part of it that passes.
    void showDocument();
    [[nodiscard]] models::LogDocument *shownDocument() const;
    [[nodiscard]] const models::LogFilterQuery &shownFilter() const;
    /// The place in shownDocument() of a line of the log.
    [[nodiscard]] qint64 shownLine(qint64 line) const;
    /// Why no line passes; empty when none was there, or there is no filter.
    [[nodiscard]] QString filterPlaceholder() const;

    class Times;
    class Lines;
    class Filtering;

    LogPane &q;
    models::EngineSession &engine;
    models::SettingsStore &settings;
    models::LogSessions sessions;
    std::unique_ptr<models::MergedLog> merged; ///< null: one container or none is shown
    QPointer<models::LogSource> session;
    models::LogSearch search;
    models::LogText text;
    QElapsedTimer copyTime;  ///< since the selection was asked for
    bool isCopyTold = false; ///< the notice is about it
    std::unique_ptr<models::LogSaver> saver;
    std::unique_ptr<QObject> shownContext; ///< dies with the connections to the session that is shown
    QString id, name;                      ///< of the container; the name may not be known
    models::LogPaneSettings log;
    std::optional<models::LogHit> currentHit;
    bool wantsFirstHit = false;
    qint64 notSaved = 0; ///< lines that were dropped here, and that the saver can't have from the engine

    LogView *view = nullptr;
    LogFindBar *findBar = nullptr;
    NoticeStrip *state = nullptr;  ///< about the log
    NoticeStrip *notice = nullptr; ///< about what the person asked for
    QLabel *progress = nullptr, *legend = nullptr;
    QToolButton *stopOlder = nullptr;
    QBoxLayout *tools = nullptr;
    Times *times = nullptr;
    Lines *lines = nullptr;
    Filtering *filtering = nullptr;
    QAction *follow = nullptr, *timestamps = nullptr, *wrap = nullptr, *colours = nullptr, *names = nullptr;
    QAction *startFrom = nullptr, *jump = nullptr, *older = nullptr, *beside = nullptr, *window = nullptr;
    QAction *findAction = nullptr, *filterAction = nullptr, *copy = nullptr, *selectAll = nullptr;
    QAction *save = nullptr, *clear = nullptr;
};

} // namespace ui
