// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <memory>

class QLabel;
class QStackedLayout;

namespace models {
class EngineSession;
} // namespace models

namespace ui {

class PlotWidget;

/// The Stats tab: CPU, memory, network and block I/O of one container over the last ten minutes. Watches the engine only while it is
/// visible and the container runs. UI thread.
class StatsView : public QWidget
{
    Q_OBJECT
public:
    explicit StatsView(models::EngineSession &session, QWidget *parent = nullptr);
    ~StatsView() override;

    /// Empty: nothing is selected.
    void setContainer(const QString &id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void follow();
    void refill();

    models::EngineSession &m_session;
    QString m_id;
    std::shared_ptr<void> m_watch; ///< the stream lives as long as this
    QStackedLayout *m_stack;
    QLabel *m_message;
    PlotWidget *m_cpu, *m_memory, *m_network, *m_block;
};

} // namespace ui
