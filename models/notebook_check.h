// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/notebook.h"

#include <QObject>

namespace models {

/// How it stands with a notebook before the browser is sent to it, in words for a notification. No secret is in them.
struct NotebookVerdict
{
    enum class Kind { Ready, Starting, Refused, SomebodyElse, NoAnswer, Unreachable };
    Kind kind = Kind::Ready;
    QString title, text; ///< empty when Ready
};

/// Asks the server behind a notebook's address whether it is the one of the container, is ready, and takes our token: another
/// program may hold the port, and it must neither get the token in an address nor be taken for the notebook. At most two small
/// questions, none of which counts as activity. Owned by who opens notebooks; UI thread.
class NotebookCheck : public QObject
{
    Q_OBJECT
public:
    explicit NotebookCheck(engine::EngineClient &client, QObject *parent = nullptr);

    /// `name`: of the container. What was asked before is given up.
    void start(const QString &name, const Notebook &notebook);

Q_SIGNALS:
    /// Once for each start that was not given up.
    void done(const models::NotebookVerdict &verdict);

private:
    void ask(const QString &path, bool withToken,
             void (NotebookCheck::*take)(const engine::Result<engine::WebAnswer> &));
    void takeFirst(const engine::Result<engine::WebAnswer> &answer);
    void takeJupyter(const engine::WebAnswer &answer);
    void takeVersion(const engine::Result<engine::WebAnswer> &answer);
    void notAnswered(const engine::EngineError &error);
    void end(NotebookVerdict::Kind kind);

    engine::EngineClient &m_client;
    engine::RequestHandle m_call;
    Notebook m_notebook;
    QString m_name;
    bool m_wasRefused = false; ///< our token, by whoever answers
};

} // namespace models
