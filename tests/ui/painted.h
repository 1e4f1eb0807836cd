// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QPaintEvent>
#include <QRegion>
#include <QWidget>

namespace test {

/// What a widget was told to paint, and whether nothing was for a while.
class Painted : public QObject
{
public:
    explicit Painted(QWidget &widget)
    {
        m_since.start();
        widget.installEventFilter(this);
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            region += static_cast<QPaintEvent *>(event)->region();
            m_since.start();
        }
        return false;
    }
    [[nodiscard]] bool isQuiet() const { return m_since.hasExpired(300); }
    QRegion region;

private:
    QElapsedTimer m_since;
};

} // namespace test
