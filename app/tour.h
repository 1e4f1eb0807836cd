// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilot.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTimer>
#include <QUrl>

#include <functional>

namespace app {

/// `--tour FOLDER`: the app does its main job by itself, through its own widgets and on the engine that it is connected to:
/// pull a notebook image, run it with a port, read its log, open it, stop it, remove it. Prints each step with its time,
/// leaves numbered pictures in FOLDER, and stops at the first step that does not come to its end in time. The browser is
/// replaced by a fetch of the address, which has to answer. Owned by main; UI thread.
class Tour : public QObject
{
    Q_OBJECT
public:
    Tour(QWidget &window, const QString &folder, QObject *parent = nullptr);
    ~Tour() override;

    void start();

Q_SIGNALS:
    void finished(bool ok);

private:
    /// Something to do or to wait for: asked again and again until it says true.
    struct Moment
    {
        QString what;
        std::function<bool()> passed;
    };
    struct Step
    {
        QString title;
        int seconds;
        QList<Moment> moments;
    };

    void planPull();
    void planRun();
    void planLook();
    void planEnd();
    [[nodiscard]] Moment press(const QString &button);
    [[nodiscard]] Moment type(const QString &field, const QString &text);
    [[nodiscard]] Moment shoot(const QString &name);
    [[nodiscard]] Moment rowSays(const QString &table, const QString &row, const QString &part);
    [[nodiscard]] Moment still(int ms);

    void poll();
    void stepDone();
    void fail();
    void savePicture(const QString &name);
    bool offeredWithToken();
    bool fetched();

    Pilot m_pilot;
    QString m_folder;
    QList<Step> m_steps;
    qsizetype m_step = 0;
    qsizetype m_moment = 0;
    int m_pictures = 0;
    QTimer m_timer;
    QElapsedTimer m_clock; ///< of the step
    QElapsedTimer m_stillFor;
    QProcess m_fetch;
};

} // namespace app
