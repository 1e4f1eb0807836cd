// SPDX-License-Identifier: Apache-2.0
#include "ui/shortcuts_dialog.h"

#include "models/commands.h"
#include "models/log_keys.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using Scope = models::Command::Scope;

QTreeWidgetItem *addHeading(QTreeWidget &tree, const QString &title)
{
    auto *heading = new QTreeWidgetItem(&tree, {title});
    QFont bold = tree.font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(0, bold);
    heading->setFlags(Qt::ItemIsEnabled);
    return heading;
}

void addLogKeys(QTreeWidget &tree)
{
    QTreeWidgetItem *const heading = addHeading(tree, u"In a log"_s);
    for (const models::LogKey &key : models::logKeys())
        new QTreeWidgetItem(heading, {key.what, key.keys});
}

void addScope(QTreeWidget &tree, const QString &title, Scope scope)
{
    QTreeWidgetItem *const heading = addHeading(tree, title);
    for (const models::Command &command : models::Commands::all()) {
        if (command.scope != scope || command.shortcut.isEmpty())
            continue;
        const QString keys = QKeySequence::fromString(command.shortcut).toString(QKeySequence::NativeText);
        new QTreeWidgetItem(heading, {command.label, keys});
    }
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget *window) : QDialog(window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(u"Keyboard shortcuts"_s);
    auto *tree = new QTreeWidget(this);
    tree->setAccessibleName(u"Keyboard shortcuts"_s);
    tree->setHeaderLabels({u"Command"_s, u"Keys"_s});
    tree->setFrameShape(QFrame::NoFrame);
    tree->setRootIsDecorated(false);
    tree->setUniformRowHeights(true);
    addScope(*tree, u"Everywhere"_s, Scope::Global);
    addScope(*tree, u"Containers"_s, Scope::Container);
    addScope(*tree, u"Images"_s, Scope::Image);
    addLogKeys(*tree);
    tree->expandAll();
    tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->addWidget(tree, 1);
    column->addWidget(buttons);
    resize(520, qMin(620, window->height() - 60));
}

} // namespace ui
