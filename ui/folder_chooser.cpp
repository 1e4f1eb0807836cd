// SPDX-License-Identifier: Apache-2.0
#include "ui/folder_chooser.h"

#include "models/run_form_parts.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FolderChooser", text);
}

/// The folder itself, or the nearest above it that is there.
QString startOf(const QString &typed)
{
    QString folder = folderFrom(typed);
    if (!QDir::isAbsolutePath(folder))
        return QDir::homePath();
    while (folder != u"/" && !QDir(folder).exists())
        folder = folder.section(u'/', 0, -2).isEmpty() ? u"/"_s : folder.section(u'/', 0, -2);
    return folder;
}

} // namespace

QPushButton *makeChooseButton(QWidget *parent)
{
    auto *button = new QPushButton(tr("Choose…"), parent);
    button->setAutoDefault(false);
    button->setAccessibleName(tr("Choose folder"));
    button->setToolTip(tr("Choose folder"));
    return button;
}

QString folderFrom(const QString &typed)
{
    const QString text = typed.trimmed();
    return models::form::isFolder(text) ? models::form::folderPath(text) : text;
}

void chooseFolder(const QString &title, const QString &typed, QWidget *parent,
                  const std::function<void(const QString &path)> &chosen)
{
    auto *dialog = new QFileDialog(parent, title, startOf(typed));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

} // namespace ui
