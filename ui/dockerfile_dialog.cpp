// SPDX-License-Identifier: Apache-2.0
#include "ui/dockerfile_dialog.h"

#include "models/actions.h"
#include "models/copy_out_job.h"
#include "models/dockerfile.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/loss_check.h"
#include "models/recipe_job.h"
#include "models/target_check.h"
#include "ui/field_grid.h"
#include "ui/field_note.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
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
    , m_check(new models::TargetCheck(this))
    , m_grid(new FieldGrid(this))
    , m_folder(new QLineEdit)
    , m_choose(new QPushButton(tr("Choose…"), this))
    , m_withFiles(new QCheckBox(this))
    , m_replace(new QCheckBox(tr("Replace what is there"), this))
    , m_save(new QPushButton(tr("Save"), this))
{
    layOut();
    m_replace->hide();
    m_withFiles->setEnabled(false);
    m_choose->setAutoDefault(false);
    m_choose->setAccessibleName(tr("Choose folder"));
    m_choose->setToolTip(tr("Choose folder"));
    setButtonKind(m_save, ButtonKind::Primary);
    m_save->setDefault(true);
    connect(m_losses, &models::LossCheck::changed, this, &DockerfileDialog::ask);
    connect(m_check, &models::TargetCheck::answered, this, &DockerfileDialog::refresh);
    connect(m_folder, &QLineEdit::textChanged, this, &DockerfileDialog::ask);
    connect(m_withFiles, &QCheckBox::toggled, this, &DockerfileDialog::ask);
    connect(m_replace, &QCheckBox::toggled, this, &DockerfileDialog::refresh);
    connect(m_choose, &QPushButton::clicked, this, &DockerfileDialog::chooseFolder);
    connect(m_save, &QPushButton::clicked, this, &DockerfileDialog::save);
    m_folder->setText(QDir::homePath() + u'/' + QString(container.name).replace(u'/', u'_'));
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
    auto *row = new QWidget;
    auto *rowLayout = new QHBoxLayout(row);
    rowLayout->setContentsMargins(0, 0, 0, 0);
    rowLayout->addWidget(m_folder, 1);
    rowLayout->addWidget(m_choose);
    m_grid->add(u"folder"_s, tr("Folder"), row, FieldGrid::Columns);
    row->setFocusProxy(m_folder);
    m_folder->setAccessibleName(tr("Folder"));
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &DockerfileDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Gap - 4);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    content()->addWidget(top);
    content()->addWidget(m_grid);
    content()->addWidget(m_replace, 0, Qt::AlignLeft);
    content()->addWidget(m_withFiles, 0, Qt::AlignLeft);
    content()->addStretch();
    content()->addLayout(buttons);
}

void DockerfileDialog::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Choose folder"), QFileInfo(m_folder->text()).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { m_folder->setText(path); });
    dialog->open();
}

QString DockerfileDialog::folder() const
{
    QString folder = m_folder->text().trimmed();
    if (folder.startsWith(u"~/"))
        folder.replace(0, 1, QDir::homePath());
    return QDir::cleanPath(folder);
}

models::CopyOutPlan DockerfileDialog::plan() const
{
    QStringList paths;
    if (m_withFiles->isChecked()) {
        for (const models::LostFile &file : m_losses->entries().constFirst().losses.files)
            paths += file.path;
    }
    models::CopyOutPlan plan{models::copyOutItems({{m_container, paths}}), folder(), m_replace->isChecked()};
    for (models::CopyOutPlan::Item &item : plan.items)
        item.subfolder = item.subfolder.isEmpty() ? QString(FilesFolder) : FilesFolder + u'/' + item.subfolder;
    return plan;
}

void DockerfileDialog::ask()
{
    const models::CopyOutPlan wanted = plan();
    QStringList paths{QString(FileName)};
    for (const models::CopyOutPlan::Item &item : wanted.items)
        paths += wanted.targetOf(item).sliced(wanted.folder.size() + 1);
    m_check->ask(wanted.folder, paths);
    refresh();
}

QString DockerfileDialog::whyNot() const
{
    if (m_check->isAsking())
        return tr("Looking at the folder…");
    if (!m_check->answer().problem.isEmpty())
        return m_check->answer().problem;
    if (!m_check->answer().existing.isEmpty() && !m_replace->isChecked())
        return tr("Files of the same name are there already.");
    return {};
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
    if (!m_check->isAsking()) {
        FieldNote *note = m_grid->note(u"folder"_s);
        note->clear();
        const models::TargetCheck::Answer &answer = m_check->answer();
        if (!answer.problem.isEmpty())
            note->show(m_folder, Tone::Error, answer.problem);
        else if (!answer.existing.isEmpty())
            note->show(m_folder, Tone::Warning, tr("%1 is there already.").arg(answer.existing.join(u", "_s)));
        m_replace->setVisible(answer.problem.isEmpty() && !answer.existing.isEmpty());
    }
    const QString reason = whyNot();
    m_save->setEnabled(reason.isEmpty());
    m_save->setToolTip(reason.toHtmlEscaped());
}

void DockerfileDialog::save()
{
    const models::CopyOutPlan wanted = plan();
    QList<models::DockerfileCopy> copies;
    for (const models::CopyOutPlan::Item &item : wanted.items)
        copies.append({wanted.targetOf(item).sliced(wanted.folder.size() + 1), item.path});
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
