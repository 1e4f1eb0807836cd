// SPDX-License-Identifier: Apache-2.0
#include "ui/plot_widget.h"

#include <QAccessible>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr qint64 windowMs = 10 * 60 * 1000;
/// A longer pause between two samples is a gap in the line, not a slope.
constexpr qint64 gapMs = 5000;
constexpr int padding = 12;
constexpr int gridLines = 2;
/// In a low pane the labels of the middle and of the time would stand on one another: the figure above says enough then.
constexpr int heightForLabels = 72;

/// The next 1, 2 or 5 times a power of ten.
double roundUp(double value)
{
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (value <= step * power)
            return step * power;
    }
    return 10 * power;
}

} // namespace

PlotWidget::PlotWidget(const QString &title, const QList<Series> &series, Format format, double smallestTop,
                       QWidget *parent)
    : QWidget(parent)
    , m_title(title)
    , m_series(series)
    , m_format(std::move(format))
    , m_smallestTop(smallestTop)
    , m_top(smallestTop)
{
    setAccessibleName(title);
    setAccessibleDescription(u"no figures yet"_s);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PlotWidget::setPoints(QList<Point> points, double limit)
{
    m_points = std::move(points);
    m_limit = limit;
    double highest = 0;
    for (const Point &point : m_points)
        highest = std::max({highest, point.values[0], m_series.size() > 1 ? point.values[1] : 0});
    m_top = std::max(m_smallestTop, highest > 0 ? roundUp(highest * 1.05) : 0);
    setAccessibleDescription(m_points.isEmpty() ? u"no figures yet"_s : valueText(m_points.last()));
    update();
}

QSize PlotWidget::sizeHint() const
{
    return {360, 150};
}

QSize PlotWidget::minimumSizeHint() const
{
    return {200, 96};
}

QRectF PlotWidget::plotArea() const
{
    const int header = fontMetrics().height() + 14;
    const int axis = height() - header - padding < heightForLabels ? 4 : fontMetrics().height() + 4;
    return QRectF(rect()).adjusted(padding, header + padding / 2.0, -padding, -axis - 2);
}

QPointF PlotWidget::place(const Point &point, int series, const QRectF &area) const
{
    const double age = double(m_points.last().timeMs - point.timeMs) / double(windowMs);
    return {area.right() - age * area.width(),
            area.bottom() - std::min(1.0, point.values[series] / m_top) * area.height()};
}

QString PlotWidget::valueText(const Point &point) const
{
    if (m_series.size() == 1)
        return m_limit > 0 ? u"%1 of %2"_s.arg(m_format(point.values[0]), m_format(m_limit))
                           : m_format(point.values[0]);
    return u"%1 %2, %3 %4"_s.arg(m_series[0].name, m_format(point.values[0]), m_series[1].name,
                                 m_format(point.values[1]));
}

const PlotWidget::Point *PlotWidget::hovered(const QRectF &area) const
{
    if (m_hoverX < 0 || m_points.isEmpty() || m_hoverX < area.left() || m_hoverX > area.right())
        return nullptr;
    const auto nearest = std::min_element(m_points.begin(), m_points.end(), [&](const Point &a, const Point &b) {
        return std::abs(place(a, 0, area).x() - m_hoverX) < std::abs(place(b, 0, area).x() - m_hoverX);
    });
    return std::abs(place(*nearest, 0, area).x() - m_hoverX) < 12 ? &*nearest : nullptr;
}

void PlotWidget::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(separatorColor(palette()));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);

    const QRectF area = plotArea();
    paintHeader(painter);
    paintGrid(painter, area);
    for (int series = int(m_series.size()) - 1; series >= 0; --series)
        paintSeries(painter, area, series);
    paintHover(painter, area);
}

