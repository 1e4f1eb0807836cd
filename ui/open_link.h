// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QUrl>

#include <functional>

class QWidget;

namespace ui {

/// The desktop has no browser for this address.
using LinkFailed = std::function<void(const QUrl &url)>;

/// Shows the address in the desktop's browser; several: lets a person choose from a menu at the pointer or, from the keyboard, in the
/// middle of `parent`.
void openLink(const QList<QUrl> &links, QWidget *parent, const LinkFailed &failed);
/// The same without a choice.
void openLink(const QUrl &link, const LinkFailed &failed);
/// Lets a person choose one of the addresses, when there are several, as above; `chosen` opens it.
void chooseLink(const QList<QUrl> &links, QWidget *parent, const std::function<void(const QUrl &)> &chosen);
/// Replaces the browser (tests, tour); null restores it.
void setLinkOpener(void (*opener)(const QUrl &url));

} // namespace ui
