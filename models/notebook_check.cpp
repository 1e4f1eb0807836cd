// SPDX-License-Identifier: Apache-2.0
#include "models/notebook_check.h"

#include "models/format.h"
#include "models/notebook_status.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using Kind = NotebookVerdict::Kind;

/// Servers that take longer than this to listen are rare.
constexpr qint64 startSeconds = 60;
/// What clocks and roundings may make a server look older than its container.
constexpr qint64 toleranceSeconds = 5;

/// A page that only this kind of server has.
QString firstPath(Notebook::Kind kind)
{
    switch (kind) {
    case Notebook::Kind::Jupyter:
        return u"api/status"_s;
    case Notebook::Kind::CodeServer:
        return u"healthz"_s;
    case Notebook::Kind::TensorBoard:
        return u"data/environment"_s;
    case Notebook::Kind::MLflow:
        return u"version"_s;
    case Notebook::Kind::RStudio:
    case Notebook::Kind::None:
        break;
    }
    return {};
}

bool isOfKind(Notebook::Kind kind, const engine::WebAnswer &answer)
{
    static const QRegularExpression version(uR"(^"?\d+\.\d+)"_s);
    const QString body = QString::fromUtf8(answer.body.left(64 * 1024));
    switch (kind) {
    case Notebook::Kind::CodeServer:
        return answer.status == 200 && hasJsonFields(answer.body, {"status", "lastHeartbeat"});
    case Notebook::Kind::TensorBoard:
        return answer.status == 200 && hasJsonFields(answer.body, {"data_location"});
    case Notebook::Kind::MLflow:
        return answer.status == 200 && version.match(body).hasMatch();
    case Notebook::Kind::RStudio:
        return answer.header("location").contains("auth-sign-in") ||
               (answer.status == 200 && body.contains("rstudio"_L1, Qt::CaseInsensitive));
    case Notebook::Kind::Jupyter:
    case Notebook::Kind::None:
        break;
    }
    return true;
}

} // namespace

NotebookCheck::NotebookCheck(engine::EngineClient &client, QObject *parent) : QObject(parent), m_client(client)
{}

void NotebookCheck::start(const QString &name, const Notebook &notebook)
{
    m_name = visibleText(name);
    m_notebook = notebook;
    m_wasRefused = false;
    if (notebook.reach != Notebook::Reach::Reachable) {
        m_call.abort();
        end(Kind::Unreachable);
        return;
    }
    ask(firstPath(notebook.kind), notebook.isJupyter(), &NotebookCheck::takeFirst);
}

void NotebookCheck::ask(const QString &path, bool withToken,
                        void (NotebookCheck::*take)(const engine::Result<engine::WebAnswer> &))
{
    engine::WebRequest request;
    request.url = m_notebook.apiUrl(path);
    request.operation = u"ask the server in "_s + m_name;
    if (withToken && !m_notebook.secret.isEmpty())
        request.headers.append({"Authorization", "token " + m_notebook.secret.toUtf8()});
    m_call = m_client.web().ask(
        request, this, [this, take](const engine::Result<engine::WebAnswer> &answer) { (this->*take)(answer); });
}

void NotebookCheck::takeFirst(const engine::Result<engine::WebAnswer> &answer)
{
    if (!answer)
        notAnswered(answer.error());
    else if (m_notebook.isJupyter())
        takeJupyter(*answer);
    else
        end(isOfKind(m_notebook.kind, *answer) ? Kind::Ready : Kind::SomebodyElse);
}

void NotebookCheck::takeJupyter(const engine::WebAnswer &answer)
{
    NotebookStatus status;
    if (answer.status == 200 && readServerStatus(answer.body, status)) {
        // A server can't have been there before its container was.
        const bool isOlder = status.started.isValid() && m_notebook.startedAt.isValid() &&
                             status.started.secsTo(m_notebook.startedAt) > toleranceSeconds;
        end(isOlder ? Kind::SomebodyElse : Kind::Ready);
        return;
    }
    const bool isRefused = answer.status == 401 || answer.status == 403 || answer.status == 302;
    constexpr int unknown = 404; // of servers that are older than this question
    if (!isRefused && answer.status != unknown) {
        end(Kind::SomebodyElse);
        return;
    }
    m_wasRefused = isRefused;
    ask(u"api"_s, false, &NotebookCheck::takeVersion);
}

/// Every Jupyter tells its version to anybody; whether it is the one in the container shows by the version.
void NotebookCheck::takeVersion(const engine::Result<engine::WebAnswer> &answer)
{
    if (!answer) {
        notAnswered(answer.error());
        return;
    }
    const QString version = answer->status == 200 ? readServerVersion(answer->body) : QString();
    const bool isAnother = !m_notebook.version.isEmpty() && version != m_notebook.version;
    if (version.isEmpty() || isAnother)
        end(Kind::SomebodyElse);
    else
        end(m_wasRefused && !m_notebook.secret.isEmpty() ? Kind::Refused : Kind::Ready);
}

void NotebookCheck::notAnswered(const engine::EngineError &error)
{
    const qint64 age =
        m_notebook.startedAt.isValid() ? m_notebook.startedAt.secsTo(QDateTime::currentDateTimeUtc()) : startSeconds;
    if (error.kind == engine::ErrorKind::BadReply)
        end(engine::isLoopbackHost(m_notebook.url.host()) ? Kind::SomebodyElse
                                                          : Kind::Ready); // a certificate: the browser asks
    else
        end(age < startSeconds ? Kind::Starting : Kind::NoAnswer);
}

void NotebookCheck::end(NotebookVerdict::Kind kind)
{
    NotebookVerdict verdict{.kind = kind};
    const QString address = shownAddress(m_notebook.url);
    switch (kind) {
    case Kind::Ready:
        break;
    case Kind::Starting:
        verdict.title = u"%1 is starting"_s.arg(m_name);
        verdict.text = u"Its server doesn't answer yet. Try again in a moment."_s;
        break;
    case Kind::Refused:
        verdict.title = u"%1 refuses its token"_s.arg(m_name);
        verdict.text =
            u"The server at %1 wants another token or a password. Log in there with the one that was set, or "
            u"restart the container to have its token told anew."_s.arg(address);
        break;
    case Kind::SomebodyElse:
        verdict.title = u"%1 was not opened: another server answers"_s.arg(m_name);
        verdict.text =
            u"What answers at %1 is not the server in this container. Stop the program that uses port %2, or "
            u"publish the container on another port."_s.arg(address)
                .arg(m_notebook.url.port());
        break;
    case Kind::NoAnswer:
        verdict.title = u"%1 doesn't answer"_s.arg(m_name);
        verdict.text =
            u"Nothing answers at %1. The server may listen on loopback only inside the container: then it has to "
            u"be started with --ip=0.0.0.0 (or --host 0.0.0.0). Its log tells more."_s.arg(address);
        break;
    case Kind::Unreachable:
        verdict.title = u"%1 can't be opened here"_s.arg(m_name);
        verdict.text = notebookText(m_notebook);
        break;
    }
    Q_EMIT done(verdict);
}

} // namespace models

#include "moc_notebook_check.cpp"
