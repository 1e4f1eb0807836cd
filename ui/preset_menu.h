// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/preset_library.h"

#include <QPointer>
#include <QPushButton>

#include <functional>

class QAction;

namespace ui {

/// The button "Presets": keeps what the form holds as a kind of one's own, edits its file, exports, imports and removes. Works on a
/// library that the dialog owns; UI thread.
class PresetMenu : public QPushButton
{
    Q_OBJECT
public:
    /// `current`: the preset as the form has it now.
    PresetMenu(models::PresetLibrary &library, std::function<models::NotebookPreset()> current, QWidget *parent);

    /// The kind that is chosen in the list.
    void setChosen(const QString &id);

Q_SIGNALS:
    /// The library holds something else now; `id`: to be chosen, empty: the same as before.
    void changed(const QString &id);
    void failed(const QString &problem);

private:
    void save();
    void editFile();
    void exportFile();
    void importFile();
    void removeFile();
    void tell(const models::PresetLibrary::Outcome<models::NotebookPreset> &outcome);

    models::PresetLibrary &m_library;
    const std::function<models::NotebookPreset()> m_current;
    QString m_chosen;
    QAction *m_edit, *m_export, *m_remove;
};

} // namespace ui
