// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"
#include "ui/services.h"

#include <QAbstractButton>

class QMenu;

namespace ui {

/// The foot of the sidebar: which engine this is and how the app stands to it, with a sign and a word. A click opens the list of
/// engines. Owned by the sidebar; UI thread.
class EngineButton : public QAbstractButton
{
    Q_OBJECT
public:
    /// `candidates`: where engines may be on this machine, best first.
    EngineButton(const Services &services, const QList<engine::Endpoint> &candidates, QWidget *parent);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void openMenu();
    void fillMenu(QMenu &menu);
    void addEngine(QMenu &menu, const engine::Endpoint &endpoint);
    void connectTo(const engine::Endpoint &endpoint);
    void askAddress();
    [[nodiscard]] QString secondLine() const;

    Services m_services;
    QList<engine::Endpoint> m_candidates;
};

} // namespace ui
