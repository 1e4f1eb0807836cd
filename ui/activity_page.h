// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace models {
class Actions;
class JobsModel;
} // namespace models

namespace ui {

/// The Activity page: every job with its bar, result, docker command, Cancel, Retry, Copy command and Copy details.
class ActivityPage : public QWidget
{
    Q_OBJECT
public:
    ActivityPage(models::JobsModel &jobs, models::Actions &actions, QWidget *parent = nullptr);

private:
    models::JobsModel &m_jobs;
    models::Actions &m_actions;
};

} // namespace ui
