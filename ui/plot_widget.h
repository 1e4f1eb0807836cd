// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QList>
#include <QWidget>

#include <functional>

namespace ui {

/// One figure over the last ten minutes, drawn by hand: title and current value above, one or two lines with the first filled,
/// a quiet grid, the value under the pointer. Its accessible description is the current value. UI thread.
class PlotWidget : public QWidget
{
    Q_OBJECT
public:
    struct Series
    {
        QString name; ///< shown when there are two: "received", "sent"
        Tone tone = Tone::Accent;
    };
    struct Point
    {
        qint64 timeMs = 0; ///< ms since 1970
        double values[2] = {0, 0};
    };
    using Format = std::function<QString(double)>;

    /// `smallestTop`: the axis ends no lower, so that noise near zero stays flat.
    PlotWidget(const QString &title, const QList<Series> &series, Format format, double smallestTop,
               QWidget *parent = nullptr);

    /// Replaces the line; `limit` (0: none) is told beside the current value: "61 MB of 2 GB".
    void setPoints(QList<Point> points, double limit = 0);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    [[nodiscard]] QRectF plotArea() const;
    [[nodiscard]] QPointF place(const Point &point, int series, const QRectF &area) const;
    [[nodiscard]] QString valueText(const Point &point) const;
    [[nodiscard]] const Point *hovered(const QRectF &area) const;
    void paintHeader(QPainter &painter) const;
    void paintGrid(QPainter &painter, const QRectF &area) const;
    void paintSeries(QPainter &painter, const QRectF &area, int series) const;
    void paintHover(QPainter &painter, const QRectF &area) const;

    QString m_title;
    QList<Series> m_series;
    Format m_format;
    double m_smallestTop;
    QList<Point> m_points;
    double m_limit = 0;
    double m_top = 1;
    int m_hoverX = -1;
};

} // namespace ui
