// SPDX-License-Identifier: Apache-2.0
#include "ui/style_paint.h"

#include "ui/theme.h"

#include <QAbstractSpinBox>
#include <QPainter>
#include <QPainterPath>
#include <QWidget>

namespace ui::paint {

namespace {

QColor mix(const QColor &a, const QColor &b, qreal share)
{
    return QColor::fromRgbF(float(a.redF() + (b.redF() - a.redF()) * share),
                            float(a.greenF() + (b.greenF() - a.greenF()) * share),
                            float(a.blueF() + (b.blueF() - a.blueF()) * share));
}

void rounded(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &border, qreal corner = radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(border.isValid() ? QPen(border, 1) : QPen(Qt::NoPen));
    const QRectF area = border.isValid() ? QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5) : QRectF(rect);
    painter.drawRoundedRect(area, corner, corner);
    painter.restore();
}

bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

QColor borderColor(const QPalette &palette)
{
    return mix(palette.color(QPalette::Mid), palette.color(QPalette::Dark), isDark(palette) ? 0.35 : 0.45);
}

} // namespace

void buttonPanel(const QStyleOption &option, QPainter &painter, const QWidget *widget)
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(&option);
    ButtonKind kind = buttonKind(widget);
    if (kind == ButtonKind::Plain && button && button->features.testFlag(QStyleOptionButton::DefaultButton))
        kind = ButtonKind::Primary;
    const bool enabled = has(option, QStyle::State_Enabled);
    const QColor text = option.palette.color(QPalette::WindowText);
    QColor fill = fillColor(enabled ? kind : ButtonKind::Plain, option.palette);
    QColor border = kind == ButtonKind::Plain || !enabled ? borderColor(option.palette) : fill;
    if (enabled && (has(option, QStyle::State_Sunken) || has(option, QStyle::State_On)))
        fill = kind == ButtonKind::Plain ? mix(fill, text, 0.12) : fill.darker(120);
    else if (enabled && has(option, QStyle::State_MouseOver))
        fill = kind == ButtonKind::Plain ? mix(fill, text, 0.05) : fill.darker(108);
    if (button && button->features.testFlag(QStyleOptionButton::Flat) && kind == ButtonKind::Plain) {
        border = QColor();
        if (!has(option, QStyle::State_MouseOver) && !has(option, QStyle::State_Sunken))
            fill = Qt::transparent;
    }
    if (!enabled)
        border = option.palette.color(QPalette::Mid);
    rounded(painter, option.rect, fill, border);
}

void toolPanel(const QStyleOption &option, QPainter &painter)
{
    if (!has(option, QStyle::State_Enabled))
        return;
    const bool down = has(option, QStyle::State_Sunken) || has(option, QStyle::State_On);
    if (!down && !has(option, QStyle::State_MouseOver))
        return;
    QColor fill = option.palette.color(QPalette::Active, QPalette::WindowText);
    fill.setAlphaF(down ? 0.14F : 0.07F);
    rounded(painter, option.rect, fill, {});
}

void splitPanel(const QStyleOptionToolButton &tool, const QRect &arrow, QPainter &painter)
{
    const bool isDown = has(tool, QStyle::State_Sunken);
    QStyleOption part(tool);
    part.state.setFlag(QStyle::State_Sunken, isDown && tool.activeSubControls.testFlag(QStyle::SC_ToolButton));
    toolPanel(part, painter);
    part.rect = arrow;
    part.state.setFlag(QStyle::State_Sunken, isDown && tool.activeSubControls.testFlag(QStyle::SC_ToolButtonMenu));
    part.state &= ~(QStyle::State_On | QStyle::State_MouseOver);
    toolPanel(part, painter);
    const QPalette::ColorGroup group = has(tool, QStyle::State_Enabled) ? QPalette::Active : QPalette::Disabled;
    chevron(painter, arrow, Qt::DownArrow, tool.palette.color(group, QPalette::ButtonText), 3.5);
}

void field(const QStyleOption &option, QPainter &painter, bool focused)
{
    const QColor border = !has(option, QStyle::State_Enabled) ? option.palette.color(QPalette::Mid)
                          : focused                           ? toneColor(Tone::Accent, option.palette)
                                                              : borderColor(option.palette);
    rounded(painter, option.rect, option.palette.color(QPalette::Base), border);
    if (focused)
        rounded(painter, option.rect.adjusted(1, 1, -1, -1), Qt::transparent, border, radius - 1);
}

