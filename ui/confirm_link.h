// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/open_link.h"

namespace ui {

/// Opens an address that came from outside: the first one of a host only after a person has seen all of it and agreed. Hosts are
/// remembered until the app ends. UI thread.
void openForeignLink(const QUrl &url, QWidget *parent, const LinkFailed &failed);
/// Asks about every host again (tests).
void forgetAgreedHosts();

} // namespace ui
