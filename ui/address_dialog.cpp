// SPDX-License-Identifier: Apache-2.0
#include "ui/address_dialog.h"

#include "models/format.h"
#include "ui/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

AddressDialog::AddressDialog(QWidget *window)
    : QDialog(window), m_address(new QLineEdit(this)), m_note(new QLabel(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(u"Connect to an engine"_s);
    auto *label = new QLabel(u"&Address"_s, this);
    label->setBuddy(m_address);
    m_address->setAccessibleName(u"Address"_s);
    m_address->setPlaceholderText(u"unix:///var/run/docker.sock or tcp://host:2375"_s);
    m_address->setMinimumWidth(380);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_connect = buttons->addButton(u"Connect"_s, QDialogButtonBox::AcceptRole);
    m_connect->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &AddressDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->addWidget(label);
    column->addWidget(m_address);
    column->addWidget(m_note);
    column->addSpacing(8);
    column->addWidget(buttons);
    connect(m_address, &QLineEdit::textChanged, this, &AddressDialog::check);
    check();
}

void AddressDialog::check()
{
    const engine::Result<engine::Endpoint> endpoint = engine::parseEndpoint(m_address->text().trimmed(), {});
    m_connect->setEnabled(endpoint.has_value());
    const bool wrong = !endpoint && !m_address->text().isEmpty();
    m_note->setText(wrong ? models::visibleText(endpoint.error().message)
                          : u"A unix socket of this machine, or an engine that listens on the network without TLS."_s);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(wrong ? Tone::Error : Tone::Muted, palette()));
    m_note->setPalette(colors);
}

void AddressDialog::accept()
{
    engine::Result<engine::Endpoint> endpoint = engine::parseEndpoint(m_address->text().trimmed(), u"typed in"_s);
    if (!endpoint)
        return;
    endpoint->isExplicit = true;
    Q_EMIT chosen(*endpoint);
    QDialog::accept();
}

} // namespace ui
