// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/request_handle.h"
#include "models/job.h"
#include "models/loopback_copy.h"
#include "models/recipe_question.h"

namespace models {

class EngineSession;

/// Makes a container anew that is published on this computer only, under the same name, with the same volumes and networks, and, for
/// a Jupyter server that has none, a token. The old one is kept, stopped, under another name: files that lie in it are not lost,
/// and it is put back when the new one can't be made or started. Owned by the Activity list; UI thread.
class RepublishJob : public Job
{
    Q_OBJECT
public:
    /// Starts at once. `wantsToken`: give a Jupyter server one.
    RepublishJob(EngineSession &session, const engine::Container &container, bool wantsToken,
                 QObject *parent = nullptr);

    /// Where the old one is kept: "lab-open".
    [[nodiscard]] static QString keptName(const QString &name);
    [[nodiscard]] static QString stopCommand(const QString &name);
    /// What docker would be told; secrets masked or not.
    [[nodiscard]] static QStringList commandsOf(const engine::Container &container, const RecipeSource &source,
                                                const LoopbackCopy &copy, bool takesSeveralNetworks, bool maskSecrets);

private:
    using Next = void (RepublishJob::*)();

    void inspected(const engine::Result<RecipeSource> &source);
    void stopOld();
    void renameOld();
    void createNew();
    void connectNew();
    void startNew();
    void done();
    void putBack(const engine::EngineError &error);
    void renameBack();
    void startOld();
    void failed();
    /// For a step that the next one follows; what went wrong before anything was changed only fails.
    [[nodiscard]] engine::Reply<void> then(Next next);

    EngineSession &m_session;
    const engine::Container m_container;
    const bool m_wantsToken;
    LoopbackCopy m_copy;
    QString m_newId;
    bool m_isStopped = false, m_isRenamed = false;
    engine::EngineError m_error;
    RecipeQuestion m_question;
    engine::RequestHandle m_call;
};

} // namespace models
