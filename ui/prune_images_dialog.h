// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/image.h"
#include "engine-client/request_handle.h"
#include "ui/confirm_dialog.h"

#include <QSet>

class QRadioButton;

namespace models {
class Actions;
class EngineSession;
} // namespace models

namespace ui {

/// "Prune…" of images: untagged ones, or all that no container uses. Asks the engine what there is, since the table may be
/// filtered.
class PruneImagesDialog : public ConfirmDialog
{
    Q_OBJECT
public:
    PruneImagesDialog(models::EngineSession &session, models::Actions &actions, QWidget *parent);

protected:
    void confirm() override;

private:
    void listed(const engine::Result<QList<engine::Image>> &images);
    void refresh();

    models::Actions &m_actions;
    QRadioButton *m_untagged, *m_unused;
    QList<engine::Image> m_images; ///< that no container uses
    QSet<QString> m_used;          ///< ids of images
    engine::RequestHandle m_list;
    bool m_listed = false;
};

} // namespace ui
