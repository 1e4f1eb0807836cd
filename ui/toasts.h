// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace models {
class Actions;
class Job;
class JobsModel;
} // namespace models

namespace ui {

class Toast;
enum class Tone;

/// Notifications in the window's lower right corner: a job that is done goes after five seconds, one that failed stays until it is
/// closed. Never takes the focus. Child of the widget it lies over, owned by it; UI thread.
class Toasts : public QWidget
{
    Q_OBJECT
public:
    Toasts(models::JobsModel &jobs, models::Actions &actions, QWidget *over);

    /// While the Activity list is in front it tells of successes itself, and nothing may lie over it.
    void setListShown(bool shown);
    /// Something short that is no job ("Copied").
    void say(const QString &text);
    /// Something that is no job and stays until it is closed, for buttons to be added.
    Toast &tell(Tone tone, const QString &headline, const QString &text);

Q_SIGNALS:
    /// "Show" was pressed.
    void activityRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showJob(models::Job *job);
    void add(QWidget *toast, bool stays);
    void close(QWidget *toast);
    void place();

    models::Actions &m_actions;
    QVBoxLayout *m_column;
    QList<QWidget *> m_toasts;
    QList<QWidget *> m_successes; ///< those of m_toasts that tell of a success
    bool m_isListShown = false;
};

} // namespace ui
