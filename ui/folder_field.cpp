// SPDX-License-Identifier: Apache-2.0
#include "ui/folder_field.h"

#include "ui/folder_chooser.h"
#include "ui/wheel_guard.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {

FolderField::FolderField(QWidget *parent)
    : QWidget(parent), m_path(new QComboBox(this)), m_choose(makeChooseButton(this))
{
    m_path->setEditable(true);
    m_path->setInsertPolicy(QComboBox::NoInsert);
    m_path->setCompleter(nullptr); // it would finish half a path with a recent one
    m_path->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_path->lineEdit()->setPlaceholderText(tr("None: what is saved goes with the container"));
    new WheelGuard(m_path);
    setFocusProxy(m_path);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_path, 1);
    layout->addWidget(m_choose);
    connect(m_path, &QComboBox::editTextChanged, this, &FolderField::edited);
    connect(m_choose, &QPushButton::clicked, this, &FolderField::choose);
}

QString FolderField::folder() const
{
    return folderFrom(m_path->currentText());
}

void FolderField::setText(const QString &text)
{
    m_path->setEditText(text);
}

void FolderField::setRecent(const QStringList &folders)
{
    const QString before = m_path->currentText();
    const QSignalBlocker quiet(m_path);
    m_path->clear();
    m_path->addItems(folders);
    m_path->setCurrentIndex(-1);
    m_path->setEditText(before);
}

void FolderField::setNames(const QString &name)
{
    m_path->setAccessibleName(name);
    m_path->lineEdit()->setAccessibleName(name);
}

QWidget *FolderField::pathField() const
{
    return m_path;
}

void FolderField::choose()
{
    chooseFolder(tr("Choose the folder to work in"), m_path->currentText(), this, [this](const QString &path) {
        setText(path);
        m_path->setFocus(Qt::OtherFocusReason);
    });
}

} // namespace ui

#include "moc_folder_field.cpp"
