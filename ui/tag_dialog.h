// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/images_model.h"
#include "ui/name_dialog.h"

namespace models {
class Actions;
}

namespace ui {

/// "Tag…" of an image: gives it a further reference, checked as it is typed; says when that name moves away from another image.
class TagDialog : public NameDialog
{
    Q_OBJECT
public:
    TagDialog(const models::ImagesModel::Row &row, const models::ImagesModel &images, models::Actions &actions,
              QWidget *parent);

protected:
    Verdict judge(const QString &name) const override;
    void confirm(const QString &name) override;

private:
    models::ImagesModel::Row m_row;
    const models::ImagesModel &m_images;
    models::Actions &m_actions;
};

} // namespace ui
