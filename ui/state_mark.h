// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QRectF>

class QPainter;

namespace engine {
struct Container;
}
namespace models {
enum class ConnectionState;
}

namespace ui {

/// The small sign before a name. Shape and colour say the same, so that neither is needed to tell states apart; the word stands in the
/// Status column.
struct StateMark
{
    enum class Shape { None, Disc, Ring, Square, Bars, Cross, Triangle, Arc };
    Shape shape = Shape::None;
    Tone tone = Tone::Muted;
    bool operator==(const StateMark &) const = default;
};

[[nodiscard]] StateMark markOf(const engine::Container &container);
[[nodiscard]] StateMark markOf(models::ConnectionState state);
/// Draws it into the middle of `rect`, 8 px wide (scaled with the painter).
void paintMark(QPainter &painter, const QRectF &rect, const StateMark &mark, const QPalette &palette);

} // namespace ui
