// SPDX-License-Identifier: Apache-2.0
#include "ui/copy_out_dialog.h"

#include "models/actions.h"
#include "models/copy_out_job.h"
#include "models/format.h"
#include "models/lost_files_model.h"
#include "ui/command_preview.h"
#include "ui/target_folder.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr QSize ListSize(560, 190);
constexpr int SizeColumn = 90;
constexpr qsizetype CommandsShown = 20;

QString headlineOf(const QList<models::LossCheck::Entry> &entries)
{
    return entries.size() == 1
               ? CopyOutDialog::tr("Copy files out of %1").arg(models::visibleText(entries.constFirst().container.name))
               : CopyOutDialog::tr("Copy files out of %1 containers").arg(entries.size());
}

} // namespace

CopyOutDialog::CopyOutDialog(const QList<models::LossCheck::Entry> &entries, models::Actions &actions, QWidget *parent)
    : Dialog(tr("Copy out"), parent)
    , m_actions(actions)
    , m_files(new models::LostFilesModel(entries, this))
    , m_all(new QCheckBox(tr("All files"), this))
    , m_folder(new TargetFolder(this))
    , m_command(new CommandPreview(this))
    , m_copy(new QPushButton(tr("Copy out"), this))
{
    layOut(headlineOf(entries));
    setButtonKind(m_copy, ButtonKind::Primary);
    m_copy->setDefault(true);
    connect(m_all, &QCheckBox::clicked, this, [this] {
        m_all->setTristate(false);
        m_files->chooseAll(m_all->isChecked());
    });
    connect(m_files, &models::LostFilesModel::chosenChanged, this, &CopyOutDialog::ask);
    connect(m_folder, &TargetFolder::edited, this, &CopyOutDialog::ask);
    connect(m_folder, &TargetFolder::changed, this, &CopyOutDialog::refresh);
    connect(m_copy, &QPushButton::clicked, this, &CopyOutDialog::start);
    m_folder->propose(entries.size() == 1 ? entries.constFirst().container.name : tr("containers"));
    m_folder->setFocus(Qt::OtherFocusReason);
    setWindowModality(Qt::WindowModal);
    setGrowing(true);
}

void CopyOutDialog::layOut(const QString &headline)
{
    auto *top = new QLabel(headline, this);
    top->setTextFormat(Qt::PlainText);
    top->setFont(headingFont(1));
    top->setWordWrap(true);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    connect(cancel, &QPushButton::clicked, this, &CopyOutDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Gap - 4);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_copy);
    content()->addWidget(top);
    content()->addWidget(m_all, 0, Qt::AlignLeft);
    content()->addWidget(makeList(), 1);
    content()->addWidget(m_folder);
    content()->addWidget(m_command);
    content()->addLayout(buttons);
}

QAbstractItemView *CopyOutDialog::makeList()
{
    auto *list = new QTreeView(this);
    list->setModel(m_files);
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setAllColumnsShowFocus(true);
    list->setTextElideMode(Qt::ElideMiddle);
    list->setAccessibleName(tr("Files"));
    list->setMinimumSize(ListSize);
    list->setTabKeyNavigation(false);
    list->header()->setStretchLastSection(false);
    list->header()->setSectionResizeMode(models::LostFilesModel::Path, QHeaderView::Stretch);
    list->header()->setSectionResizeMode(models::LostFilesModel::Size, QHeaderView::Fixed);
    list->header()->resizeSection(models::LostFilesModel::Size, SizeColumn);
    return list;
}

models::CopyOutPlan CopyOutDialog::plan() const
{
    return {models::copyOutItems(m_files->chosen()), m_folder->folder(), m_folder->replaces()};
}

void CopyOutDialog::ask()
{
    const models::CopyOutPlan wanted = plan();
    m_folder->ask(wanted.places());
    m_command->setCommand(wanted.dockerCommands(CommandsShown).join(u'\n'));
}

QString CopyOutDialog::whyNot() const
{
    return m_files->chosenCount() == 0 ? tr("Choose a file first.") : m_folder->whyNot();
}

void CopyOutDialog::refresh()
{
    const qsizetype chosen = m_files->chosenCount();
    m_all->setTristate(chosen > 0 && chosen < m_files->rowCount());
    m_all->setCheckState(chosen == 0                     ? Qt::Unchecked
                         : chosen == m_files->rowCount() ? Qt::Checked
                                                         : Qt::PartiallyChecked);
    const QString reason = whyNot();
    m_copy->setEnabled(reason.isEmpty());
    m_copy->setToolTip(reason.toHtmlEscaped());
}

void CopyOutDialog::start()
{
    models::CopyOutJob *job = m_actions.copyOut(plan());
    accept();
    Q_EMIT started(job);
}

} // namespace ui

#include "moc_copy_out_dialog.cpp"