void PlotWidget::paintHeader(QPainter &painter) const
{
    const QRectF header(padding, 8, width() - 2 * padding, fontMetrics().height() + 4);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(header, Qt::AlignLeft | Qt::AlignVCenter, m_title);

    painter.setFont(font());
    if (m_points.isEmpty()) {
        painter.setPen(toneColor(Tone::Muted, palette()));
        painter.drawText(header, Qt::AlignRight | Qt::AlignVCenter, u"Waiting for the first sample…"_s);
        return;
    }
    double right = header.right();
    for (qsizetype i = m_series.size() - 1; i >= 0; --i) {
        const QString value = m_series.size() == 1
                                  ? valueText(m_points.last())
                                  : u"%1 %2"_s.arg(m_series[i].name, m_format(m_points.last().values[i]));
        const double wide = fontMetrics().horizontalAdvance(value);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(QRectF(right - wide, header.top(), wide, header.height()), Qt::AlignVCenter, value);
        if (m_series.size() >
            1) { // a square for the filled line, a ring for the other: the shape tells them apart, too
            const QRectF sign(right - wide - 14, header.center().y() - 4, 8, 8);
            const QColor color = toneColor(m_series[i].tone, palette());
            painter.setPen(QPen(color, 1.5));
            painter.setBrush(i == 0 ? QBrush(color) : QBrush(Qt::NoBrush));
            i == 0 ? painter.drawRect(sign) : painter.drawEllipse(sign);
        }
        right -= wide + 30;
    }
}

void PlotWidget::paintGrid(QPainter &painter, const QRectF &area) const
{
    const QColor muted = toneColor(Tone::Muted, palette());
    const bool low = height() - area.bottom() < fontMetrics().height();
    for (int i = 0; i <= gridLines; ++i) {
        const double y = area.top() + area.height() * i / gridLines;
        painter.setPen(QPen(separatorColor(palette()), 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        if (i == gridLines || (low && i > 0))
            continue;
        painter.setPen(muted);
        painter.drawText(QRectF(area.left(), y + 1, area.width(), fontMetrics().height()), Qt::AlignLeft,
                         m_format(m_top * (gridLines - i) / gridLines));
    }
    if (low)
        return;
    painter.setPen(muted);
    const QRectF axis(area.left(), area.bottom() + 3, area.width(), fontMetrics().height());
    painter.drawText(axis, Qt::AlignLeft, u"10 min ago"_s);
    painter.drawText(axis, Qt::AlignHCenter, u"5 min"_s);
    painter.drawText(axis, Qt::AlignRight, u"now"_s);
}

void PlotWidget::paintSeries(QPainter &painter, const QRectF &area, int series) const
{
    if (m_points.isEmpty())
        return;
    const QColor color = toneColor(m_series[series].tone, palette());
    painter.save();
    painter.setClipRect(area.adjusted(-2, -2, 2, 2));
    for (qsizetype begin = 0; begin < m_points.size();) {
        qsizetype end = begin + 1;
        QPainterPath line(place(m_points[begin], series, area));
        while (end < m_points.size() && m_points[end].timeMs - m_points[end - 1].timeMs <= gapMs)
            line.lineTo(place(m_points[end++], series, area));
        if (series == 0) {
            QPainterPath fill = line;
            fill.lineTo(line.currentPosition().x(), area.bottom());
            fill.lineTo(place(m_points[begin], series, area).x(), area.bottom());
            QColor soft = color;
            soft.setAlphaF(0.14F);
            painter.fillPath(fill, soft);
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, 1.6, series == 0 ? Qt::SolidLine : Qt::DashLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(line);
        begin = end;
    }
    painter.restore();
}

void PlotWidget::paintHover(QPainter &painter, const QRectF &area) const
{
    const Point *point = hovered(area);
    if (point == nullptr)
        return;
    const double x = place(*point, 0, area).x();
    painter.setPen(QPen(palette().color(QPalette::Dark), 1, Qt::DotLine));
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));

    const qint64 age = (m_points.last().timeMs - point->timeMs) / 1000;
    const QString when = age < 60 ? u"%1 s ago"_s.arg(age) : u"%1 min %2 s ago"_s.arg(age / 60).arg(age % 60);
    const QString text = u"%1 · %2"_s.arg(valueText(*point), age == 0 ? u"now"_s : when);
    QRectF box(0, area.top(), fontMetrics().horizontalAdvance(text) + 16, fontMetrics().height() + 8);
    box.moveLeft(std::clamp(x + 8, area.left(), std::max(area.left(), area.right() - box.width())));
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().toolTipBase());
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(palette().color(QPalette::ToolTipText));
    painter.drawText(box, Qt::AlignCenter, text);
}

void PlotWidget::mouseMoveEvent(QMouseEvent *event)
{
    m_hoverX = int(event->position().x());
    update();
}

void PlotWidget::leaveEvent(QEvent *)
{
    m_hoverX = -1;
    update();
}

} // namespace ui
