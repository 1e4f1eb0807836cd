// SPDX-License-Identifier: Apache-2.0
#include "ui/tag_dialog.h"

#include "engine-client/image_reference.h"
#include "models/actions.h"
#include "models/format.h"
#include "models/shell_words.h"

using namespace Qt::StringLiterals;

namespace ui {

TagDialog::TagDialog(const models::ImagesModel::Row &row, const models::ImagesModel &images, models::Actions &actions,
                     QWidget *parent)
    : NameDialog(tr("Tag image"), tr("Give %1 another name").arg(models::visibleText(row.reference)),
                 tr("New reference"), tr("Tag"), parent)
    , m_row(row)
    , m_images(images)
    , m_actions(actions)
{
    setName(row.image.tags.isEmpty() ? QString() : row.reference);
}

NameDialog::Verdict TagDialog::judge(const QString &name) const
{
    Verdict verdict;
    const auto reference = engine::parseReference(name);
    const QString text = reference ? reference->text() : name;
    verdict.command = models::joinShellWords({u"docker"_s, u"tag"_s, m_row.reference, text});
    if (name.isEmpty())
        verdict.problem = tr("Type a reference such as me/tool:1.0.");
    else if (!reference)
        verdict.problem = reference.error().text;
    else if (!reference->digest.isEmpty())
        verdict.problem = tr("A tag can't hold a digest: leave out what follows @.");
    else if (m_row.image.tags.contains(text))
        verdict.problem = tr("The image has this tag already.");
    else if (const engine::Image *other = m_images.find(text); other && other->id != m_row.image.id)
        verdict.hint = tr("%1 is another image now: it loses this tag.").arg(text);
    else
        verdict.hint = tr("Will be tagged %1").arg(text);
    return verdict;
}

void TagDialog::confirm(const QString &name)
{
    const auto reference = engine::parseReference(name);
    if (reference)
        m_actions.tagImage(m_row.reference, reference->text());
}

} // namespace ui

#include "moc_tag_dialog.cpp"
