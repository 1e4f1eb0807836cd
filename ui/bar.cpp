// SPDX-License-Identifier: Apache-2.0
#include "ui/bar.h"

#include <QPainter>
#include <QTimer>

#include <algorithm>
#include <chrono>

namespace ui {

namespace {
constexpr qreal Thickness = 6;
constexpr qint64 BusyPeriodMs = 1600;
constexpr double BusyLength = 0.28; ///< of the whole bar
} // namespace

void paintBar(QPainter &painter, const QRectF &area, double fraction, Tone tone, const QPalette &palette, double phase)
{
    const qreal thickness = std::min(Thickness, area.height());
    QRectF track(area.left(), area.center().y() - thickness / 2, area.width(), thickness);
    const qreal radius = thickness / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor groove = palette.color(QPalette::Text);
    groove.setAlphaF(isDark(palette) ? 0.16F : 0.12F);
    painter.setBrush(groove);
    painter.drawRoundedRect(track, radius, radius);

    QRectF piece = track;
    if (fraction < 0) {
        const qreal length = track.width() * BusyLength;
        const qreal left = track.left() - length + (track.width() + length) * phase;
        piece = QRectF(left, track.top(), length, thickness).intersected(track);
    } else {
        piece.setWidth(track.width() * std::min(fraction, 1.0));
        if (fraction > 0)
            piece.setWidth(std::max(piece.width(), thickness));
    }
    if (piece.width() > 0) {
        painter.setBrush(toneColor(tone, palette));
        painter.drawRoundedRect(piece, radius, radius);
    }
    painter.restore();
}

double busyPhase()
{
    using namespace std::chrono;
    const qint64 now = duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
    return double(now % BusyPeriodMs) / double(BusyPeriodMs);
}

Bar::Bar(QWidget *parent) : QProgressBar(parent)
{
    setTextVisible(false);
    setRange(0, 0);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Bar::setFraction(double fraction)
{
    m_fraction = fraction;
    if (fraction < 0) {
        setRange(0, 0);
    } else {
        setRange(0, Resolution);
        setValue(int(std::min(fraction, 1.0) * Resolution));
    }
    update();
}

void Bar::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize Bar::sizeHint() const
{
    return {160, 12};
}

void Bar::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    paintBar(painter, rect(), m_fraction, m_tone, palette(), busyPhase());
    if (m_fraction >= 0 || m_tickPending)
        return;
    m_tickPending = true;
    QTimer::singleShot(BusyIntervalMs, this, [this] {
        m_tickPending = false;
        update();
    });
}

} // namespace ui

#include "moc_bar.cpp"
