// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/notebook_check.h"

namespace engine {
struct Container;
}
namespace models {
class EngineSession;
}

namespace ui {

class Toasts;

/// Opens what a container publishes in the browser. Of a notebook it first makes sure that its own server answers; what speaks
/// against it is said in a notification, and nothing is opened. Child of the window; UI thread.
class NotebookOpener : public QObject
{
    Q_OBJECT
public:
    NotebookOpener(models::EngineSession &session, Toasts &toasts, QWidget *window);

    /// Lets a person choose when there are several addresses.
    void open(const engine::Container &container);
    void openNotebook(const QString &containerId);

private:
    void show(const QUrl &link);
    void tell(const models::NotebookVerdict &verdict);

    models::EngineSession &m_session;
    Toasts &m_toasts;
    QWidget *m_window;
    models::NotebookCheck m_check;
    QString m_id; ///< of the container that is checked
    QUrl m_url;
    bool m_isChecking = false;
};

} // namespace ui
