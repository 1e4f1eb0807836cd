// SPDX-License-Identifier: Apache-2.0
#include "ui/run_more_view.h"

#include "ui/field_grid.h"
#include "ui/pairs_editor.h"
#include "ui/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int Third = 2, Half = 3, TwoThirds = 4;
constexpr int Whole = FieldGrid::Columns;

QStringList splitList(const QString &text)
{
    static const QRegularExpression separators(u"[\\s,]+"_s);
    return text.split(separators, Qt::SkipEmptyParts);
}

} // namespace

RunMoreView::RunMoreView(QWidget *parent) : QWidget(parent), m_grid(new FieldGrid(this))
{
    m_command = addLine(u"command"_s, tr("Command"), tr("the image's own"), Half);
    m_entrypoint = addLine(u"entrypoint"_s, tr("Entrypoint"), tr("the image's own"), Half);
    m_workingDir = addLine(u"workingDir"_s, tr("Working folder"), tr("the image's own"), Third);
    m_user = addLine(u"user"_s, tr("User"), tr("the image's own"), Third);
    m_hostname = addLine(u"hostname"_s, tr("Hostname"), tr("the container's id"), Third);
    m_network = addChoice(u"network"_s, tr("Network"), {u"bridge"_s, u"host"_s, u"none"_s}, Third);
    m_restart = addChoice(u"restartPolicy"_s, tr("Restart policy"),
                          {u"no"_s, u"always"_s, u"unless-stopped"_s, u"on-failure"_s, u"on-failure:3"_s}, Third);
    m_platform =
        addChoice(u"platform"_s, tr("Platform"), {u"linux/amd64"_s, u"linux/arm64"_s, u"linux/arm/v7"_s}, Third);
    m_memory = addLine(u"memory"_s, tr("Memory"), tr("no limit, or 512m, 2g"), Third);
    m_cpus = addLine(u"cpus"_s, tr("CPUs"), tr("all, or 1.5"), Third);
    m_sharedMemory = addLine(u"sharedMemory"_s, tr("Shared memory"), tr("64m"), Third);
    m_gpus = addChoice(u"gpus"_s, tr("GPUs"), {u"all"_s, u"1"_s}, Third);
    m_groups = addLine(u"groupAdd"_s, tr("Further groups"), tr("video, 2000"), Third);
    m_userns = addChoice(u"userns"_s, tr("User namespace"), {u"host"_s}, Third);
    m_capAdd = addLine(u"capAdd"_s, tr("Add capabilities"), tr("NET_ADMIN, SYS_PTRACE"), Half);
    m_capDrop = addLine(u"capDrop"_s, tr("Drop capabilities"), tr("ALL"), Half);
    m_devices = addLine(u"devices"_s, tr("Devices"), tr("/dev/fuse, /dev/dri:/dev/dri:rw"), Whole);
    m_healthCommand =
        addLine(u"healthCommand"_s, tr("Health check"), tr("curl -f http://localhost:8888/api || exit 1"), TwoThirds);
    m_healthInterval = addLine(u"healthInterval"_s, tr("Health check every"), tr("30s"), Third);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_grid);
    addChecks();
    m_labels = new PairsEditor(PairsEditor::Kind::Labels, this);
    connect(m_labels, &PairsEditor::edited, this, &RunMoreView::edited);
    layout->addWidget(m_labels);
}

void RunMoreView::readInto(models::RunForm &form) const
{
    form.command = m_command->text().trimmed();
    form.entrypoint = m_entrypoint->text().trimmed();
    form.workingDir = m_workingDir->text().trimmed();
    form.user = m_user->text().trimmed();
    form.hostname = m_hostname->text().trimmed();
    form.network = m_network->currentText().trimmed();
    form.restartPolicy = m_restart->currentText().trimmed();
    form.platform = m_platform->currentText().trimmed();
    form.memory = m_memory->text().trimmed();
    form.cpus = m_cpus->text().trimmed();
    form.sharedMemory = m_sharedMemory->text().trimmed();
    form.gpus = m_gpus->currentText().trimmed();
    form.groupAdd = m_groups->text().trimmed();
    form.userns = m_userns->currentText().trimmed();
    form.capAdd = m_capAdd->text().trimmed();
    form.capDrop = m_capDrop->text().trimmed();
    form.devices = splitList(m_devices->text());
    form.healthCommand = m_healthCommand->text().trimmed();
    form.healthInterval = m_healthInterval->text().trimmed();
    form.autoRemove = m_autoRemove->isChecked();
    form.tty = m_tty->isChecked();
    form.privileged = m_privileged->isChecked();
    form.labels = m_labels->rows();
}

void RunMoreView::setForm(const models::RunForm &form)
{
    const QSignalBlocker quiet(this);
    m_command->setText(form.command);
    m_entrypoint->setText(form.entrypoint);
    m_workingDir->setText(form.workingDir);
    m_user->setText(form.user);
    m_hostname->setText(form.hostname);
    m_network->setEditText(form.network);
    m_restart->setEditText(form.restartPolicy);
    m_platform->setEditText(form.platform);
    m_memory->setText(form.memory);
    m_cpus->setText(form.cpus);
    m_sharedMemory->setText(form.sharedMemory);
    m_gpus->setEditText(form.gpus);
    m_groups->setText(form.groupAdd);
    m_userns->setEditText(form.userns);
    m_capAdd->setText(form.capAdd);
    m_capDrop->setText(form.capDrop);
    m_devices->setText(form.devices.join(u", "_s));
    m_healthCommand->setText(form.healthCommand);
    m_healthInterval->setText(form.healthInterval);
    m_autoRemove->setChecked(form.autoRemove);
    m_tty->setChecked(form.tty);
    m_privileged->setChecked(form.privileged);
    m_labels->setRows(form.labels);
}

QLineEdit *RunMoreView::addLine(const QString &key, const QString &label, const QString &placeholder, int span)
{
    auto *edit = new QLineEdit;
    edit->setPlaceholderText(placeholder);
    connect(edit, &QLineEdit::textChanged, this, &RunMoreView::edited);
    return m_grid->add(key, label, edit, span);
}

QComboBox *RunMoreView::addChoice(const QString &key, const QString &label, const QStringList &choices, int span)
{
    auto *box = new QComboBox;
    new WheelGuard(box);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItems(choices);
    box->setCurrentIndex(-1);
    box->lineEdit()->setPlaceholderText(tr("default"));
    connect(box, &QComboBox::currentTextChanged, this, &RunMoreView::edited);
    return m_grid->add(key, label, box, span);
}

void RunMoreView::addChecks()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(24);
    const auto add = [this, line](const QString &text, const QString &tip) {
        auto *check = new QCheckBox(text, this);
        check->setToolTip(tip);
        connect(check, &QCheckBox::toggled, this, &RunMoreView::edited);
        line->addWidget(check);
        return check;
    };
    m_autoRemove =
        add(tr("Remove when it exits"), tr("The container and its anonymous volumes go when it ends (--rm)"));
    m_tty = add(tr("Terminal"), tr("Give the program a terminal (--tty)"));
    m_privileged =
        add(tr("Privileged"), tr("Full access to this computer (--privileged): only for images that you trust"));
    line->addStretch();
    static_cast<QVBoxLayout *>(layout())->addLayout(line);
}

} // namespace ui

#include "moc_run_more_view.cpp"
