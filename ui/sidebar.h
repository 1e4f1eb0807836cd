// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"
#include "ui/services.h"

#include <QHash>
#include <QWidget>

namespace ui {

class NavButton;

/// The left edge: the pages with the number of running jobs, and the engine at the foot. Owned by the main window; UI thread.
class Sidebar : public QWidget
{
    Q_OBJECT
public:
    struct Entry
    {
        QString id, label, icon;
    };

    Sidebar(const Services &services, const QList<Entry> &entries, const QList<engine::Endpoint> &candidates,
            QWidget *parent = nullptr);

    /// Marks the page that is in front.
    void setCurrent(const QString &id);

Q_SIGNALS:
    void pageRequested(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QHash<QString, NavButton *> m_buttons;
};

} // namespace ui
