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
    const QColor color = toneColor(mark.tone, palette);
    const QPointF c = rect.center();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (mark.shape) {
    case StateMark::Shape::None:
        break;
    case StateMark::Shape::Disc:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(c, 4, 4);
        break;
    case StateMark::Shape::Ring:
        painter.drawEllipse(c, 3.4, 3.4);
        break;
    case StateMark::Shape::Square:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(c.x() - 3.5, c.y() - 3.5, 7, 7), 1.5, 1.5);
        break;
    case StateMark::Shape::Bars:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawRoundedRect(QRectF(c.x() - 4, c.y() - 4, 3, 8), 1, 1);
        painter.drawRoundedRect(QRectF(c.x() + 1, c.y() - 4, 3, 8), 1, 1);
        break;
    case StateMark::Shape::Cross:
        painter.drawLine(c + QPointF(-3.2, -3.2), c + QPointF(3.2, 3.2));
        painter.drawLine(c + QPointF(-3.2, 3.2), c + QPointF(3.2, -3.2));
        break;
    case StateMark::Shape::Triangle:
        painter.setBrush(color);
        painter.drawPolygon(QPolygonF({c + QPointF(0, -3.6), c + QPointF(3.8, 3), c + QPointF(-3.8, 3)}));
        break;
    case StateMark::Shape::Arc:
        painter.drawArc(QRectF(c.x() - 3.6, c.y() - 3.6, 7.2, 7.2), 60 * 16, 270 * 16);
        break;
    }
    painter.restore();
}

} // namespace ui
