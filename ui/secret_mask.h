// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

class QLineEdit;

namespace ui {

/// Masks the text of `field` while `isSecret` says so, with an eye in the field that shows it. Asked anew whenever the text of
/// `watched` changes (the field itself, or the one that holds its name). Everything belongs to `field`.
void maskWhile(QLineEdit *field, QLineEdit *watched, const std::function<bool()> &isSecret);

} // namespace ui
