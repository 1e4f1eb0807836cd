// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace models {
class EngineSession;
}

namespace ui {

class ToneIcon;

/// Stands over the pages while the engine does not answer: what happened, why, what to do, and buttons that do it. Owned by the
/// main window; UI thread.
class EngineBanner : public QWidget
{
    Q_OBJECT
public:
    explicit EngineBanner(models::EngineSession &session, QWidget *parent = nullptr);

    /// Whether the app can start an engine of its own.
    void setBuiltInEngineAvailable(bool available);

Q_SIGNALS:
    void builtInEngineRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    models::EngineSession &m_session;
    ToneIcon *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_copy;
    QPushButton *m_builtIn;
    QPushButton *m_retry;
    QString m_command;
    bool m_builtInAvailable = false;
};

} // namespace ui
