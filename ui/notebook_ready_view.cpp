// SPDX-License-Identifier: Apache-2.0
#include "ui/notebook_ready_view.h"

#include "models/format.h"
#include "models/notebook_job.h"
#include "ui/field_note.h"
#include "ui/theme.h"
#include "ui/tone_icon.h"
#include "ui/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

using Secret = models::NotebookPreset::Secret;

namespace {
constexpr int MarkSize = 48;
constexpr int Gap = 12;
constexpr int WarningWidth = 560;
} // namespace

NotebookReadyView::NotebookReadyView(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_address(new QLabel(this))
    , m_login(new ToneLabel(Tone::Muted, {}, this))
    , m_copy(new QPushButton(icon(u"copy"_s), tr("Copy password"), this))
    , m_open(new QPushButton(tr("Open notebook"), this))
    , m_warnings(new QVBoxLayout)
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(headingFont(2));
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_address->setTextFormat(Qt::PlainText);
    m_address->setFont(monospaceFont());
    m_address->setAlignment(Qt::AlignCenter);
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_address->setAccessibleName(tr("Address"));
    m_login->setAlignment(Qt::AlignCenter);
    m_copy->setAutoDefault(false);
    setButtonKind(m_open, ButtonKind::Primary, u"external-link"_s);
    connect(m_copy, &QPushButton::clicked, this, &NotebookReadyView::copySecret);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Gap);
    buttons->addStretch();
    buttons->addWidget(m_copy);
    buttons->addWidget(m_open);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Gap);
    layout->addStretch(2);
    layout->addWidget(new ToneIcon(u"circle-check"_s, Tone::Ok, MarkSize, this), 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_address);
    layout->addWidget(m_login);
    layout->addSpacing(Gap);
    layout->addLayout(buttons);
    layout->addLayout(m_warnings);
    layout->addStretch(3);
}

void NotebookReadyView::setJob(models::NotebookJob *job)
{
    m_job = job;
    const models::NotebookPreset &preset = job->plan().preset;
    const QString name = job->plan().name.isEmpty() ? preset.title : job->plan().name;
    m_title->setText(tr("%1 is ready").arg(models::visibleText(name)));
    m_address->setText(job->address().toString(QUrl::RemoveQuery));
    const bool hasPassword = preset.secret == Secret::Password;
    m_copy->setVisible(hasPassword);
    if (hasPassword && !preset.loginName.isEmpty())
        m_login->setText(tr("Log in as %1 with the password that was made for it.").arg(preset.loginName));
    else if (hasPassword)
        m_login->setText(tr("It asks for the password that was made for it."));
    else if (preset.secret == Secret::Token)
        m_login->setText(tr("The button opens it with its token."));
    else
        m_login->setText(tr("It has no login."));
    while (QLayoutItem *old = m_warnings->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (const QString &warning : job->warnings()) {
        auto *note = new FieldNote(this);
        note->setMaximumWidth(WarningWidth);
        note->show(nullptr, Tone::Warning, warning);
        m_warnings->addWidget(note, 0, Qt::AlignHCenter);
    }
    m_open->setDefault(true);
    m_open->setFocus(Qt::OtherFocusReason);
}

void NotebookReadyView::copySecret()
{
    if (m_job)
        QGuiApplication::clipboard()->setText(m_job->secret());
}

} // namespace ui

#include "moc_notebook_ready_view.cpp"
