// SPDX-License-Identifier: Apache-2.0
#pragma once

class QLineEdit;

namespace ui {

/// Gives a line edit a button that empties it and that the keyboard reaches, too, while there is something to empty.
void addClearButton(QLineEdit &edit);

} // namespace ui
