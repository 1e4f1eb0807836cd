// SPDX-License-Identifier: Apache-2.0
#include "ui/pairs_editor.h"

#include "models/env_file.h"
#include "ui/field_note.h"
#include "ui/secret_mask.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using Pair = models::RunForm::Pair;

constexpr qint64 MaximumFileSize = 1 << 20;

RowsEditor::Texts textsOf(PairsEditor::Kind kind)
{
    if (kind == PairsEditor::Kind::Labels)
        return {PairsEditor::tr("Labels"), {}, PairsEditor::tr("Add label"), PairsEditor::tr("Remove label %1")};
    return {PairsEditor::tr("Environment"), PairsEditor::tr("Settings that the program reads at its start"),
            PairsEditor::tr("Add variable"), PairsEditor::tr("Remove variable %1")};
}

} // namespace

PairsEditor::PairsEditor(Kind kind, QWidget *parent)
    : RowsEditor(textsOf(kind),
                 {{tr("Name"), kind == Kind::Labels ? tr("Label name") : tr("Variable name"), 2, 0},
                  {tr("Value"), kind == Kind::Labels ? tr("Label value") : tr("Variable value"), 3, 0}},
                 parent)
    , m_kind(kind)
    , m_fileNote(new FieldNote(this))
{
    layout()->addWidget(m_fileNote);
    if (kind != Kind::Environment)
        return;
    auto *import = new QPushButton(icon(u"file-text"_s), tr("Import from env file…"), this);
    import->setAutoDefault(false);
    connect(import, &QPushButton::clicked, this, &PairsEditor::chooseFile);
    addAction(import);
}

QList<Pair> PairsEditor::rows() const
{
    QList<Pair> rows;
    for (int i = 0; i < rowCount(); ++i)
        rows += {static_cast<QLineEdit *>(cell(i, Name))->text().trimmed(),
                 static_cast<QLineEdit *>(cell(i, Value))->text()};
    return rows;
}

void PairsEditor::setRows(const QList<Pair> &rows)
{
    const QScopedValueRollback filling(m_filling, true);
    setRowCount(int(rows.size()));
    for (int i = 0; i < rows.size(); ++i)
        fill(i, rows.at(i));
}

void PairsEditor::merge(const QList<Pair> &pairs)
{
    {
        const QScopedValueRollback filling(m_filling, true);
        for (const Pair &pair : pairs) {
            const QList<Pair> present = rows();
            const auto same = [&pair](const Pair &row) { return row.name == pair.name; };
            const auto it = std::find_if(present.cbegin(), present.cend(), same);
            if (it == present.cend())
                fill(appendRow(), pair);
            else
                static_cast<QLineEdit *>(cell(int(it - present.cbegin()), Value))->setText(pair.value);
        }
    }
    cellEdited();
}

QList<QWidget *> PairsEditor::makeCells(QWidget *parent)
{
    auto *name = new QLineEdit(parent);
    auto *value = new QLineEdit(parent);
    if (m_kind == Kind::Environment) {
        name->setPlaceholderText(tr("NAME"));
        maskWhile(value, name, [name] { return models::isSecretName(name->text().trimmed()); });
    }
    connect(name, &QLineEdit::textChanged, this, &PairsEditor::cellEdited);
    connect(value, &QLineEdit::textChanged, this, &PairsEditor::cellEdited);
    return {name, value};
}

void PairsEditor::fill(int row, const Pair &pair)
{
    setCellText(cell(row, Name), pair.name);
    setCellText(cell(row, Value), pair.value);
}

void PairsEditor::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Import from env file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::Files | QDir::AllDirs | QDir::NoDotAndDotDot | QDir::Hidden); // ".env" itself is hidden
    connect(dialog, &QFileDialog::fileSelected, this, &PairsEditor::importFile);
    dialog->open();
}

void PairsEditor::importFile(const QString &path)
{
    if (const QFileInfo info(path); info.exists() && !info.isFile()) {
        // A pipe would be waited for.
        m_fileNote->show(nullptr, Tone::Error, tr("%1 is not a file.").arg(path));
        return;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_fileNote->show(nullptr, Tone::Error, tr("Can't read %1: %2.").arg(path, file.errorString()));
        return;
    }
    if (file.size() > MaximumFileSize) {
        m_fileNote->show(nullptr, Tone::Error, tr("%1 is too large for an env file.").arg(path));
        return;
    }
    const auto pairs = models::parseEnvFile(file.readAll());
    if (!pairs) {
        m_fileNote->show(nullptr, Tone::Error, tr("%1 was not imported. %2").arg(path, pairs.error()));
        return;
    }
    m_fileNote->clear();
    merge(*pairs);
}

} // namespace ui

#include "moc_pairs_editor.cpp"
