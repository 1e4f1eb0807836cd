// SPDX-License-Identifier: Apache-2.0
#include "ui/preset_menu.h"

#include "models/format.h"
#include "ui/open_link.h"
#include "ui/remove_preset_dialog.h"
#include "ui/save_preset_dialog.h"
#include "ui/theme.h"

#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace ui {

using models::NotebookPreset;
using models::PresetLibrary;

PresetMenu::PresetMenu(PresetLibrary &library, std::function<NotebookPreset()> current, QWidget *parent)
    : QPushButton(tr("Presets"), parent), m_library(library), m_current(std::move(current))
{
    setAutoDefault(false);
    auto *menu = new QMenu(this);
    const auto add = [this, menu](const QString &iconName, const QString &text, auto slot) {
        QAction *action = menu->addAction(ui::icon(iconName), text);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    add(u"save"_s, tr("Save as preset…"), &PresetMenu::save);
    m_edit = add(u"pencil"_s, tr("Edit file"), &PresetMenu::editFile);
    m_remove = add(u"trash-2"_s, tr("Remove preset…"), &PresetMenu::removeFile);
    menu->addSeparator();
    m_export = add(u"upload"_s, tr("Export…"), &PresetMenu::exportFile);
    add(u"download"_s, tr("Import…"), &PresetMenu::importFile);
    setMenu(menu);
}

void PresetMenu::setChosen(const QString &id)
{
    m_chosen = id;
    const PresetLibrary::Entry *entry = m_library.find(id);
    m_edit->setEnabled(entry && entry->isOwn());
    m_remove->setEnabled(entry && entry->isOwn());
    m_export->setEnabled(entry && !entry->isBroken());
}

void PresetMenu::tell(const PresetLibrary::Outcome<NotebookPreset> &outcome)
{
    if (outcome)
        Q_EMIT changed(outcome->id);
    else
        Q_EMIT failed(outcome.error());
}

void PresetMenu::save()
{
    NotebookPreset preset = m_current();
    preset.id.clear(); // a new one
    auto *dialog = new SavePresetDialog(preset.title, window());
    connect(dialog, &SavePresetDialog::named, this, [this, preset](const QString &title) mutable {
        preset.title = title;
        tell(m_library.save(preset));
    });
    dialog->open();
}

void PresetMenu::editFile()
{
    const PresetLibrary::Entry *entry = m_library.find(m_chosen);
    if (!entry)
        return;
    openLink({QUrl::fromLocalFile(entry->path)}, this,
             [this](const QUrl &url) { Q_EMIT failed(tr("No editor opens here. The file is %1").arg(url.path())); });
}

void PresetMenu::exportFile()
{
    auto *dialog = new QFileDialog(window(), tr("Export preset"), QDir::homePath(), tr("Presets (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(m_chosen + u".json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id = m_chosen](const QString &path) {
        if (const auto written = m_library.exportTo(id, path); !written)
            Q_EMIT failed(written.error());
    });
    dialog->open();
}

void PresetMenu::importFile()
{
    auto *dialog = new QFileDialog(window(), tr("Import preset"), QDir::homePath(), tr("Presets (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { tell(m_library.importFrom(path)); });
    dialog->open();
}

void PresetMenu::removeFile()
{
    const PresetLibrary::Entry *entry = m_library.find(m_chosen);
    if (!entry || !entry->isOwn())
        return;
    auto *dialog = new RemovePresetDialog(models::visibleText(entry->preset.title), entry->path, window());
    connect(dialog, &RemovePresetDialog::confirmed, this, [this, id = m_chosen] {
        if (const auto removed = m_library.remove(id))
            Q_EMIT changed({});
        else
            Q_EMIT failed(removed.error());
    });
    dialog->open();
}

} // namespace ui

#include "moc_preset_menu.cpp"
