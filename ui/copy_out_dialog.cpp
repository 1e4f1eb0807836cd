// SPDX-License-Identifier: Apache-2.0
#include "ui/copy_out_dialog.h"

#include "models/actions.h"
#include "models/copy_out_job.h"
#include "models/format.h"
#include "models/lost_files_model.h"
#include "models/target_check.h"
#include "ui/command_preview.h"
#include "ui/field_grid.h"
#include "ui/field_note.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

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

QString proposedFolder(const QList<models::LossCheck::Entry> &entries)
{
    QString name = entries.size() == 1 ? entries.constFirst().container.name : CopyOutDialog::tr("containers");
    name.replace(u'/', u'_');
    return QDir::homePath() + u'/' + name;
}

} // namespace

CopyOutDialog::CopyOutDialog(const QList<models::LossCheck::Entry> &entries, models::Actions &actions, QWidget *parent)
    : Dialog(tr("Copy out"), parent)
    , m_actions(actions)
    , m_files(new models::LostFilesModel(entries, this))
    , m_check(new models::TargetCheck(this))
    , m_all(new QCheckBox(tr("All files"), this))
    , m_folder(new QLineEdit)
    , m_choose(new QPushButton(tr("Choose…"), this))
    , m_grid(new FieldGrid(this))
    , m_replace(new QCheckBox(tr("Replace them"), this))
    , m_command(new CommandPreview(this))
    , m_copy(new QPushButton(tr("Copy out"), this))
{
    layOut(headlineOf(entries));
    m_replace->hide();
    m_choose->setAutoDefault(false);
    m_choose->setAccessibleName(tr("Choose folder"));
    m_choose->setToolTip(tr("Choose folder"));
    setButtonKind(m_copy, ButtonKind::Primary);
    m_copy->setDefault(true);
    connect(m_all, &QCheckBox::clicked, this, [this] {
        m_all->setTristate(false);
        m_files->chooseAll(m_all->isChecked());
    });
    connect(m_files, &models::LostFilesModel::chosenChanged, this, &CopyOutDialog::ask);
    connect(m_folder, &QLineEdit::textChanged, this, &CopyOutDialog::ask);
    connect(m_check, &models::TargetCheck::answered, this, &CopyOutDialog::refresh);
    connect(m_replace, &QCheckBox::toggled, this, &CopyOutDialog::refresh);
    connect(m_choose, &QPushButton::clicked, this, &CopyOutDialog::chooseFolder);
    connect(m_copy, &QPushButton::clicked, this, &CopyOutDialog::start);
    m_folder->setText(proposedFolder(entries));
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
    auto *row = new QWidget;
    auto *rowLayout = new QHBoxLayout(row);
    rowLayout->setContentsMargins(0, 0, 0, 0);
    rowLayout->addWidget(m_folder, 1);
    rowLayout->addWidget(m_choose);
    m_grid->add(u"folder"_s, tr("Folder"), row, FieldGrid::Columns);
    row->setFocusProxy(m_folder);
    m_folder->setAccessibleName(tr("Folder"));
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
    content()->addWidget(m_grid);
    content()->addWidget(m_replace, 0, Qt::AlignLeft);
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

void CopyOutDialog::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Choose folder"), QFileInfo(m_folder->text()).absolutePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { m_folder->setText(path); });
    dialog->open();
}

models::CopyOutPlan CopyOutDialog::plan() const
{
    QString folder = m_folder->text().trimmed();
    if (folder.startsWith(u"~/"))
        folder.replace(0, 1, QDir::homePath());
    return {models::copyOutItems(m_files->chosen()), QDir::cleanPath(folder), m_replace->isChecked()};
}

void CopyOutDialog::ask()
{
    const models::CopyOutPlan wanted = plan();
    QStringList paths;
    for (const models::CopyOutPlan::Item &item : wanted.items)
        paths += wanted.targetOf(item).sliced(wanted.folder.size() + 1);
    m_check->ask(wanted.folder, paths);
    QStringList commands = wanted.dockerCommands();
    commands.resize(std::min(commands.size(), CommandsShown));
    m_command->setCommand(commands.join(u'\n'));
    refresh();
}

QString CopyOutDialog::whyNot() const
{
    if (m_files->chosenCount() == 0)
        return tr("Choose a file first.");
    if (m_check->isAsking())
        return tr("Looking at the folder…");
    if (!m_check->answer().problem.isEmpty())
        return m_check->answer().problem;
    if (!m_check->answer().existing.isEmpty() && !m_replace->isChecked())
        return tr("Files of the same name are there already.");
    return {};
}

void CopyOutDialog::refresh()
{
    const qsizetype chosen = m_files->chosenCount();
    m_all->setTristate(chosen > 0 && chosen < m_files->rowCount());
    m_all->setCheckState(chosen == 0                     ? Qt::Unchecked
                         : chosen == m_files->rowCount() ? Qt::Checked
                                                         : Qt::PartiallyChecked);
    FieldNote *note = m_grid->note(u"folder"_s);
    const models::TargetCheck::Answer &answer = m_check->answer();
    if (!m_check->isAsking()) {
        note->clear();
        const qsizetype existing = answer.existing.size();
        if (!answer.problem.isEmpty())
            note->show(m_folder, Tone::Error, answer.problem);
        else if (existing == 1)
            note->show(m_folder, Tone::Warning, tr("%1 is there already.").arg(answer.existing.constFirst()));
        else if (existing > 1)
            note->show(
                m_folder, Tone::Warning,
                tr("%1 of these files are there already, such as %2.").arg(existing).arg(answer.existing.first()));
        m_replace->setVisible(existing > 0 && answer.problem.isEmpty());
        m_replace->setText(existing == 1 ? tr("Replace it") : tr("Replace them"));
    }
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
