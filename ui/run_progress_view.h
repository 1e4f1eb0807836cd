// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QWidget>

#include <array>

class QLabel;

namespace models {
class RunJob;
}

namespace ui {

class Bar;
class PullView;
class ToneIcon;
class ToneLabel;

/// A run on its way: the steps Pull → Create → Start, with the bars of the layers while it pulls. How it ended is the run dialog's
/// to say.
class RunProgressView : public QWidget
{
    Q_OBJECT
public:
    explicit RunProgressView(QWidget *parent = nullptr);

    /// Null: nothing shown.
    void setJob(models::RunJob *job);

private:
    struct StepLabel
    {
        ToneIcon *icon = nullptr;
        ToneLabel *label = nullptr;
    };

    void refresh();

    QPointer<models::RunJob> m_job;
    QLabel *m_title;
    std::array<StepLabel, 3> m_steps;
    QLabel *m_status;
    Bar *m_bar;
    PullView *m_pull;
};

} // namespace ui
