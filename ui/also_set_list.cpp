// SPDX-License-Identifier: Apache-2.0
#include "ui/also_set_list.h"

#include "models/secret_text.h"
#include "ui/secret_mask.h"
#include "ui/theme.h"

#include <QLineEdit>
#include <QScopedValueRollback>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// In the option's own value as well: --log-opt=splunk-token=….
bool holdsSecret(const QString &option)
{
    const QString value = option.section(u'=', 1);
    return models::maskedWord(option) != option || models::maskedWord(value) != value;
}

} // namespace

AlsoSetList::AlsoSetList(QWidget *parent)
    : RowsEditor(
          {tr("Also set"), tr("Further options of docker run, one a line"), tr("Add option"), tr("Remove option %1")},
          {{QString(), tr("Option"), 1, 0}}, parent)
{}

QStringList AlsoSetList::rows() const
{
    QStringList options;
    for (int i = 0; i < rowCount(); ++i)
        options += static_cast<QLineEdit *>(cell(i, 0))->text();
    return options;
}

void AlsoSetList::setRows(const QStringList &options)
{
    const QScopedValueRollback filling(m_filling, true);
    setRowCount(int(options.size()));
    for (int i = 0; i < options.size(); ++i)
        setCellText(cell(i, 0), options.at(i));
}

QList<QWidget *> AlsoSetList::makeCells(QWidget *parent)
{
    auto *option = new QLineEdit(parent);
    option->setPlaceholderText(tr("--ulimit=nofile=1024"));
    option->setFont(monospaceFont());
    maskWhile(option, option, [option] { return holdsSecret(option->text()); });
    connect(option, &QLineEdit::textChanged, this, &AlsoSetList::cellEdited);
    return {option};
}

} // namespace ui

#include "moc_also_set_list.cpp"
