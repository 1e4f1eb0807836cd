// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QModelIndex;
class QPushButton;
class QTabBar;
class QTableView;

namespace models {
class Actions;
class Job;
class JobsModel;
class SettingsStore;
} // namespace models

namespace ui {

class CommandPreview;
class OutcomePanel;
class ToneLabel;

/// The Activity page: every job with its bar, result, docker command, Cancel, Retry, Copy command and Copy details; and the list of
/// all commands.
class ActivityPage : public QWidget
{
    Q_OBJECT
public:
    ActivityPage(models::JobsModel &jobs, models::Actions &actions, models::SettingsStore &settings,
                 QWidget *parent = nullptr);

Q_SIGNALS:
    /// "Show": the dialog of a pull, a run's pull or a launch is wanted. CommandPresenter::showJob answers it.
    void showRequested(models::Job *job);

private:
    QWidget *makeHeader();
    QWidget *makeDetails();
    QWidget *makeViews(QWidget *jobs);
    QPushButton *addButton(QWidget *parent, const QString &iconName, const QString &text, void (ActivityPage::*slot)());
    void restoreColumns();
    void rememberColumns();
    void selectNewest();
    void refresh();
    void refreshChanged(const QModelIndex &first, const QModelIndex &last);
    void refreshDetails();
    void openMenu(const QPoint &position);
    void cancel();
    void retry();
    void showJob();
    void copyCommand();
    void copyDetails();
    void copyScript();
    void clearFinished();
    [[nodiscard]] models::Job *current() const;
    /// What a dialog can show of a job: itself, or the pull of a run; null when none.
    [[nodiscard]] static models::Job *shownOf(models::Job *job);

    models::JobsModel &m_jobs;
    models::Actions &m_actions;
    models::SettingsStore &m_settings;
    QTableView *m_table;
    QTabBar *m_tabs = nullptr;
    QWidget *m_body = nullptr, *m_empty = nullptr, *m_details = nullptr;
    QLabel *m_title = nullptr;
    ToneLabel *m_times = nullptr;
    OutcomePanel *m_outcome = nullptr;
    CommandPreview *m_command = nullptr;
    QPushButton *m_cancel = nullptr, *m_retry = nullptr, *m_show = nullptr, *m_copyCommand = nullptr,
                *m_copyDetails = nullptr, *m_script = nullptr, *m_clear = nullptr;
};

} // namespace ui
