// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/dialog.h"

namespace models {
class EngineSession;
}

namespace ui {

/// "History" of an image in a window of its own.
class HistoryDialog : public Dialog
{
    Q_OBJECT
public:
    HistoryDialog(models::EngineSession &session, const QString &reference, QWidget *parent);
};

} // namespace ui