void spinBox(const QStyleOptionSpinBox &box, const QRect &up, const QRect &down, QPainter &painter)
{
    field(box, painter, has(box, QStyle::State_HasFocus));
    if (box.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto step = [&](const QRect &rect, QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag possible,
                          Qt::ArrowType direction) {
        const bool enabled = has(box, QStyle::State_Enabled) && box.stepEnabled.testFlag(possible);
        if (enabled && box.activeSubControls.testFlag(part)) {
            QStyleOption panel(box);
            panel.rect = rect.adjusted(1, 1, -1, -1);
            toolPanel(panel, painter);
        }
        const QPalette::ColorGroup group = enabled ? QPalette::Active : QPalette::Disabled;
        chevron(painter, rect, direction, box.palette.color(group, QPalette::ButtonText), 3);
    };
    step(up, QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Qt::UpArrow);
    step(down, QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Qt::DownArrow);
}

void focusRing(const QStyleOption &option, QPainter &painter)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(toneColor(Tone::Accent, option.palette), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    painter.restore();
}

void frame(const QStyleOption &option, QPainter &painter)
{
    painter.save();
    painter.setPen(separatorColor(option.palette));
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void baseLine(const QStyleOption &option, QPainter &painter)
{
    const QRect &rect = option.rect;
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), separatorColor(option.palette));
}

void menuPanel(const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
}

void tipPanel(const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::ToolTipBase));
}

void sortArrow(const QStyleOption &option, QPainter &painter)
{
    const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(&option);
    const bool up = header && header->sortIndicator == QStyleOptionHeader::SortUp;
    chevron(painter, option.rect, up ? Qt::UpArrow : Qt::DownArrow, toneColor(Tone::Muted, option.palette), 3.5);
}

void downArrow(const QStyleOption &option, QPainter &painter)
{
    chevron(painter, option.rect, Qt::DownArrow, option.palette.color(QPalette::ButtonText), 3.5);
}

void checkBox(const QStyleOption &option, QPainter &painter)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool set = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
    const QRect box = option.rect;
    const QColor accent = fillColor(ButtonKind::Primary, option.palette);
    if (!set) {
        rounded(painter, box, option.palette.color(QPalette::Base),
                enabled ? option.palette.color(QPalette::Shadow).lighter(isDark(option.palette) ? 100 : 115)
                        : borderColor(option.palette),
                4);
        if (isDark(option.palette))
            rounded(painter, box, Qt::transparent,
                    option.palette.color(enabled ? QPalette::PlaceholderText : QPalette::Dark), 4);
        return;
    }
    rounded(painter, box, enabled ? accent : option.palette.color(QPalette::Dark), {}, 4);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::white, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = QRectF(box).center();
    const qreal u = box.width() / 16.0;
    if (has(option, QStyle::State_NoChange))
        painter.drawLine(c - QPointF(4 * u, 0), c + QPointF(4 * u, 0));
    else
        painter.drawPolyline(
            QPolygonF({c + QPointF(-4 * u, 0), c + QPointF(-1 * u, 3 * u), c + QPointF(4 * u, -3 * u)}));
    painter.restore();
}

void radioButton(const QStyleOption &option, QPainter &painter)
{
    const bool enabled = has(option, QStyle::State_Enabled);
    const QColor ring = enabled ? option.palette.color(QPalette::PlaceholderText) : borderColor(option.palette);
    const qreal round = option.rect.width() / 2.0;
    if (!has(option, QStyle::State_On)) {
        rounded(painter, option.rect, option.palette.color(QPalette::Base), ring, round);
        return;
    }
    rounded(painter, option.rect,
            enabled ? fillColor(ButtonKind::Primary, option.palette) : option.palette.color(QPalette::Dark), {}, round);
    const int inset = option.rect.width() * 5 / 16;
    rounded(painter, option.rect.adjusted(inset, inset, -inset, -inset), Qt::white, {}, round);
}

void branch(const QStyleOption &option, QPainter &painter)
{
    if (!has(option, QStyle::State_Children))
        return;
    const bool open = has(option, QStyle::State_Open);
    const QPalette::ColorRole role =
        has(option, QStyle::State_Selected) ? QPalette::HighlightedText : QPalette::PlaceholderText;
    chevron(painter, option.rect, open ? Qt::DownArrow : Qt::RightArrow, option.palette.color(role));
}

