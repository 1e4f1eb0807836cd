// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QIconEngine>

namespace ui {

/// Draws one of the bundled line icons in the colour that its surroundings ask for. SVG's `currentColor` would be black, so the
/// colour is written into the document; it is read from the application palette at each drawing, which is how icons follow a
/// change of theme. Nothing is read or rasterised before the first drawing. Owned by QIcon; UI thread.
class IconEngine : public QIconEngine
{
public:
    /// `color` invalid: the palette's text colour.
    explicit IconEngine(const QString &name, const QColor &color = {});

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override;
    QString iconName() override;
    bool isNull() override;

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const;

    QString m_name;
    QColor m_color;
};

} // namespace ui
