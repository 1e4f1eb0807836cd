// SPDX-License-Identifier: Apache-2.0
#include "ui/remove_images_dialog.h"

#include "models/actions.h"
#include "models/format.h"
#include "models/shell_words.h"

#include <QCheckBox>
#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

RemoveImagesDialog::RemoveImagesDialog(const QList<Row> &rows, models::Actions &actions, QWidget *parent)
    : ConfirmDialog(rows.size() == 1 ? tr("Remove image") : tr("Remove images"), u"trash-2"_s, parent)
    , m_actions(actions)
{
    sortOut(rows);
    const qsizetype count = m_removable.size();
    if (count == 0)
        setHeadline(rows.size() == 1 ? tr("This image is in use") : tr("These images are in use"));
    else
        setHeadline(count == 1 ? tr("Remove this image?") : tr("Remove %1 images?").arg(count));
    setItems(m_items);
    QString loss;
    if (count > 0)
        loss = tr("What is deleted has to be pulled or built again when it is needed.");
    if (m_kept > 0)
        loss += (loss.isEmpty() ? QString() : u" "_s) + tr("Images in use stay: remove their containers first.");
    setLoss(loss);
    setConfirm(tr("Remove"), ButtonKind::Destructive);
    setBlocked(count > 0 ? QString() : tr("Remove the containers that use it first."));
    offerAllTags();
    refresh();
}

void RemoveImagesDialog::sortOut(const QList<Row> &rows)
{
    QHash<QString, QStringList> chosenTags;
    for (const Row &row : rows)
        chosenTags[row.image.id] += row.reference;
    for (const Row &row : rows) {
        QStringList rest = row.image.tags;
        for (const QString &tag : chosenTags.value(row.image.id))
            rest.removeAll(tag);
        if (rest.isEmpty() && !row.usedBy.isEmpty()) {
            m_items += {row.reference, tr("stays: used by %1").arg(row.usedBy.join(u", "_s))};
            ++m_kept;
            continue;
        }
        m_removable += row;
        if (rest.isEmpty()) {
            m_items += {row.reference, models::formatSize(row.image.size)};
            continue;
        }
        m_items += {row.reference, tr("only this tag; the image stays as %1").arg(rest.constFirst())};
        if (row.usedBy.isEmpty())
            m_otherTags += rest;
    }
    m_otherTags.removeDuplicates();
}

void RemoveImagesDialog::offerAllTags()
{
    if (m_otherTags.isEmpty())
        return;
    m_allTags =
        new QCheckBox(m_otherTags.size() == 1 ? tr("Also remove its other tag, %1").arg(m_otherTags.constFirst())
                                              : tr("Also remove the %1 other tags").arg(m_otherTags.size()),
                      this);
    m_allTags->setToolTip(m_otherTags.join(u'\n').toHtmlEscaped());
    addOption(m_allTags);
    connect(m_allTags, &QCheckBox::toggled, this, &RemoveImagesDialog::refresh);
}

void RemoveImagesDialog::confirm()
{
    m_actions.removeImages(rowsToRemove(), m_allTags && m_allTags->isChecked());
}

QList<models::ImagesModel::Row> RemoveImagesDialog::rowsToRemove() const
{
    if (!m_allTags || !m_allTags->isChecked())
        return m_removable;
    QList<Row> rows;
    for (Row row : m_removable) {
        if (row.usedBy.isEmpty())
            row.reference = row.image.id; // by its id an image goes with every tag
        const auto same = [&row](const Row &other) { return other.reference == row.reference; };
        if (std::none_of(rows.cbegin(), rows.cend(), same))
            rows += row;
    }
    return rows;
}

void RemoveImagesDialog::refresh()
{
    const QList<Row> rows = rowsToRemove();
    QStringList words{u"docker"_s, u"rmi"_s};
    if (m_allTags && m_allTags->isChecked())
        words += u"--force"_s;
    for (const Row &row : rows)
        words += row.reference == row.image.id ? models::shortId(row.image.id) : row.reference;
    setCommands(rows.isEmpty() ? QStringList() : QStringList{models::joinShellWords(words)});
}

} // namespace ui

#include "moc_remove_images_dialog.cpp"
