// SPDX-License-Identifier: Apache-2.0
#include "ui/notebook_opener.h"

#include "models/container_links.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "ui/open_link.h"
#include "ui/toast.h"
#include "ui/toasts.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace ui {

using Verdict = models::NotebookVerdict::Kind;

NotebookOpener::NotebookOpener(models::EngineSession &session, Toasts &toasts, QWidget *window)
    : QObject(window), m_session(session), m_toasts(toasts), m_window(window), m_check(session.client())
{
    connect(&m_check, &models::NotebookCheck::done, this, &NotebookOpener::tell);
}

void NotebookOpener::open(const engine::Container &container)
{
    const models::Notebook notebook = m_session.containers().notebook(container.id);
    if (notebook.isKnown() && notebook.reach != models::Notebook::Reach::Reachable) {
        openNotebook(container.id);
        return;
    }
    chooseLink(models::containerLinks(container, notebook.url, m_session.endpoint()), m_window,
               [this, id = container.id, url = notebook.url](const QUrl &link) {
                   if (link == url)
                       openNotebook(id);
                   else
                       show(link);
               });
}

void NotebookOpener::openNotebook(const QString &containerId)
{
    const engine::Container *container = m_session.containers().find(containerId);
    const models::Notebook notebook = m_session.containers().notebook(containerId);
    if (!container || !notebook.isKnown())
        return;
    if (m_isChecking && m_id == containerId && m_url == notebook.url)
        return; // who clicks again waits for the same answer
    m_isChecking = true;
    m_id = containerId;
    m_url = notebook.url;
    m_check.start(container->name, notebook);
}

void NotebookOpener::tell(const models::NotebookVerdict &verdict)
{
    m_isChecking = false;
    if (verdict.kind == Verdict::Ready) {
        show(m_url);
        return;
    }
    const bool isWaiting = verdict.kind == Verdict::Starting;
    Toast &toast = m_toasts.tell(isWaiting ? Tone::Accent : Tone::Warning, verdict.title, verdict.text);
    if (isWaiting || verdict.kind == Verdict::NoAnswer) {
        connect(toast.addButton(u"Try again"_s, u"rotate-cw"_s), &QAbstractButton::clicked, this,
                [this, id = m_id] { openNotebook(id); });
    } else if (verdict.kind == Verdict::Refused) {
        const QUrl plain = m_url.adjusted(QUrl::RemoveQuery);
        connect(toast.addButton(u"Open login page"_s, u"external-link"_s), &QAbstractButton::clicked, this,
                [this, plain] { show(plain); });
    }
}

void NotebookOpener::show(const QUrl &link)
{
    openLink(link, [this](const QUrl &failed) {
        QGuiApplication::clipboard()->setText(failed.toString(QUrl::FullyEncoded));
        m_toasts.say(u"No browser opens here. The address was copied: paste it into one."_s);
    });
}

} // namespace ui

#include "moc_notebook_opener.cpp"
