// SPDX-License-Identifier: Apache-2.0
#include "ui/dockerfile_dialog.h"

#include "models/actions.h"
#include "models/copy_out_job.h"
#include "models/dockerfile.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/loss_check.h"
#include "models/recipe_job.h"
#include "ui/target_folder.h"

#include <QCheckBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int Width = 520;
constexpr auto FileName = "Dockerfile"_L1;
constexpr auto FilesFolder = "files"_L1;
} // namespace

DockerfileDialog::DockerfileDialog(const engine::Container &container, models::EngineSession &session,
                                   models::Actions &actions, QWidget *parent)
    : Dialog(tr("Save as Dockerfile"), parent)
    , m_container(container)
    , m_actions(actions)
    , m_losses(new models::LossCheck(session, {container}, this))
    , m_folder(new TargetFolder(this))
    , m_withFiles(new QCheckBox(this))
    , m_save(new QPushButton(tr("Save"), this))
{
    layOut();
    m_withFiles->setEnabled(false);
    setButtonKind(m_save, ButtonKind::Primary);
    m_save->setDefault(true);
    connect(m_losses, &models::LossCheck::changed, this, &DockerfileDialog::ask);
    connect(m_folder, &TargetFolder::edited, this, &DockerfileDialog::ask);
    connect(m_folder, &TargetFolder::changed, this, &DockerfileDialog::refresh);
    connect(m_withFiles, &QCheckBox::toggled, this, &DockerfileDialog::ask);
    connect(m_save, &QPushButton::clicked, this, &DockerfileDialog::save);
    m_folder->propose(container.name);
    m_folder->setFocus(Qt::OtherFocusReason);
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(Width);
    setGrowing(true);
}

void DockerfileDialog::layOut()
{
    auto *top = new QLabel(tr("Save %1 as Dockerfile").arg(models::visibleText(m_container.name)), this);
    top->setTextFormat(Qt::PlainText);
    top->setFont(headingFont(1));
    top->setWordWrap(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &DockerfileDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Gap - 4);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    content()->addWidget(top);
    content()->addWidget(m_folder);
    content()->addWidget(m_withFiles, 0, Qt::AlignLeft);
    content()->addStretch();
    content()->addLayout(buttons);
}

models::CopyOutPlan DockerfileDialog::plan() const
{
    QStringList paths;
    if (m_withFiles->isChecked()) {
        for (const models::LostFile &file : m_losses->entries().constFirst().losses.files)
            paths += file.path;
    }
    models::CopyOutPlan plan{models::copyOutItems({{m_container, paths}}), m_folder->folder(), m_folder->replaces()};
    for (models::CopyOutPlan::Item &item : plan.items)
        item.subfolder = item.subfolder.isEmpty() ? QString(FilesFolder) : FilesFolder + u'/' + item.subfolder;
    return plan;
}

void DockerfileDialog::ask()
{
    m_folder->ask(QStringList(FileName) + plan().places());
}

void DockerfileDialog::refresh()
{
    const qsizetype count = m_losses->fileCount();
    m_withFiles->setEnabled(count > 0);
    if (m_losses->isLooking())
        m_withFiles->setText(tr("Looking for files that are nowhere else…"));
    else if (m_losses->unknownCount() > 0)
        m_withFiles->setText(tr("The engine can't tell which files are nowhere else"));
    else
        m_withFiles->setText(count == 0   ? tr("It has no files of its own")
                             : count == 1 ? tr("With the file that is nowhere else")
                                          : tr("With the %1 files that are nowhere else").arg(count));
    const QString reason = m_folder->whyNot();
    m_save->setEnabled(reason.isEmpty());
    m_save->setToolTip(reason.toHtmlEscaped());
}

void DockerfileDialog::save()
{
    const models::CopyOutPlan wanted = plan();
    QList<models::DockerfileCopy> copies;
    for (const models::CopyOutPlan::Item &item : wanted.items)
        copies.append({models::CopyOutPlan::placeOf(item), item.path});
    const auto use = [copies, folder = wanted.folder](const engine::ContainerRecipe &recipe) {
        QDir().mkdir(folder); // what fails is told when the file can't be written
        return models::saveShared(folder + u'/' + FileName, models::dockerfileOf(recipe, copies, recipe.runsAs), false);
    };
    m_actions.useRecipe(m_container, tr("Save %1 as Dockerfile").arg(models::visibleText(m_container.name)), use);
    if (!wanted.items.isEmpty())
        m_actions.copyOut(wanted);
    accept();
}

} // namespace ui

#include "moc_dockerfile_dialog.cpp"
