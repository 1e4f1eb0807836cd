// SPDX-License-Identifier: Apache-2.0
#include "ui/style.h"

#include "ui/style_paint.h"
#include "ui/theme.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int controlHeight = 30;
constexpr int fieldPadding = 5; ///< before and after the text of a field
constexpr int headerHeight = 30;
constexpr int itemHeight = 26;
constexpr int buttonGap = 8; ///< between icon and text
constexpr int toolPadding = 6;
constexpr int toolGap = 7;        ///< between icon and text
constexpr int toolMenuWidth = 14; ///< of the arrow beside a button that has a menu as well
constexpr int stepperWidth = 20;
constexpr int tabHeight = 36;
constexpr int shortestHandle = 28;

struct PrimitivePainter
{
    QStyle::PrimitiveElement element;
    void (*paint)(const QStyleOption &option, QPainter &painter);
};

constexpr PrimitivePainter primitivePainters[] = {
    {QStyle::PE_PanelButtonTool, paint::toolPanel},
    {QStyle::PE_FrameFocusRect, paint::focusRing},
    {QStyle::PE_Frame, paint::frame},
    {QStyle::PE_FrameMenu, paint::frame},
    {QStyle::PE_FrameTabWidget, paint::baseLine},
    {QStyle::PE_FrameTabBarBase, paint::baseLine},
    {QStyle::PE_PanelMenu, paint::menuPanel},
    {QStyle::PE_PanelTipLabel, paint::tipPanel},
    {QStyle::PE_PanelStatusBar, paint::nothing},
    {QStyle::PE_PanelMenuBar, paint::nothing},
    {QStyle::PE_FrameStatusBarItem, paint::nothing},
    {QStyle::PE_IndicatorBranch, paint::branch},
    {QStyle::PE_IndicatorCheckBox, paint::checkBox},
    {QStyle::PE_IndicatorRadioButton, paint::radioButton},
    {QStyle::PE_IndicatorHeaderArrow, paint::sortArrow},
    {QStyle::PE_IndicatorArrowDown, paint::downArrow},
};

struct Metric
{
    QStyle::PixelMetric metric;
    int pixels;
};

constexpr Metric metrics[] = {
    {QStyle::PM_ScrollBarExtent, 12},
    {QStyle::PM_ScrollBarSliderMin, shortestHandle},
    {QStyle::PM_SmallIconSize, 16},
    {QStyle::PM_ButtonIconSize, 16},
    {QStyle::PM_ToolBarIconSize, 16},
    {QStyle::PM_TabBarIconSize, 16},
    {QStyle::PM_MenuButtonIndicator, toolMenuWidth},
    {QStyle::PM_SplitterWidth, 7},
    {QStyle::PM_MenuPanelWidth, 1},
    {QStyle::PM_MenuVMargin, 4},
    {QStyle::PM_IndicatorWidth, 16},
    {QStyle::PM_IndicatorHeight, 16},
    {QStyle::PM_ExclusiveIndicatorWidth, 16},
    {QStyle::PM_ExclusiveIndicatorHeight, 16},
    {QStyle::PM_TabBarTabShiftHorizontal, 0},
    {QStyle::PM_TabBarTabShiftVertical, 0},
    {QStyle::PM_ButtonShiftHorizontal, 0},
    {QStyle::PM_ButtonShiftVertical, 0},
    {QStyle::PM_TabBarBaseHeight, 0},
    {QStyle::PM_HeaderMargin, 6},
    {QStyle::PM_TreeViewIndentation, 20},
    {QStyle::PM_LayoutLeftMargin, 12},
    {QStyle::PM_LayoutTopMargin, 12},
    {QStyle::PM_LayoutRightMargin, 12},
    {QStyle::PM_LayoutBottomMargin, 12},
    {QStyle::PM_LayoutHorizontalSpacing, 8},
    {QStyle::PM_LayoutVerticalSpacing, 8},
};

bool whiteLabel(const QStyleOptionButton &button, const QWidget *widget)
{
    return button.state.testFlag(QStyle::State_Enabled) &&
           (buttonKind(widget) != ButtonKind::Plain || button.features.testFlag(QStyleOptionButton::DefaultButton));
}