void tab(const QStyleOptionTab &option, QPainter &painter)
{
    if (has(option, QStyle::State_HasFocus)) {
        QStyleOption ring = option;
        ring.rect.adjust(2, 4, -2, -4);
        focusRing(ring, painter);
    }
    if (has(option, QStyle::State_Selected))
        painter.fillRect(QRect(option.rect.left() + 4, option.rect.bottom() - 1, option.rect.width() - 8, 2),
                         toneColor(Tone::Accent, option.palette));
}

void headerSection(const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
    if (has(option, QStyle::State_MouseOver))
        painter.fillRect(option.rect, option.palette.color(QPalette::AlternateBase));
    baseLine(option, painter);
}

void progressGroove(const QStyleOptionProgressBar &option, QPainter &painter)
{
    rounded(painter, option.rect, option.palette.color(QPalette::Midlight), {},
            qMin(radius, option.rect.height() / 2.0));
}

void progressContents(const QStyleOptionProgressBar &option, QPainter &painter)
{
    const QRectF full = option.rect;
    const qreal corner = qMin(radius, full.height() / 2);
    QRectF bar = full;
    const bool busy = option.maximum <= option.minimum;
    if (!busy)
        bar.setWidth(full.width() * (qint64(option.progress) - option.minimum) /
                     (qint64(option.maximum) - option.minimum));
    else
        bar = QRectF(full.left() + full.width() * 0.35, full.top(), full.width() * 0.3, full.height());
    if (bar.width() <= 0)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(full, corner, corner);
    QPainterPath inside;
    inside.addRoundedRect(bar, busy ? corner : 0, busy ? corner : 0);
    painter.fillPath(outline.intersected(inside), fillColor(ButtonKind::Primary, option.palette));
    painter.restore();
}

void scrollBar(const QStyleOptionSlider &option, const QRect &slider, QPainter &painter)
{
    if (option.minimum >= option.maximum)
        return;
    const bool strong = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken);
    QColor color = option.palette.color(QPalette::Active, QPalette::WindowText);
    color.setAlphaF(strong ? 0.5F : 0.3F);
    const bool horizontal = option.orientation == Qt::Horizontal;
    const QRect handle = horizontal ? slider.adjusted(2, 3, -2, -3) : slider.adjusted(3, 2, -3, -2);
    rounded(painter, handle, color, {}, 3);
}

void splitter(const QStyleOption &option, QPainter &painter)
{
    const QPoint c = option.rect.center();
    const QColor color = has(option, QStyle::State_MouseOver) || has(option, QStyle::State_Sunken)
                             ? toneColor(Tone::Accent, option.palette)
                             : separatorColor(option.palette);
    // State_Horizontal: the panes lie side by side, the line between them stands.
    if (has(option, QStyle::State_Horizontal))
        painter.fillRect(QRect(c.x(), option.rect.top(), 1, option.rect.height()), color);
    else
        painter.fillRect(QRect(option.rect.left(), c.y(), option.rect.width(), 1), color);
}

void menuItem(const QStyleOptionMenuItem &option, QPainter &painter)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator || !has(option, QStyle::State_Selected) ||
        !has(option, QStyle::State_Enabled))
        return;
    rounded(painter, option.rect.adjusted(4, 1, -4, -1), option.palette.color(QPalette::Highlight), {}, 4);
}

void menuBarItem(const QStyleOptionMenuItem &option, QPainter &painter)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Window));
    if (has(option, QStyle::State_Selected) || has(option, QStyle::State_Sunken))
        rounded(painter, option.rect.adjusted(1, 2, -1, -2), option.palette.color(QPalette::Highlight), {}, 4);
}

void chevron(QPainter &painter, const QRectF &rect, Qt::ArrowType direction, const QColor &color, qreal size)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.translate(rect.center() + QPointF(0.5, 0.5));
    painter.rotate(direction == Qt::DownArrow    ? 0
                   : direction == Qt::UpArrow    ? 180
                   : direction == Qt::RightArrow ? -90
                                                 : 90);
    painter.drawPolyline(QPolygonF({QPointF(-size, -size / 2), QPointF(0, size / 2), QPointF(size, -size / 2)}));
    painter.restore();
}

} // namespace ui::paint
