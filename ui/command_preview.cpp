// SPDX-License-Identifier: Apache-2.0
#include "ui/command_preview.h"

#include "ui/command_edit.h"
#include "ui/theme.h"
#include "ui/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

CommandPreview::CommandPreview(QWidget *parent)
    : QWidget(parent), m_text(new CommandEdit(this)), m_copy(new QPushButton(icon(u"copy"_s), tr("Copy"), this))
{
    auto *title = new ToneLabel(Tone::Muted, tr("Docker command"), this);
    title->setWordWrap(false);
    title->setBuddy(m_text);
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Docker command"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy->setAutoDefault(false);
    m_copy->setAccessibleName(tr("Copy docker command"));
    connect(m_copy, &QPushButton::clicked, this, &CommandPreview::copy);

    auto *top = new QHBoxLayout;
    top->addWidget(title, 1);
    top->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addWidget(m_text);
}

void CommandPreview::setCommand(const QString &shown, const QString &copied)
{
    m_copied = copied;
    if (m_text->toPlainText() == shown)
        return;
    m_text->setPlainText(shown);
}

QString CommandPreview::shownText() const
{
    return m_text->toPlainText();
}

void CommandPreview::setMaximumLines(int lines)
{
    m_text->setLines(1, lines);
}

void CommandPreview::copy()
{
    QGuiApplication::clipboard()->setText(m_copied);
}

} // namespace ui

#include "moc_command_preview.cpp"
