// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_probe.h"

#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

struct Question
{
    const char16_t *path;
    bool (*read)(const QByteArray &body, NotebookStatus &status);
    bool isNeeded; ///< the others are left out by some servers
};

bool takeVersion(const QByteArray &body, NotebookStatus &status)
{
    status.version = readServerVersion(body);
    return true;
}

/// The first two tell whether it is idle.
constexpr std::array questions{Question{u"api/status", readServerStatus, true},
                               Question{u"api/kernels", readKernels, true},
                               Question{u"api/sessions", readSessions, false},
                               Question{u"api/terminals", readTerminals, false}, Question{u"api", takeVersion, false}};
constexpr int activityQuestions = 2;
constexpr qsizetype largestAnswer = qsizetype{1} << 20;

} // namespace

NotebookProbe::NotebookProbe(engine::EngineClient &client, QObject *parent) : QObject(parent), m_client(client)
{}

bool NotebookProbe::canAsk(const Notebook &notebook)
{
    return (notebook.isJupyter() || notebook.kind == Notebook::Kind::CodeServer) && notebook.url.isValid();
}

void NotebookProbe::ask(const Notebook &notebook, Depth depth)
{
    m_notebook = notebook;
    m_status = {};
    m_question = 0;
    m_questions = !notebook.isJupyter() ? 1 : depth == Depth::Activity ? activityQuestions : int(questions.size());
    askNext();
}

void NotebookProbe::askNext()
{
    engine::WebRequest request;
    request.url = m_notebook.apiUrl(m_notebook.isJupyter() ? QString::fromUtf16(questions[std::size_t(m_question)].path)
                                                           : u"healthz"_s);
    // Of the first and the last it is known that they don't count.
    if (m_question > 0 && m_question + 1 < int(questions.size()))
        request.url.setQuery(u"no_track_activity=1"_s);
    request.maxBody = largestAnswer;
    request.operation = u"ask how the notebook is used"_s;
    if (m_notebook.isJupyter() && !m_notebook.secret.isEmpty())
        request.headers.append({"Authorization", "token " + m_notebook.secret.toUtf8()});
    m_call =
        m_client.web().ask(request, this, [this](const engine::Result<engine::WebAnswer> &answer) { take(answer); });
}

/// No browser ever came: it was used last when it was started.
bool NotebookProbe::readBeat(const QByteArray &body)
{
    if (!readHeartbeat(body, m_status))
        return false;
    m_status.started = m_notebook.startedAt;
    if (m_notebook.startedAt.isValid() &&
        (!m_status.lastActivity.isValid() || m_status.lastActivity < m_notebook.startedAt))
        m_status.lastActivity = m_notebook.startedAt;
    return true;
}

void NotebookProbe::take(const engine::Result<engine::WebAnswer> &answer)
{
    const Question &question = questions[std::size_t(m_question)];
    const bool isWhole = answer && answer->status == 200 && !answer->cut;
    const bool isRead =
        isWhole && (m_notebook.isJupyter() ? question.read(answer->body, m_status) : readBeat(answer->body));
    if (!isRead && question.isNeeded) {
        const bool isRefused = answer && (answer->status == 401 || answer->status == 403 || answer->status == 302);
        Q_EMIT failed(!answer ? u"The server doesn't answer."_s
                      : isRefused
                          ? u"The server can't be asked: it wants a login that is not known here."_s
                          : u"The server can't be asked: it doesn't answer as %1 does."_s.arg(
                                m_notebook.isJupyter() ? u"a Jupyter server"_s : notebookKind(m_notebook.kind)));
        return;
    }
    if (++m_question < m_questions)
        askNext();
    else
        Q_EMIT answered(m_status);
}

} // namespace models

#include "moc_notebook_probe.cpp"
