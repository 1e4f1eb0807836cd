// SPDX-License-Identifier: Apache-2.0
#include "ui/name_dialog.h"

#include "ui/command_preview.h"
#include "ui/field_grid.h"
#include "ui/field_note.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int Width = 500;
}

NameDialog::NameDialog(const QString &title, const QString &headline, const QString &fieldLabel,
                       const QString &confirmLabel, QWidget *parent)
    : Dialog(title, parent)
    , m_grid(new FieldGrid(this))
    , m_name(new QLineEdit)
    , m_command(new CommandPreview(this))
    , m_confirm(new QPushButton(confirmLabel, this))
{
    auto *top = new QLabel(headline, this);
    top->setTextFormat(Qt::PlainText);
    top->setFont(headingFont(1));
    top->setWordWrap(true);
    m_grid->add(u"name"_s, fieldLabel, m_name, FieldGrid::Columns);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    setButtonKind(m_confirm, ButtonKind::Primary);
    m_confirm->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Gap - 4);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);
    content()->addWidget(top);
    content()->addWidget(m_grid);
    content()->addStretch();
    content()->addWidget(m_command);
    content()->addLayout(buttons);
    connect(m_name, &QLineEdit::textChanged, this, &NameDialog::refresh);
    connect(cancel, &QPushButton::clicked, this, &NameDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        confirm(name());
        accept();
    });
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(Width);
    setGrowing(true);
}

void NameDialog::setName(const QString &name)
{
    m_first = name.trimmed();
    m_name->setText(name);
    m_name->selectAll();
    m_name->setFocus(Qt::OtherFocusReason);
    refresh();
}

QString NameDialog::name() const
{
    return m_name->text().trimmed();
}

void NameDialog::refresh()
{
    const Verdict verdict = judge(name());
    FieldNote *note = m_grid->note(u"name"_s);
    note->clear();
    // Nobody has made a mistake before the first key; the tool tip of the button says what is wanted.
    if (!verdict.problem.isEmpty() && !name().isEmpty() && name() != m_first)
        note->show(m_name, Tone::Error, verdict.problem);
    else if (!verdict.hint.isEmpty())
        note->show(m_name, Tone::Muted, verdict.hint);
    m_confirm->setEnabled(verdict.problem.isEmpty());
    m_confirm->setToolTip(verdict.problem.toHtmlEscaped());
    m_command->setVisible(!verdict.command.isEmpty());
    m_command->setCommand(verdict.command);
}

} // namespace ui

#include "moc_name_dialog.cpp"
