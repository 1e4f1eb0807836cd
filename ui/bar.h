// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QProgressBar>

class QPainter;

namespace ui {

/// Draws a flat bar centred in `area`. A negative `fraction` is unknown and drawn as a piece that wanders with `phase` (0..1).
void paintBar(QPainter &painter, const QRectF &area, double fraction, Tone tone, const QPalette &palette, double phase);
/// Where a wandering piece is now, for every bar alike.
[[nodiscard]] double busyPhase();

/// A progress bar in the product's look. Busy while the fraction is unknown; then it repaints itself 20 times a second, but only
/// as long as it is really painted.
class Bar : public QProgressBar
{
    Q_OBJECT
public:
    static constexpr int Resolution = 1000;
    static constexpr int BusyIntervalMs = 50;

    explicit Bar(QWidget *parent = nullptr);

    /// 0..1, or negative when unknown.
    void setFraction(double fraction);
    void setTone(Tone tone);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_fraction = -1;
    Tone m_tone = Tone::Accent;
    bool m_tickPending = false;
};

} // namespace ui
