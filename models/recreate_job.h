// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/request_handle.h"
#include "models/job.h"
#include "models/recreate_plan.h"

#include <QTimer>

namespace models {

class EngineSession;
class PullJob;

/// Puts a new container in the place of one: pull what is missing, stop the old one, set it aside under another name, make the new
/// one under its name, start it when that is wanted, see it stay up for a moment, and only then remove the old one (its volumes
/// stay). Whatever goes wrong before that, the new one goes and the old one is back as it was: name, and running or paused when it
/// was. Its message tells what the engine says of the old one then. Made by Actions, owned by the Activity list; UI thread.
class RecreateJob : public Job
{
    Q_OBJECT
public:
    /// Starts at once. The form is expected to be checked (checkRunForm).
    RecreateJob(EngineSession &session, const RecreatePlan &plan, QObject *parent = nullptr);
    ~RecreateJob() override;

    /// Where the old one stands meanwhile: "web-old", or "web-old-2" when that is taken.
    [[nodiscard]] static QString asideName(const QString &name, const QStringList &takenNames);
    /// What docker would be told; secrets masked or not.
    [[nodiscard]] static QStringList commandsOf(const RecreatePlan &plan, const QString &aside, bool maskSecrets);
    [[nodiscard]] const QString &newId() const { return m_newId; } ///< set once created

    bool canCancel() const override; ///< only before anything has happened to the old one
    void cancel() override;
    QString lossWhenQuit() const override;

private:
    using Next = void (RecreateJob::*)();

    void inspected(const engine::Result<engine::ContainerDetails> &details);
    void showCommands(const engine::ContainerDetails &details);
    void lookForImage();
    void pull();
    void beginWithOld();
    void stopOld();
    void renameOld();
    void createNew();
    void joinNetworks();
    void startOrEnd();
    void startNew();
    void watchNew();
    void lookAtNew(const engine::Result<engine::ContainerDetails> &details);
    void removeOld();
    void done(const QString &addition);
    void putBack(const engine::EngineError &error);
    void putBack(const QString &problem, const QString &details);
    void renameBack();
    void startOld();
    void pauseOld();
    void askOld();
    void tellOld(const engine::Result<engine::ContainerDetails> &details);
    /// For a step that the next one follows.
    [[nodiscard]] engine::Reply<void> then(Next next);
    [[nodiscard]] QString newName() const;

    EngineSession &m_session;
    const RecreatePlan m_plan;
    const QString m_aside;
    PullJob *m_pull = nullptr; ///< child
    QList<NetworkJoin> m_joins;
    QString m_newId, m_problem, m_details;
    bool m_hasBegun = false; ///< something was done to the old one
    bool m_wasUp = false, m_wasPaused = false, m_isRenamed = false, m_hasEnded = false;
    QTimer m_settle;
    engine::RequestHandle m_call; // last: its end must not meet a half-destroyed job
};

} // namespace models
