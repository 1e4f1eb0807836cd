// SPDX-License-Identifier: Apache-2.0
#include "ui/prune_containers_dialog.h"

#include "models/actions.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "ui/loss_view.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace ui {

PruneContainersDialog::PruneContainersDialog(models::EngineSession &session, models::Actions &actions, QWidget *parent)
    : ConfirmDialog(tr("Prune containers"), u"brush-cleaning"_s, parent), m_actions(actions)
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QList<Item> items;
    QList<engine::Container> going;
    const QList<engine::Container> all = session.containers().all();
    for (const engine::Container &container : all) {
        using engine::ContainerState;
        const bool stopped = container.state == ContainerState::Exited || container.state == ContainerState::Created ||
                             container.state == ContainerState::Dead;
        if (!stopped)
            continue;
        going += container;
        items += {container.name, models::formatStatus(container, now)};
    }
    setHeadline(items.isEmpty()     ? tr("No container is stopped")
                : items.size() == 1 ? tr("Remove the stopped container?")
                                    : tr("Remove all %1 stopped containers?").arg(items.size()));
    setItems(items);
    setLoss(items.isEmpty() ? tr("There is nothing to prune.")
                            : tr("Files written inside them are lost. Images, volumes and host folders stay."));
    if (!going.isEmpty()) {
        auto *losses = new LossView(session, going, actions, this);
        connect(losses, &LossView::busyChanged, this, &PruneContainersDialog::setBlocked);
        addOption(losses);
    }
    setConfirm(tr("Prune"), ButtonKind::Destructive);
    setBlocked(items.isEmpty() ? tr("There is nothing to prune.") : QString());
    setCommands({u"docker container prune --force"_s});
}

void PruneContainersDialog::confirm()
{
    m_actions.pruneContainers();
}

} // namespace ui

#include "moc_prune_containers_dialog.cpp"
