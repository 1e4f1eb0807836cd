// SPDX-License-Identifier: Apache-2.0
#include "ui/state_mark.h"

#include "engine-client/dto/container.h"
#include "models/engine_session.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {

StateMark markOf(const engine::Container &container)
{
    using Shape = StateMark::Shape;
    switch (container.state) {
    case engine::ContainerState::Running:
        if (container.health == u"unhealthy"_s)
            return {Shape::Triangle, Tone::Warning};
        return {Shape::Disc, Tone::Ok};
    case engine::ContainerState::Paused:
        return {Shape::Bars, Tone::Warning};
    case engine::ContainerState::Restarting:
        return {Shape::Arc, Tone::Warning};
    case engine::ContainerState::Removing:
        return {Shape::Arc, Tone::Muted};
    case engine::ContainerState::Created:
        return {Shape::Ring, Tone::Muted};
    case engine::ContainerState::Exited:
        if (container.exitCode > 0)
            return {Shape::Cross, Tone::Error};
        return {Shape::Square, Tone::Muted};
    case engine::ContainerState::Dead:
        return {Shape::Cross, Tone::Error};
    case engine::ContainerState::Unknown:
        break;
    }
    return {Shape::Ring, Tone::Muted};
}

StateMark markOf(models::ConnectionState state)
{
    using Shape = StateMark::Shape;
    switch (state) {
    case models::ConnectionState::Connected:
        return {Shape::Disc, Tone::Ok};
    case models::ConnectionState::Connecting:
        return {Shape::Arc, Tone::Muted};
    case models::ConnectionState::Slow:
        return {Shape::Triangle, Tone::Warning};
    case models::ConnectionState::Reconnecting:
        return {Shape::Arc, Tone::Warning};
    case models::ConnectionState::NotReachable:
        return {Shape::Cross, Tone::Error};
    }
    return {};
}

void paintMark(QPainter &painter, const QRectF &rect, const StateMark &mark, const QPalette &palette)
{
    using Shape = StateMark::Shape;
    const QColor color = toneColor(mark.tone, palette);
    const bool outlined = mark.shape == Shape::Ring || mark.shape == Shape::Cross || mark.shape == Shape::Arc;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    painter.setBrush(outlined ? Qt::NoBrush : QBrush(color));
    painter.setPen(outlined ? QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin) : QPen(Qt::NoPen));
    switch (mark.shape) {
    case Shape::None:
        break;
    case Shape::Disc:
        painter.drawEllipse(QPointF(), 4, 4);
        break;
    case Shape::Ring:
        painter.drawEllipse(QPointF(), 3.4, 3.4);
        break;
    case Shape::Square:
        painter.drawRoundedRect(QRectF(-3.5, -3.5, 7, 7), 1.5, 1.5);
        break;
    case Shape::Bars:
        painter.drawRoundedRect(QRectF(-4, -4, 3, 8), 1, 1);
        painter.drawRoundedRect(QRectF(1, -4, 3, 8), 1, 1);
        break;
    case Shape::Cross:
        painter.drawLines({QLineF(-3.2, -3.2, 3.2, 3.2), QLineF(-3.2, 3.2, 3.2, -3.2)});
        break;
    case Shape::Triangle:
        painter.drawPolygon(QPolygonF({QPointF(0, -4.5), QPointF(4.8, 4), QPointF(-4.8, 4)}));
        break;
    case Shape::Arc:
        painter.drawArc(QRectF(-3.6, -3.6, 7.2, 7.2), 60 * 16, 270 * 16);
        break;
    }
    painter.restore();
}

} // namespace ui
