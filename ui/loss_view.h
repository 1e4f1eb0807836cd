// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/loss_check.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace models {
class Actions;
class Job;
} // namespace models

namespace ui {

class Bar;
class ToneLabel;

/// Which files go with containers, inside the box that asks before they are removed: looked for when it opens, the most precious
/// first, the rest counted. What the engine can't tell is said so. Offers to copy them out, or to make an image of the container.
/// Owned by the box; UI thread.
class LossView : public QWidget
{
    Q_OBJECT
public:
    LossView(models::EngineSession &session, const QList<engine::Container> &containers, models::Actions &actions,
             QWidget *parent);

Q_SIGNALS:
    /// Files are being saved: the containers must stay till then. Empty when they may go.
    void busyChanged(const QString &reason);

private:
    void layOut();
    void refresh();
    void refreshJob();
    void copyOut();
    void commit();
    void watch(models::Job *job);
    void jobEnded();
    void fillRows();
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString unknownText() const;

    models::EngineSession &m_session;
    models::Actions &m_actions;
    models::LossCheck *m_check;
    QPointer<models::Job> m_job; ///< that saves files now
    QLabel *m_headline;
    QWidget *m_rows;
    QVBoxLayout *m_rowsLayout;
    ToneLabel *m_rest;
    ToneLabel *m_unknown;
    Bar *m_bar;
    ToneLabel *m_outcome; ///< of the job
    QWidget *m_buttons;
    QPushButton *m_copyOut, *m_commit;
    bool m_hasSaved = false;
};

} // namespace ui
