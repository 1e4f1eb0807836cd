// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/engine_client.h"
#include "models/notebook.h"
#include "models/notebook_status.h"

#include <QObject>

namespace models {

/// Asks a server that tells it (Jupyter, code-server) through its published port how it is used, one question after the other, so that
/// none of them counts as use: the server is not kept awake by being looked at. Asks once for each call; who wants to know more
/// often calls again. Owned by who asks; UI thread.
class NotebookProbe : public QObject
{
    Q_OBJECT
public:
    enum class Depth { Activity, Everything }; ///< Activity: what decides whether it is idle

    explicit NotebookProbe(engine::EngineClient &client, QObject *parent = nullptr);

    /// Whether it tells how it is used: Jupyter and code-server do.
    [[nodiscard]] static bool canAsk(const Notebook &notebook);
    /// What was asked before is given up.
    void ask(const Notebook &notebook, Depth depth);
    void stop() { m_call.abort(); }
    [[nodiscard]] bool isAsking() const { return m_call.isActive(); }

Q_SIGNALS:
    void answered(const models::NotebookStatus &status);
    /// Why it can't be asked, as a sentence without secrets.
    void failed(const QString &reason);

private:
    void askNext();
    [[nodiscard]] bool readBeat(const QByteArray &body);
    void take(const engine::Result<engine::WebAnswer> &answer);

    engine::EngineClient &m_client;
    engine::RequestHandle m_call;
    Notebook m_notebook;
    NotebookStatus m_status;
    int m_question = 0, m_questions = 0;
};

} // namespace models
