// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QUrl>

class QWidget;

namespace ui {

/// Shows the address in the desktop's browser; several: lets a person choose from a menu at the pointer or, from the keyboard, in the
/// middle of `parent`.
void openLink(const QList<QUrl> &links, QWidget *parent);
/// Replaces the browser (tests, tour); null restores it.
void setLinkOpener(void (*opener)(const QUrl &url));

} // namespace ui
