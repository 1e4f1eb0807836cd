// SPDX-License-Identifier: Apache-2.0
#include "ui/target_folder.h"

#include "models/target_check.h"
#include "ui/dialog.h"
#include "ui/field_grid.h"
#include "ui/field_note.h"
#include "ui/folder_chooser.h"

#include <QCheckBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr auto FieldKey = "folder"_L1;
}

TargetFolder::TargetFolder(QWidget *parent)
    : QWidget(parent)
    , m_check(new models::TargetCheck(this))
    , m_grid(new FieldGrid(this))
    , m_path(new QLineEdit)
    , m_choose(makeChooseButton(this))
    , m_replace(new QCheckBox(this))
{
    auto *row = new QWidget;
    auto *rowLayout = new QHBoxLayout(row);
    rowLayout->setContentsMargins(0, 0, 0, 0);
    rowLayout->addWidget(m_path, 1);
    rowLayout->addWidget(m_choose);
    m_grid->add(FieldKey, tr("Folder"), row, FieldGrid::Columns);
    row->setFocusProxy(m_path);
    setFocusProxy(m_path);
    m_path->setAccessibleName(tr("Folder"));
    m_replace->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Dialog::Gap);
    layout->addWidget(m_grid);
    layout->addWidget(m_replace, 0, Qt::AlignLeft);
    connect(m_path, &QLineEdit::textChanged, this, &TargetFolder::edited);
    connect(m_replace, &QCheckBox::toggled, this, &TargetFolder::changed);
    connect(m_check, &models::TargetCheck::answered, this, &TargetFolder::refresh);
    connect(m_choose, &QPushButton::clicked, this, [this] {
        chooseFolder(tr("Choose folder"), m_path->text(), this, [this](const QString &path) { m_path->setText(path); });
    });
}

void TargetFolder::propose(const QString &name)
{
    m_path->setText(QDir::homePath() + u'/' + QString(name).replace(u'/', u'_'));
}

QString TargetFolder::folder() const
{
    return folderFrom(m_path->text());
}

bool TargetFolder::replaces() const
{
    return !m_replace->isHidden() && m_replace->isChecked();
}

void TargetFolder::ask(const QStringList &paths)
{
    m_check->ask(folder(), paths);
    Q_EMIT changed();
}

QString TargetFolder::whyNot() const
{
    if (m_check->isAsking())
        return tr("Looking at the folder…");
    if (!m_check->answer().problem.isEmpty())
        return m_check->answer().problem;
    if (!m_check->answer().existing.isEmpty() && !replaces())
        return tr("Files of the same name are there already.");
    return {};
}

void TargetFolder::refresh()
{
    const models::TargetCheck::Answer &answer = m_check->answer();
    const qsizetype existing = answer.existing.size();
    m_grid->note(FieldKey)->clear();
    if (!answer.problem.isEmpty())
        say(Tone::Error, answer.problem);
    else if (existing == 1)
        say(Tone::Warning, tr("%1 is there already.").arg(answer.existing.constFirst()));
    else if (existing > 1)
        say(Tone::Warning,
            tr("%1 of these files are there already, such as %2.").arg(existing).arg(answer.existing.constFirst()));
    m_replace->setVisible(existing > 0 && answer.problem.isEmpty());
    m_replace->setText(existing == 1 ? tr("Replace it") : tr("Replace them"));
    Q_EMIT changed();
}

void TargetFolder::say(Tone tone, const QString &text)
{
    m_grid->note(FieldKey)->show(m_path, tone, text);
}

} // namespace ui

#include "moc_target_folder.cpp"
