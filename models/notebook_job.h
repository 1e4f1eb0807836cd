// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"
#include "models/job.h"
#include "models/notebook_plan.h"

#include <QUrl>

#include <functional>
#include <memory>

namespace engine {
struct WebAnswer;
}

namespace models {

class EngineSession;
class PullJob;

/// How long a notebook may take to answer.
struct NotebookTimings
{
    int limitMs = 180'000;
    int intervalMs = 400; ///< between two questions whether it is ready
    int questionMs = 3000;
};

/// From the plan to an open notebook: pull, create, start (a RunJob), then wait until the server answers. Whatever goes wrong, the
/// container that it made is removed again; no other container and no image is touched. A host port that somebody took at the last
/// moment is replaced once, unless a person chose it. Holds the secret: never in titles, texts or commands. UI thread.
class NotebookJob : public Job
{
    Q_OBJECT
public:
    enum class Step { Pull, Create, Start, Wait, Done };

    /// Starts at once. The plan's form is expected to be checked (checkRunForm).
    NotebookJob(EngineSession &session, const NotebookPlan &plan, const NotebookTimings &timings = {},
                QObject *parent = nullptr);
    ~NotebookJob() override;

    [[nodiscard]] Step step() const;
    [[nodiscard]] PullJob *pull() const;              ///< null when nothing had to be pulled
    [[nodiscard]] const QString &containerId() const; ///< set once it runs
    [[nodiscard]] const NotebookPlan &plan() const;   ///< its port is the one that is used
    [[nodiscard]] QUrl address() const;               ///< for the browser, with the token
    [[nodiscard]] const QString &secret() const;      ///< empty: there is none
    /// What a person should know although it is ready: "… can't be written".
    [[nodiscard]] const QStringList &warnings() const;
    /// The field of the plan's form that the failure is about, see RunJob; and a port that is free instead, 0: none.
    [[nodiscard]] QString failedField() const;
    [[nodiscard]] quint16 offeredPort() const;

    bool canCancel() const override;
    void cancel() override;
    bool canRetry() const override { return state() == State::Failed || state() == State::Cancelled; }
    QString lossWhenQuit() const override;

private:
    void startRun();
    void runChanged();
    void runEnded();
    void runFailed();
    void wait();
    void watchExit();
    void askWhetherReady();
    void tookAnswer(const engine::Result<engine::WebAnswer> &answer);
    void exited(int code);
    void gaveUp();
    void engineLost(const engine::EngineError &error);
    void readLastLines(const QString &explanation);
    void checkToken();
    void checkFolder();
    void endExec(const QString &execId);
    void ready();
    void takeBack(const std::function<void()> &then);
    void failCleaned(const QString &explanation, const QString &details);
    [[nodiscard]] QString masked(const QString &text) const;
    [[nodiscard]] QString shownName() const;

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
