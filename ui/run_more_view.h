// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace ui {

class FieldGrid;
class PairsEditor;

/// What the run dialog shows under More: everything but image, name, ports, folders and environment.
class RunMoreView : public QWidget
{
    Q_OBJECT
public:
    explicit RunMoreView(QWidget *parent = nullptr);

    /// Writes its fields into `form`; the others stay as they are.
    void readInto(models::RunForm &form) const;
    void setForm(const models::RunForm &form);
    [[nodiscard]] FieldGrid *grid() const { return m_grid; }
    [[nodiscard]] PairsEditor *labels() const { return m_labels; }

Q_SIGNALS:
    void edited();

private:
    QLineEdit *addLine(const QString &key, const QString &label, const QString &placeholder, int span);
    QComboBox *addChoice(const QString &key, const QString &label, const QStringList &choices, int span);
    void addChecks();

    FieldGrid *m_grid;
    QLineEdit *m_command, *m_entrypoint, *m_workingDir, *m_user, *m_hostname, *m_groups;
    QComboBox *m_network, *m_restart;
    QLineEdit *m_memory, *m_cpus, *m_sharedMemory;
    QComboBox *m_gpus, *m_platform, *m_userns;
    QLineEdit *m_capAdd, *m_capDrop, *m_devices, *m_healthCommand, *m_healthInterval;
    QCheckBox *m_autoRemove, *m_tty, *m_privileged;
    PairsEditor *m_labels;
};

} // namespace ui
