// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProxyStyle>

class QStyleOptionButton;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionToolButton;

namespace ui {

/// Fusion, drawn calmer: rounded buttons and fields, hairlines in place of frames, underlined tabs, slim scroll bars, roomy rows. A style
/// and not a style sheet, since a sheet costs start-up time and memory for each widget. Made by applyTheme, owned by QApplication.
class Style : public QProxyStyle
{
    Q_OBJECT
public:
    Style();

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    QPalette standardPalette() const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                         const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    /// Our own pictures: the platform's would be looked for in icon themes, which costs a start 10 ms.
    QIcon standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *returnData) const override;

private:
    void drawButtonLabel(const QStyleOptionButton &button, QPainter *painter, const QWidget *widget) const;
    void drawToolLabel(const QStyleOptionToolButton &tool, QPainter *painter) const;
    void drawSplitButton(const QStyleOptionToolButton &tool, QPainter *painter, const QWidget *widget) const;
    bool drawMenuPart(ControlElement element, const QStyleOptionMenuItem &item, QPainter *painter,
                      const QWidget *widget) const;
    bool drawBarPart(ControlElement element, const QStyleOptionProgressBar &bar, QPainter *painter,
                     const QWidget *widget) const;
};

} // namespace ui
