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

void NotebookProbe::ask(const Notebook &notebook, Depth depth)
{
    m_notebook = notebook;
    m_status = {};
    m_question = 0;
    m_questions = depth == Depth::Activity ? activityQuestions : int(questions.size());
    askNext();
}

void NotebookProbe::askNext()
{
    engine::WebRequest request;
    request.url = m_notebook.apiUrl(QString::fromUtf16(questions[std::size_t(m_question)].path));
    // Of the first and the last it is known that they don't count.
    if (m_question > 0 && m_question + 1 < int(questions.size()))
        request.url.setQuery(u"no_track_activity=1"_s);
    request.maxBody = largestAnswer;
    request.operation = u"ask how the notebook is used"_s;
    if (!m_notebook.secret.isEmpty())
        request.headers.append({"Authorization", "token " + m_notebook.secret.toUtf8()});
    m_call =
        m_client.web().ask(request, this, [this](const engine::Result<engine::WebAnswer> &answer) { take(answer); });
}

void NotebookProbe::take(const engine::Result<engine::WebAnswer> &answer)
{
    const Question &question = questions[std::size_t(m_question)];
    const bool isRead = answer && answer->status == 200 && !answer->cut && question.read(answer->body, m_status);
    if (!isRead && question.isNeeded) {
        const bool isRefused = answer && (answer->status == 401 || answer->status == 403 || answer->status == 302);
        Q_EMIT failed(!answer     ? u"The server doesn't answer."_s
                      : isRefused ? u"The server can't be asked: it wants a login that is not known here."_s
                                  : u"The server can't be asked: it doesn't answer as a Jupyter server does."_s);
        return;
    }
    if (++m_question < m_questions)
        askNext();
    else
        Q_EMIT answered(m_status);
}

} // namespace models

#include "moc_notebook_probe.cpp"
