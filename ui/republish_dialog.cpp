// SPDX-License-Identifier: Apache-2.0
#include "ui/republish_dialog.h"

#include "models/actions.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/network_lines.h"
#include "models/republish_job.h"

#include <QCheckBox>

using namespace Qt::StringLiterals;

namespace ui {

RepublishDialog::RepublishDialog(models::EngineSession &session, const engine::Container &container,
                                 models::Actions &actions, QWidget *parent)
    : ConfirmDialog(tr("Publish on this computer only"), u"plug"_s, parent)
    , m_session(session)
    , m_container(container)
    , m_actions(actions)
{
    const QString kept = models::RepublishJob::keptName(container.name);
    setHeadline(tr("Publish this container on this computer only?"));
    setItems({{container.name, models::formatPorts(container.ports)}});
    setLoss(tr("It is stopped and made anew under the same name, with its settings, volumes and networks, published on "
               "127.0.0.1. What runs in it ends. The old container stays, stopped, as %1, with the files that were "
               "written inside it; it is put back when the new one can't be started.")
                .arg(models::visibleText(kept)));
    const models::Notebook notebook = session.containers().notebook(container.id);
    if (notebook.isJupyter() && notebook.login == models::Notebook::Login::Open) {
        m_token = new QCheckBox(tr("Ask for a token from now on"), this);
        m_token->setChecked(true);
        m_token->setToolTip(tr("A new random one, in the container's environment"));
        addOption(m_token);
    }
    setConfirm(tr("Stop and publish anew"), ButtonKind::Primary);
    refresh();
    m_question.ask(session, container, this, [this](const engine::Result<models::RecipeSource> &source) {
        m_source = source.value_or(models::RecipeSource());
        refresh();
    });
    if (m_token)
        connect(m_token, &QCheckBox::toggled, this, &RepublishDialog::refresh);
}

/// Whole once the engine has told how the container was made.
void RepublishDialog::refresh()
{
    const bool wantsToken = m_token && m_token->isChecked();
    const models::LoopbackCopy copy = models::loopbackCopy(m_source.container, wantsToken ? u"new"_s : QString());
    setCommands(
        models::RepublishJob::commandsOf(m_container, m_source, copy, models::takesSeveralNetworks(m_session), true));
}

void RepublishDialog::confirm()
{
    m_actions.republish(m_container, m_token && m_token->isChecked());
}

} // namespace ui

#include "moc_republish_dialog.cpp"