/// The field takes the room that the two steps leave.
QRect spinBoxPart(const QStyleOptionSpinBox &box, QStyle::SubControl part)
{
    const QRect inside = box.rect.adjusted(1, 1, -1, -1);
    const int steps = box.buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : stepperWidth;
    const int half = inside.height() / 2;
    QRect rect = box.rect;
    if (part == QStyle::SC_SpinBoxEditField)
        rect = inside.adjusted(fieldPadding, 0, -qMax(steps, fieldPadding), 0);
    else if (part == QStyle::SC_SpinBoxUp)
        rect = {inside.right() + 1 - steps, inside.top(), steps, half};
    else if (part == QStyle::SC_SpinBoxDown)
        rect = {inside.right() + 1 - steps, inside.top() + half, steps, inside.height() - half};
    return QStyle::visualRect(box.direction, box.rect, rect);
}

QSize toolButtonSize(const QStyleOption &option, const QSize &size)
{
    const int height = qMax(size.height() + 4, 28);
    const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(&option);
    if (!tool || tool->toolButtonStyle != Qt::ToolButtonTextBesideIcon)
        return {size.width() + 6, height};
    const QSize text = tool->fontMetrics.size(Qt::TextShowMnemonic, tool->text);
    const int menu = tool->features.testFlag(QStyleOptionToolButton::MenuButtonPopup) ? toolMenuWidth : 0;
    return {tool->iconSize.width() + toolGap + text.width() + 2 * toolPadding + 2 + menu, height};
}

} // namespace

Style::Style() : QProxyStyle(u"Fusion"_s)
{
    setObjectName(u"longshore"_s);
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    // Qt gives the clear button of a field neither a name nor a tool tip.
    if (const auto *edit = qobject_cast<QLineEdit *>(widget)) {
        if (auto *clear = edit->findChild<QAction *>(u"_q_qlineeditclearaction"_s))
            clear->setText(u"Clear"_s);
    }
}

