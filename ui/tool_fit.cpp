// SPDX-License-Identifier: Apache-2.0
#include "ui/tool_fit.h"

#include <QBoxLayout>
#include <QEvent>
#include <QToolButton>

namespace ui {
namespace {

constexpr int Narrowest = 260; ///< px
constexpr auto LeftOut = "leftOut";
constexpr auto HasWords = "hasWords";

/// Of the word of a button alone.
int wordWidth(const QToolButton &button)
{
    return button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
}

} // namespace

ToolFit::ToolFit(QBoxLayout *row, QWidget *widget) : QObject(widget), m_row(row), m_widget(widget)
{
    widget->setMinimumWidth(Narrowest);
    widget->installEventFilter(this);
}

bool ToolFit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        setWords(true); // measured anew
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        fit();
    return QObject::eventFilter(watched, event);
}

void ToolFit::fit()
{
    setWords(widthWithWords() <= m_widget->width());
    const QMargins margins = m_row->contentsMargins();
    int room = m_words ? QWIDGETSIZE_MAX : m_widget->width() - margins.left() - margins.right();
    for (const bool buttons : {true, false}) {
        for (int i = 0; i < m_row->count(); ++i) {
            QWidget *const widget = m_row->itemAt(i)->widget();
            if (!widget || buttons != (qobject_cast<QToolButton *>(widget) != nullptr))
                continue;
            const bool isLeftOut = widget->property(LeftOut).toBool();
            if (widget->isHidden() && !isLeftOut)
                continue; // by somebody else
            room -= widget->sizeHint().width() + m_row->spacing();
            if (isLeftOut == (room >= 0)) {
                widget->setProperty(LeftOut, room < 0);
                widget->setVisible(room >= 0);
            }
        }
    }
}

/// Of what the row would show if there were room: the same whatever it shows.
int ToolFit::widthWithWords() const
{
    const QMargins margins = m_row->contentsMargins();
    int width = margins.left() + margins.right();
    for (int i = 0; i < m_row->count(); ++i) {
        const QWidget *const widget = m_row->itemAt(i)->widget();
        if (!widget || (widget->isHidden() && !widget->property(LeftOut).toBool()))
            continue;
        const auto *const button = qobject_cast<const QToolButton *>(widget);
        const auto bare = m_bareWidths.constFind(widget);
        const bool isWordLeftOut = button && bare != m_bareWidths.constEnd();
        width += (isWordLeftOut ? *bare + wordWidth(*button) : widget->sizeHint().width()) + m_row->spacing();
    }
    return width;
}

void ToolFit::setWords(bool shown)
{
    if (shown == m_words)
        return;
    m_words = shown;
    for (int i = 0; i < m_row->count(); ++i) {
        auto *const button = qobject_cast<QToolButton *>(m_row->itemAt(i)->widget());
        if (button && !button->icon().isNull() && button->toolButtonStyle() != Qt::ToolButtonIconOnly && !shown) {
            button->setProperty(HasWords, true);
            m_bareWidths.insert(button, button->sizeHint().width() - wordWidth(*button));
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        } else if (button && shown && button->property(HasWords).toBool()) {
            button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
            m_bareWidths.remove(button);
        }
    }
}

} // namespace ui

#include "moc_tool_fit.cpp"
