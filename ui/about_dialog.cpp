// SPDX-License-Identifier: Apache-2.0
#include "ui/about_dialog.h"

#include "models/engine_session.h"
#include "ui/theme.h"
#include "ui/version_text.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

AboutDialog::AboutDialog(const models::EngineSession &session, QWidget *window) : QDialog(window)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(u"About Longshore"_s);
    auto *mark = new QLabel(this);
    mark->setPixmap(icon(u"longshore"_s).pixmap(QSize(64, 64), devicePixelRatioF()));
    QLabel *name = plainLabel(u"Longshore %1"_s.arg(QStringLiteral(LONGSHORE_VERSION)), this);
    name->setFont(headingFont(2));
    const QString versions = u"Longshore %1\nQt %2\n\n%3"_s.arg(QStringLiteral(LONGSHORE_VERSION),
                                                                QString::fromLatin1(qVersion()), versionText(session));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton *copy = buttons->addButton(u"Copy version details"_s, QDialogButtonBox::ActionRole);
    copy->setIcon(icon(u"copy"_s));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [versions] { QGuiApplication::clipboard()->setText(versions); });
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->addWidget(mark);
    column->addWidget(name);
    column->addWidget(plainLabel(u"A native manager for Docker and Podman containers."_s, this));
    column->addSpacing(8);
    column->addWidget(plainLabel(versionText(session), this));
    column->addSpacing(8);
    column->addWidget(plainLabel(
        u"Longshore is free software under the Apache License 2.0. Icons: Lucide (ISC License). "
        "Qt is used under the LGPL 3; curl under its own licence; PCRE2 under a BSD licence; nlohmann/json under the MIT License."_s,
        this));
    column->addStretch(1);
    column->addWidget(buttons);
    setMinimumWidth(460);
}

} // namespace ui
