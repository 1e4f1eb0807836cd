// SPDX-License-Identifier: Apache-2.0
#include "ui/mounts_editor.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using MountRow = models::RunForm::MountRow;

constexpr int ChooseWidth = 90;
constexpr int ReadOnlyWidth = 96;

QString startFolder(const QString &typed)
{
    QString path = typed;
    if (path == u"~" || path.startsWith(u"~/"))
        path.replace(0, 1, QDir::homePath());
    return QDir::isAbsolutePath(path) && QDir(path).exists() ? path : QDir::homePath();
}

} // namespace

MountsEditor::MountsEditor(QWidget *parent)
    : RowsEditor({tr("Folders and volumes"), tr("Files that outlive the container"), tr("Add folder or volume"),
                  tr("Remove folder or volume %1")},
                 {{tr("Host folder or volume"), tr("Host folder or volume"), 5, 0},
                  {{}, tr("Choose folder"), 0, ChooseWidth},
                  {tr("Container path"), tr("Container path"), 4, 0},
                  {{}, tr("Read-only"), 0, ReadOnlyWidth}},
                 parent)
{}

QList<MountRow> MountsEditor::rows() const
{
    QList<MountRow> rows;
    for (int i = 0; i < rowCount(); ++i) {
        rows += {static_cast<QLineEdit *>(cell(i, Source))->text().trimmed(),
                 static_cast<QLineEdit *>(cell(i, Target))->text().trimmed(),
                 static_cast<QCheckBox *>(cell(i, ReadOnly))->isChecked()};
    }
    return rows;
}

void MountsEditor::setRows(const QList<MountRow> &rows)
{
    const QScopedValueRollback filling(m_filling, true);
    setRowCount(int(rows.size()));
    for (int i = 0; i < rows.size(); ++i) {
        setCellText(cell(i, Source), rows.at(i).source);
        setCellText(cell(i, Target), rows.at(i).target);
        static_cast<QCheckBox *>(cell(i, ReadOnly))->setChecked(rows.at(i).readOnly);
    }
}

QList<QWidget *> MountsEditor::makeCells(QWidget *parent)
{
    auto *source = new QLineEdit(parent);
    source->setPlaceholderText(tr("/home/me/work or a volume's name"));
    auto *choose = new QPushButton(tr("Choose…"), parent);
    choose->setAutoDefault(false);
    auto *target = new QLineEdit(parent);
    target->setPlaceholderText(tr("/data"));
    auto *readOnly = new QCheckBox(tr("Read-only"), parent);
    connect(source, &QLineEdit::textChanged, this, &MountsEditor::cellEdited);
    connect(target, &QLineEdit::textChanged, this, &MountsEditor::cellEdited);
    connect(readOnly, &QCheckBox::toggled, this, &MountsEditor::cellEdited);
    connect(choose, &QPushButton::clicked, this, [this, source] { chooseFolder(source); });
    return {source, choose, target, readOnly};
}

void MountsEditor::chooseFolder(QLineEdit *source)
{
    auto *dialog = new QFileDialog(this, tr("Choose folder"), startFolder(source->text().trimmed()));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, source, [source](const QString &path) {
        source->setText(path);
        source->setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

} // namespace ui

#include "moc_mounts_editor.cpp"
