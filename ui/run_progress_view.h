// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <vector>

class QLabel;

namespace models {
class Job;
class PullJob;
} // namespace models

namespace ui {

class Bar;
class PullView;
class ToneIcon;
class ToneLabel;

/// A job on its way through its steps, the first of which is to pull: then the bars of the layers are shown. How it ended is its
/// dialog's to say.
class RunProgressView : public QWidget
{
    Q_OBJECT
public:
    struct Progress
    {
        int step = 0;                    ///< as many as there are steps: done
        models::PullJob *pull = nullptr; ///< null when nothing had to be pulled
    };

    explicit RunProgressView(const QStringList &steps, QWidget *parent = nullptr);

    /// Null: nothing shown. `progress` is asked while the job lives.
    void setJob(models::Job *job, std::function<Progress()> progress = {});

private:
    struct StepLabel
    {
        ToneIcon *icon = nullptr;
        ToneLabel *label = nullptr;
    };

    void refresh();

    QPointer<models::Job> m_job;
    std::function<Progress()> m_progress;
    QLabel *m_title;
    std::vector<StepLabel> m_steps;
    QLabel *m_status;
    Bar *m_bar;
    PullView *m_pull;
};

} // namespace ui
