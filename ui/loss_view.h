// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/loss_check.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace ui {

class ToneLabel;

/// Which files go with containers, inside the box that asks before they are removed: looked for when it opens, the most precious
/// first, the rest counted. What the engine can't tell is said so. Owned by the box; UI thread.
class LossView : public QWidget
{
    Q_OBJECT
public:
    LossView(models::EngineSession &session, const QList<engine::Container> &containers, QWidget *parent);

    [[nodiscard]] const models::LossCheck &check() const { return *m_check; }

private:
    void refresh();
    void fillRows();
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString unknownText() const;

    models::LossCheck *m_check;
    QLabel *m_headline;
    QWidget *m_rows;
    QVBoxLayout *m_rowsLayout;
    ToneLabel *m_rest;
    ToneLabel *m_unknown;
};

} // namespace ui
