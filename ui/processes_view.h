// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/request_handle.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedLayout;
class QTreeWidget;

namespace models {
class EngineSession;
} // namespace models

namespace ui {

/// The Processes tab: what runs inside the container, as `docker top` tells. Asks every two seconds, only while it is visible and
/// the container runs. UI thread.
class ProcessesView : public QWidget
{
    Q_OBJECT
public:
    explicit ProcessesView(models::EngineSession &session, QWidget *parent = nullptr);

    /// Empty: nothing is selected.
    void setContainer(const QString &id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void follow();
    void ask();
    void show(const engine::ProcessList &list);
    void say(const QString &message);

    models::EngineSession &m_session;
    QString m_id;
    QTimer m_timer;
    engine::RequestHandle m_request;
    QStackedLayout *m_stack;
    QLabel *m_message;
    QTreeWidget *m_table;
};

} // namespace ui
