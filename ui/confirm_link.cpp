// SPDX-License-Identifier: Apache-2.0
#include "ui/confirm_link.h"

#include "models/log_links.h"
#include "ui/dialog.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSet>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int AddressWidth = 460;
constexpr int AddressHeight = 84; ///< four rows; more scroll

QSet<QString> &agreedHosts()
{
    static QSet<QString> hosts;
    return hosts;
}

/// Shows the address, Open and Cancel.
void ask(const QUrl &url, QWidget *parent, const LinkFailed &failed)
{
    auto *const dialog = new Dialog(QObject::tr("Open link"), parent);
    auto *const column = static_cast<QVBoxLayout *>(dialog->layout());
    auto *const headline =
        new QLabel(QObject::tr("Open this address on %1 in the browser?").arg(url.host(QUrl::FullyEncoded)));
    headline->setTextFormat(Qt::PlainText);
    headline->setWordWrap(true);
    auto *const address = new QPlainTextEdit(models::linkText(url));
    address->setReadOnly(true);
    address->setTabChangesFocus(true);
    address->setWordWrapMode(QTextOption::WrapAnywhere);
    address->setFont(monospaceFont());
    address->setAccessibleName(QObject::tr("Address"));
    address->setMinimumWidth(AddressWidth);
    address->setFixedHeight(AddressHeight);
    auto *const cancel = new QPushButton(QObject::tr("Cancel"));
    auto *const open = new QPushButton(QObject::tr("Open link"));
    setButtonKind(open, ButtonKind::Primary, u"external-link"_s);
    open->setDefault(true);
    auto *const buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(open);
    column->addWidget(headline);
    column->addWidget(address);
    column->addLayout(buttons);
    QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(open, &QPushButton::clicked, dialog, [dialog, parent, url, failed] {
        agreedHosts().insert(url.host());
        dialog->accept();
        openLink({url}, parent, failed);
    });
    open->setFocus();
    dialog->open();
}

} // namespace

void openForeignLink(const QUrl &url, QWidget *parent, const LinkFailed &failed)
{
    if (url.scheme() != u"http" && url.scheme() != u"https")
        return;
    if (agreedHosts().contains(url.host()))
        openLink({url}, parent, failed);
    else
        ask(url, parent, failed);
}

void forgetAgreedHosts()
{
    agreedHosts().clear();
}

} // namespace ui
