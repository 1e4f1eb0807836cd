// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <functional>

class QPushButton;
class QWidget;

namespace ui {

/// The button "Choose…" beside a field for a folder.
[[nodiscard]] QPushButton *makeChooseButton(QWidget *parent);
/// `typed` as the person meant it: absolute and tidy, with ~ replaced; what is no path of a folder stays as it is.
[[nodiscard]] QString folderFrom(const QString &typed);
/// Asks for a folder of this machine, beginning at the one typed so far or the nearest above it. `parent` owns the dialog.
void chooseFolder(const QString &title, const QString &typed, QWidget *parent,
                  const std::function<void(const QString &path)> &chosen);

} // namespace ui
