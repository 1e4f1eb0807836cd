// SPDX-License-Identifier: Apache-2.0
#include "ui/remove_containers_dialog.h"

#include "models/actions.h"
#include "models/format.h"
#include "models/shell_words.h"
#include "ui/loss_view.h"

#include <QCheckBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString lossText(qsizetype count, qsizetype up, bool withVolumes)
{
    QString text = count == 1 ? RemoveContainersDialog::tr("Files written inside it are lost.")
                              : RemoveContainersDialog::tr("Files written inside them are lost.");
    text += withVolumes ? RemoveContainersDialog::tr(" So are those in anonymous volumes, which are not listed here. "
                                                     "Images, named volumes and host folders stay.")
                        : RemoveContainersDialog::tr(" Images, volumes and host folders stay.");
    if (up == 0)
        return text;
    QString stops;
    if (count == 1)
        stops = RemoveContainersDialog::tr("It is running and is stopped at once, without time to finish. ");
    else if (up == count)
        stops = RemoveContainersDialog::tr("All are running and are stopped at once, without time to finish. ");
    else if (up == 1)
        stops = RemoveContainersDialog::tr("One of them is running and is stopped at once, without time to finish. ");
    else
        stops = RemoveContainersDialog::tr("%1 of them are running and are stopped at once, without time to finish. ")
                    .arg(up);
    return stops + text;
}

} // namespace

RemoveContainersDialog::RemoveContainersDialog(models::EngineSession &session,
                                               const QList<engine::Container> &containers, models::Actions &actions,
                                               QWidget *parent)
    : ConfirmDialog(containers.size() == 1 ? tr("Remove container") : tr("Remove containers"), u"trash-2"_s, parent)
    , m_containers(containers)
    , m_actions(actions)
    , m_volumes(new QCheckBox(tr("Also remove anonymous volumes"), this))
{
    m_up = std::count_if(containers.cbegin(), containers.cend(), [](const auto &c) { return c.isUp(); });
    QList<Item> items;
    for (const engine::Container &container : containers)
        items += {container.name, models::stateWord(container.state)};
    setHeadline(containers.size() == 1 ? tr("Remove this container?")
                                       : tr("Remove %1 containers?").arg(containers.size()));
    setItems(items);
    m_volumes->setToolTip(tr("Volumes that were made for these containers only and have no name"));
    auto *losses = new LossView(session, containers, actions, this);
    connect(losses, &LossView::busyChanged, this, &RemoveContainersDialog::setBlocked);
    addOption(losses);
    addOption(m_volumes);
    connect(m_volumes, &QCheckBox::toggled, this, &RemoveContainersDialog::refresh);
    setConfirm(m_up > 0 ? tr("Stop and remove") : tr("Remove"), ButtonKind::Destructive);
    refresh();
}

void RemoveContainersDialog::confirm()
{
    m_actions.removeContainers(m_containers, m_up > 0, m_volumes->isChecked());
}

void RemoveContainersDialog::refresh()
{
    setLoss(lossText(m_containers.size(), m_up, m_volumes->isChecked()));
    QStringList words{u"docker"_s, u"rm"_s};
    if (m_up > 0)
        words += u"--force"_s;
    if (m_volumes->isChecked())
        words += u"--volumes"_s;
    for (const engine::Container &container : std::as_const(m_containers))
        words += container.name;
    setCommands({models::joinShellWords(words)});
}

} // namespace ui

#include "moc_remove_containers_dialog.cpp"
