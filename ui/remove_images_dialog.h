// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/images_model.h"
#include "ui/confirm_dialog.h"

class QCheckBox;

namespace models {
class Actions;
}

namespace ui {

/// "Remove…" of images: says which lose only a tag, which are deleted with their layers, and which stay since a container uses
/// them. Asks for force only to delete an image with all its tags, and never for one in use.
class RemoveImagesDialog : public ConfirmDialog
{
    Q_OBJECT
public:
    RemoveImagesDialog(const QList<models::ImagesModel::Row> &rows, models::Actions &actions, QWidget *parent);

protected:
    void confirm() override;

private:
    using Row = models::ImagesModel::Row;

    void sortOut(const QList<Row> &rows);
    void offerAllTags();
    void refresh();
    [[nodiscard]] QList<Row> rowsToRemove() const;

    models::Actions &m_actions;
    QList<Row> m_removable;
    QList<Item> m_items;
    QStringList m_otherTags;        ///< of the images that would lose only a tag, when no container uses them
    QCheckBox *m_allTags = nullptr; ///< null when there is nothing to force
    qsizetype m_kept = 0;
};

} // namespace ui