QPalette Style::standardPalette() const
{
    return themePalette(isDark(QGuiApplication::palette()));
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    if (element == PE_PanelButtonCommand)
        return paint::buttonPanel(*option, *painter, widget);
    if (element == PE_PanelLineEdit) {
        const auto *panel = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (panel && panel->lineWidth > 0)
            return paint::field(*option, *painter, option->state.testFlag(State_HasFocus));
    }
    for (const PrimitivePainter &own : primitivePainters) {
        if (own.element == element)
            return own.paint(*option, *painter);
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

bool Style::drawMenuPart(ControlElement element, const QStyleOptionMenuItem &item, QPainter *painter,
                         const QWidget *widget) const
{
    const bool selected = item.state.testFlag(State_Selected);
    if (element == CE_MenuBarItem) {
        paint::menuBarItem(item, *painter);
        proxy()->drawItemText(painter, item.rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextSingleLine,
                              item.palette, item.state.testFlag(State_Enabled), item.text,
                              selected ? QPalette::HighlightedText : QPalette::WindowText);
        return true;
    }
    if (element != CE_MenuItem || !selected || !item.state.testFlag(State_Enabled))
        return false;
    paint::menuItem(item, *painter);
    QStyleOptionMenuItem onHighlight = item;
    onHighlight.state &= ~State_Selected; // Fusion would fill the whole row
    onHighlight.palette.setColor(QPalette::Text, item.palette.color(QPalette::HighlightedText));
    QProxyStyle::drawControl(element, &onHighlight, painter, widget);
    return true;
}

bool Style::drawBarPart(ControlElement element, const QStyleOptionProgressBar &bar, QPainter *painter,
                        const QWidget *widget) const
{
    if (element == CE_ProgressBarGroove) {
        paint::progressGroove(bar, *painter);
    } else if (element == CE_ProgressBarContents) {
        paint::progressContents(bar, *painter);
    } else if (element == CE_ProgressBarLabel) {
        QStyleOptionProgressBar label = bar;
        label.palette.setColor(QPalette::HighlightedText, Qt::white);
        QProxyStyle::drawControl(element, &label, painter, widget);
    } else {
        return false;
    }
    return true;
}

void Style::drawButtonLabel(const QStyleOptionButton &button, QPainter *painter, const QWidget *widget) const
{
    QStyleOptionButton label = button;
    if (whiteLabel(button, widget))
        label.palette.setColor(QPalette::ButtonText, Qt::white);
    if (button.icon.isNull() || button.text.isEmpty() || button.features.testFlag(QStyleOptionButton::HasMenu))
        return QProxyStyle::drawControl(CE_PushButtonLabel, &label, painter, widget);
    // Fusion sets icon and text 4 px apart.
    const bool enabled = button.state.testFlag(State_Enabled);
    const int text = button.fontMetrics.size(Qt::TextShowMnemonic, button.text).width();
    const QSize size = button.iconSize;
    const int left = button.rect.center().x() - (size.width() + buttonGap + text) / 2;
    const QRect picture(left, button.rect.center().y() - size.height() / 2 + 1, size.width(), size.height());
    button.icon.paint(painter, visualRect(button.direction, button.rect, picture), Qt::AlignCenter,
                      enabled ? QIcon::Normal : QIcon::Disabled);
    const QRect words(picture.right() + 1 + buttonGap, button.rect.top(), text + 2, button.rect.height());
    proxy()->drawItemText(painter, visualRect(button.direction, button.rect, words),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, label.palette, enabled, button.text,
                          QPalette::ButtonText);
}

void Style::drawToolLabel(const QStyleOptionToolButton &tool, QPainter *painter) const
{
    const bool enabled = tool.state.testFlag(State_Enabled);
    const QRect area = tool.rect.adjusted(toolPadding, 0, -toolPadding, 0);
    const QSize size = tool.iconSize;
    const QRect picture(area.left(), area.center().y() - size.height() / 2, size.width(), size.height());
    tool.icon.paint(painter, visualRect(tool.direction, tool.rect, picture), Qt::AlignCenter,
                    enabled ? QIcon::Normal : QIcon::Disabled);
    const QRect text = area.adjusted(size.width() + toolGap, 0, 0, 0);
    painter->setFont(tool.font);
    proxy()->drawItemText(painter, visualRect(tool.direction, tool.rect, text),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, tool.palette, enabled, tool.text,
                          QPalette::ButtonText);
}

void Style::drawSplitButton(const QStyleOptionToolButton &tool, QPainter *painter, const QWidget *widget) const
{
    paint::splitPanel(tool, proxy()->subControlRect(CC_ToolButton, &tool, SC_ToolButtonMenu, widget), *painter);
    QStyleOptionToolButton part = tool;
    part.rect = proxy()->subControlRect(CC_ToolButton, &tool, SC_ToolButton, widget);
    proxy()->drawControl(CE_ToolButtonLabel, &part, painter, widget);
    if (tool.state.testFlag(State_HasFocus)) {
        part.rect.adjust(3, 3, -1, -3); // about the words, as on other tool buttons
        paint::focusRing(part, *painter);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    if (element == CE_HeaderEmptyArea || element == CE_HeaderSection)
        return paint::headerSection(*option, *painter);
    if (element == CE_Splitter)
        return paint::splitter(*option, *painter);
    if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        tool && element == CE_ToolButtonLabel && tool->toolButtonStyle == Qt::ToolButtonTextBesideIcon)
        return drawToolLabel(*tool, painter);
    if (element == CE_MenuBarEmptyArea) {
        painter->fillRect(option->rect, option->palette.color(QPalette::Window));
        return;
    }
    if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option); tab && element == CE_TabBarTabShape)
        return paint::tab(*tab, *painter);
    if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
        bar && drawBarPart(element, *bar, painter, widget))
        return;
    if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        item && drawMenuPart(element, *item, painter, widget))
        return;
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        button && element == CE_PushButtonLabel)
        return drawButtonLabel(*button, painter, widget);
    if (const auto *label = qstyleoption_cast<const QStyleOptionHeader *>(option); label && element == CE_HeaderLabel) {
        QStyleOptionHeader muted = *label;
        muted.palette.setColor(QPalette::ButtonText, toneColor(Tone::Muted, label->palette));
        muted.state &= ~State_On; // no bold text while a cell of the column is selected
        return QProxyStyle::drawControl(element, &muted, painter, widget);
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option); slider && control == CC_ScrollBar)
        return paint::scrollBar(*slider, proxy()->subControlRect(CC_ScrollBar, slider, SC_ScrollBarSlider, widget),
                                *painter);
    if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option); combo && control == CC_ComboBox) {
        const bool focused = combo->state.testFlag(State_HasFocus);
        if (combo->editable) {
            paint::field(*combo, *painter, focused);
        } else {
            QStyleOptionButton panel;
            panel.QStyleOption::operator=(*combo);
            panel.state &= ~State_On; // an open list does not press the button
            paint::buttonPanel(panel, *painter, nullptr);
            if (focused)
                paint::focusRing(*combo, *painter);
        }
        const QRect arrow = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxArrow, widget);
        return paint::chevron(*painter, arrow, Qt::DownArrow, combo->palette.color(QPalette::ButtonText));
    }
    if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option); box && control == CC_SpinBox)
        return paint::spinBox(*box, spinBoxPart(*box, SC_SpinBoxUp), spinBoxPart(*box, SC_SpinBoxDown), *painter);
    if (const auto *tool = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        tool && control == CC_ToolButton && tool->features.testFlag(QStyleOptionToolButton::HasMenu)) {
        if (tool->features.testFlag(QStyleOptionToolButton::MenuButtonPopup))
            return drawSplitButton(*tool, painter, widget);
        // The icon or the text says that there is a menu: Fusion's arrow would stand outside of the button.
        QStyleOptionToolButton plain = *tool;
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        return QProxyStyle::drawComplexControl(control, &plain, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                            const QWidget *widget) const
{
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    if (combo && combo->editable && subControl == SC_ComboBoxEditField)
        return QProxyStyle::subControlRect(control, option, subControl, widget).adjusted(fieldPadding - 1, 0, 0, 0);
    if (const auto *box = qstyleoption_cast<const QStyleOptionSpinBox *>(option); box && control == CC_SpinBox)
        return spinBoxPart(*box, subControl);
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    // No arrow buttons: the groove is the whole bar.
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const int length = horizontal ? bar->rect.width() : bar->rect.height();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    int handle = length;
    if (range > 0)
        handle =
            qBound(qMin(shortestHandle, length), int(qint64(length) * bar->pageStep / (range + bar->pageStep)), length);
    const int start =
        sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
    const auto part = [&](int from, int size) {
        const QPoint origin = bar->rect.topLeft();
        const QRect rect = horizontal ? QRect(origin.x() + from, origin.y(), size, bar->rect.height())
                                      : QRect(origin.x(), origin.y() + from, bar->rect.width(), size);
        return visualRect(bar->direction, bar->rect, rect);
    };
    switch (subControl) {
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSlider:
        return part(start, handle);
    case SC_ScrollBarSubPage:
        return part(0, start);
    case SC_ScrollBarAddPage:
        return part(start + handle, length - start - handle);
    default:
        return {};
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    // Keyboard focus encloses the whole button rather than its label.
    if (element == SE_PushButtonFocusRect)
        return option->rect.adjusted(-1, -1, 1, 1).intersected(option->rect);
    if (element == SE_LineEditContents) {
        const auto *panel = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (panel && panel->lineWidth > 0) // not the field inside a combo box or a table cell
            return QProxyStyle::subElementRect(element, option, widget).adjusted(fieldPadding, 0, -fieldPadding, 0);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton:
        return {result.width() + 12, qMax(result.height(), controlHeight)};
    case CT_LineEdit:
    case CT_ComboBox:
        return {result.width() + 4, qMax(result.height(), controlHeight)};
    case CT_SpinBox:
        return {size.width() + fieldPadding + stepperWidth + 2, qMax(size.height(), controlHeight)};
    case CT_ToolButton:
        return toolButtonSize(*option, result);
    case CT_ItemViewItem:
        return {result.width(), qMax(result.height(), itemHeight)};
    case CT_HeaderSection:
        return {result.width() + 8, headerHeight};
    case CT_TabBarTab:
        return {result.width() + 8, tabHeight};
    case CT_MenuBarItem:
        return {result.width() + 4, qMax(result.height(), 28)};
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item && item->menuItemType != QStyleOptionMenuItem::Separator)
            return {result.width() + 16, qMax(result.height(), 28)};
        return {result.width(), 9};
    }
    default:
        return result;
    }
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    for (const Metric &own : metrics) {
        if (own.metric == metric)
            return own.pixels;
    }
    return QProxyStyle::pixelMetric(metric, option, widget);
}

QIcon Style::standardIcon(StandardPixmap which, const QStyleOption *option, const QWidget *widget) const
{
    return which == SP_LineEditClearButton ? icon(u"x"_s) : QProxyStyle::standardIcon(which, option, widget);
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ScrollView_FrameOnlyAroundContents:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_ToolTip_WakeUpDelay:
        return 500;
    case SH_Splitter_OpaqueResize:
        return 1;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace ui

#include "moc_style.cpp"
