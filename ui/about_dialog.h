// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDialog>

namespace models {
class EngineSession;
}

namespace ui {

/// What the app and the engine are, with versions, and whose work is inside. Modeless, deletes itself. UI thread.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    AboutDialog(const models::EngineSession &session, QWidget *window);
};

} // namespace ui
