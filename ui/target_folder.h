// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace models {
class TargetCheck;
}

namespace ui {

class FieldGrid;

/// "Folder": where files are written to on this machine, typed or chosen, with what speaks against it, and the tick that lets files
/// of the same name be replaced. Part of a dialog, which tells what would be written; UI thread.
class TargetFolder : public QWidget
{
    Q_OBJECT
public:
    explicit TargetFolder(QWidget *parent);

    /// Proposes a folder of that name at home.
    void propose(const QString &name);
    /// Absolute and tidy when it can be written into.
    [[nodiscard]] QString folder() const;
    /// Whether files of the same name may be replaced.
    [[nodiscard]] bool replaces() const;
    /// Looks whether these files, named from the folder on, are there already.
    void ask(const QStringList &paths);
    /// Why nothing can be written now; empty: it can.
    [[nodiscard]] QString whyNot() const;

Q_SIGNALS:
    /// Another folder: ask again.
    void edited();
    /// whyNot() may say something else.
    void changed();

private:
    void refresh();
    void say(Tone tone, const QString &text);

    models::TargetCheck *m_check;
    FieldGrid *m_grid;
    QLineEdit *m_path;
    QPushButton *m_choose;
    QCheckBox *m_replace;
};

} // namespace ui
