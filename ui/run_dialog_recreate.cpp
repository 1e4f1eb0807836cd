// SPDX-License-Identifier: Apache-2.0
#include "models/format.h"
#include "models/recreate_job.h"
#include "ui/outcome_panel.h"
#include "ui/port_watch.h"
#include "ui/run_command_field.h"
#include "ui/run_dialog.h"

#include <QPushButton>

namespace ui {

void RunDialog::setReplaced(const engine::Container &container, const QStringList &notes)
{
    m_command->setNotes(notes);
    m_replacedName = container.name;
    m_asGiven = true;
    m_portWatch->setOwner(container.name);
    setWindowTitle(tr("Edit and recreate %1").arg(models::visibleText(container.name)));
    m_run->setText(tr("Recreate…"));
}

void RunDialog::awaitRecreate(models::Job *job)
{
    hide();
    const auto take = [this](const models::Job *ended) {
        if (ended->state() == models::Job::State::Succeeded) {
            m_succeeded = true; // no draft is left
            if (const auto *recreation = qobject_cast<const models::RecreateJob *>(ended))
                Q_EMIT recreated(recreation->newId());
            accept();
            deleteLater(); // which closing a hidden dialog may not do
            return;
        }
        show();
        const bool isFailure = ended->state() == models::Job::State::Failed;
        m_outcome->showOutcome(isFailure ? Tone::Error : Tone::Warning,
                               isFailure ? ended->errorText() : ended->statusText(), ended->errorDetails());
    };
    if (job->isRunning())
        connect(job, &models::Job::finished, this, take);
    else
        take(job);
}

} // namespace ui
