// SPDX-License-Identifier: Apache-2.0
#include "ui/notebook_ready_view.h"

#include "models/containers_model.h"
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

NotebookReadyView::NotebookReadyView(const models::ContainersModel &containers, QWidget *parent)
    : QWidget(parent)
    , m_containers(containers)
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
    connect(&containers, &models::ContainersModel::dataChanged, this, &NotebookReadyView::showLogin);
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
    const QString name = job->plan().name.isEmpty() ? job->plan().preset.title : job->plan().name;
    m_title->setText(tr("%1 is ready").arg(models::visibleText(name)));
    m_address->setText(job->address().toString(QUrl::RemoveQuery));
    showLogin();
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

void NotebookReadyView::showLogin()
{
    if (!m_job)
        return;
    const models::NotebookPreset &preset = m_job->plan().preset;
    m_copy->setVisible(preset.secret == Secret::Password);
    switch (preset.secret) {
    case Secret::Token:
        m_login->setText(tr("The button opens it with its token."));
        break;
    case Secret::Password:
        m_login->setText(preset.loginName.isEmpty()
                             ? tr("It asks for the password that was made for it.")
                             : tr("Log in as %1 with the password that was made for it.").arg(preset.loginName));
        break;
    case Secret::None:
        m_login->setText(ownLogin());
        break;
    }
}

QString NotebookReadyView::ownLogin() const
{
    using Login = models::Notebook::Login;
    switch (m_containers.notebook(m_job->containerId()).login) {
    case Login::Token:
        return tr("The button opens it with the token that it made itself.");
    case Login::Password:
        return tr("It asks for a password of its own.");
    case Login::Open:
        return tr("It has no login.");
    case Login::Unknown:
        break;
    }
    return tr("No login was made for it.");
}

QUrl NotebookReadyView::address() const
{
    if (!m_job)
        return {};
    const models::Notebook found = m_containers.notebook(m_job->containerId());
    const bool isOwn = m_job->secret().isEmpty() && found.login == models::Notebook::Login::Token;
    return isOwn && found.reach == models::Notebook::Reach::Reachable ? found.url : m_job->address();
}

void NotebookReadyView::copySecret()
{
    if (m_job)
        QGuiApplication::clipboard()->setText(m_job->secret());
}

} // namespace ui

#include "moc_notebook_ready_view.cpp"
