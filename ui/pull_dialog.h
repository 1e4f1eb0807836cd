// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialog.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace models {
class Actions;
class EngineSession;
class PullJob;
class SettingsStore;
} // namespace models

namespace ui {

class CommandPreview;
class FieldGrid;
class PullView;

/// "Pull an image": asks for a reference, then shows the pull. The job belongs to the Activity list and goes on when the dialog
/// is hidden; showJob() looks at one that runs or has ended.
class PullDialog : public Dialog
{
    Q_OBJECT
public:
    PullDialog(models::EngineSession &session, models::Actions &actions, models::SettingsStore &settings,
               QWidget *parent);

    void setReference(const QString &reference);
    void showJob(models::PullJob *job);
    /// The pull that is shown; null while a reference is asked for.
    [[nodiscard]] models::PullJob *job() const;

Q_SIGNALS:
    /// "Run…" after a pull.
    void runRequested(const QString &reference);

private:
    QWidget *makeForm();
    QWidget *makeProgress();
    void makeButtons();
    void checkReference();
    void startPull();
    void showForm();
    void showPage(int index);
    void refreshButtons();
    void remember(const QString &reference);
    [[nodiscard]] QStringList suggestions() const;
    [[nodiscard]] QString platform() const;

    models::EngineSession &m_session;
    models::Actions &m_actions;
    models::SettingsStore &m_settings;
    QStackedWidget *m_pages;
    FieldGrid *m_grid = nullptr;
    QComboBox *m_reference = nullptr;
    FieldGrid *m_moreGrid = nullptr;
    QComboBox *m_platform = nullptr;
    QLabel *m_title = nullptr;
    PullView *m_view = nullptr;
    CommandPreview *m_command;
    QPushButton *m_close = nullptr, *m_cancelPull = nullptr, *m_change = nullptr, *m_retry = nullptr, *m_run = nullptr,
                *m_pull = nullptr;
};

} // namespace ui
