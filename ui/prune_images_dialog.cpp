// SPDX-License-Identifier: Apache-2.0
#include "ui/prune_images_dialog.h"

#include "models/actions.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/format.h"

#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace ui {

PruneImagesDialog::PruneImagesDialog(models::EngineSession &session, models::Actions &actions, QWidget *parent)
    : ConfirmDialog(tr("Prune images"), u"brush-cleaning"_s, parent)
    , m_actions(actions)
    , m_untagged(new QRadioButton(tr("Only images without a tag"), this))
    , m_unused(new QRadioButton(tr("All images that no container uses"), this))
{
    m_untagged->setChecked(true);
    addOption(m_untagged);
    addOption(m_unused);
    connect(m_unused, &QRadioButton::toggled, this, &PruneImagesDialog::refresh);
    setHeadline(tr("Remove unused images?"));
    setLoss(tr("Looking for unused images…"));
    setItems({});
    setConfirm(tr("Prune"), ButtonKind::Destructive);
    setBlocked(tr("The engine has not answered yet."));
    setCommands({u"docker image prune --force"_s});
    const QList<engine::Container> containers = session.containers().all();
    for (const engine::Container &container : containers)
        m_used += container.imageId;
    m_list =
        session.client().images().list(this, [this](engine::Result<QList<engine::Image>> images) { listed(images); });
}

void PruneImagesDialog::confirm()
{
    m_actions.pruneImages(m_unused->isChecked());
}

void PruneImagesDialog::listed(const engine::Result<QList<engine::Image>> &images)
{
    if (!images) {
        setLoss(models::explainError(images.error()).text());
        return;
    }
    m_listed = true;
    for (const engine::Image &image : *images) {
        if (!m_used.contains(image.id))
            m_images += image;
    }
    refresh();
}

void PruneImagesDialog::refresh()
{
    const bool all = m_unused->isChecked();
    setCommands({all ? u"docker image prune --all --force"_s : u"docker image prune --force"_s});
    if (!m_listed)
        return; // nothing is known of what would go
    QList<Item> items;
    qint64 size = 0;
    for (const engine::Image &image : std::as_const(m_images)) {
        if (!all && !image.tags.isEmpty())
            continue;
        items += {image.tags.isEmpty() ? models::shortId(image.id) : image.tags.join(u", "_s),
                  models::formatSize(image.size)};
        size += image.size;
    }
    setHeadline(items.isEmpty()     ? (all ? tr("Every image is in use") : tr("No unused image without a tag"))
                : items.size() == 1 ? tr("Remove this unused image?")
                                    : tr("Remove %1 unused images?").arg(items.size()));
    setItems(items);
    setLoss(items.isEmpty()
                ? tr("There is nothing to prune.")
                : tr("Frees up to %1: layers that other images share stay. What is deleted has to be pulled or "
                     "built again when it is needed.")
                      .arg(models::formatSize(size)));
    setBlocked(items.isEmpty() ? tr("There is nothing to prune.") : QString());
}

} // namespace ui

#include "moc_prune_images_dialog.cpp"
