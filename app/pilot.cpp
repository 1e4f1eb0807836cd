// SPDX-License-Identifier: Apache-2.0
#include "app/pilot.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QTabBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace app {

namespace {

QString withoutMnemonic(QString text)
{
    return text.replace(u"&&"_s, u"\x01"_s).remove(u'&').replace(u'\x01', u'&');
}

bool isCalled(const QWidget *widget, const QString &name)
{
    const QString accessible = widget->accessibleName();
    if (accessible == name || accessible.startsWith(name + u", "_s))
        return true;
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    return button && withoutMnemonic(button->text()) == name;
}

void click(QWidget *widget, const QPoint &at)
{
    const QPointF global = widget->mapToGlobal(QPointF(at));
    QMouseEvent press(QEvent::MouseButtonPress, at, global, Qt::LeftButton, Qt::LeftButton, Qt::NoModifier);
    QMouseEvent release(QEvent::MouseButtonRelease, at, global, Qt::LeftButton, Qt::NoButton, Qt::NoModifier);
    const QPointer<QWidget> guard(widget);
    QCoreApplication::sendEvent(widget, &press);
    if (guard)
        QCoreApplication::sendEvent(widget, &release);
}

void key(QWidget *widget, int code, Qt::KeyboardModifiers modifiers, const QString &text = {})
{
    QKeyEvent press(QEvent::KeyPress, code, modifiers, text);
    QKeyEvent release(QEvent::KeyRelease, code, modifiers, text);
    QCoreApplication::sendEvent(widget, &press);
    QCoreApplication::sendEvent(widget, &release);
}

/// The first cell with that text, looking into the children of groups too.
QModelIndex findCell(const QAbstractItemModel &model, const QString &text, const QModelIndex &parent = {})
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column) {
            const QModelIndex index = model.index(row, column, parent);
            if (index.data().toString() == text)
                return index;
        }
        const QModelIndex below = findCell(model, text, model.index(row, 0, parent));
        if (below.isValid())
            return below;
    }
    return {};
}

} // namespace

QList<QWidget *> Pilot::windows() const
{
    QList<QWidget *> list;
    for (QWidget *first : {QApplication::activePopupWidget(), QApplication::activeModalWidget()}) {
        if (first && !list.contains(first))
            list.append(first);
    }
    const QWidgetList all = QApplication::topLevelWidgets();
    for (QWidget *widget : all) {
        if (widget->isVisible() && widget != &m_window && !list.contains(widget) && widget->windowType() != Qt::ToolTip)
            list.append(widget);
    }
    list.append(&m_window);
    return list;
}

QAbstractButton *Pilot::findButton(const QList<QWidget *> &windows, const QString &name)
{
    for (const QWidget *window : windows) {
        const auto buttons = window->findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            if (button->isVisible() && button->isEnabled() && isCalled(button, name))
                return button;
        }
    }
    return nullptr;
}

bool Pilot::pressTab(const QString &name) const
{
    const QList<QWidget *> all = windows();
    for (const QWidget *window : all) {
        const auto bars = window->findChildren<QTabBar *>();
        for (QTabBar *bar : bars) {
            for (int tab = 0; bar->isVisible() && tab < bar->count(); ++tab) {
                if (withoutMnemonic(bar->tabText(tab)) == name && bar->isTabVisible(tab) && bar->isTabEnabled(tab)) {
                    click(bar, bar->tabRect(tab).center());
                    return true;
                }
            }
        }
    }
    return false;
}

bool Pilot::press(const QString &name) const
{
    QAbstractButton *button = findButton(windows(), name);
    if (!button)
        return pressTab(name);
    click(button, button->rect().center());
    return true;
}

bool Pilot::chooseIfAsked(const QString &part) const
{
    auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
    if (!menu)
        return true;
    const QList<QAction *> actions = menu->actions();
    for (QAction *action : actions) {
        if (withoutMnemonic(action->text()).contains(part)) {
            click(menu, menu->actionGeometry(action).center());
            return true;
        }
    }
    return false;
}

bool Pilot::type(const QString &field, const QString &text) const
{
    const QList<QWidget *> all = windows();
    for (const QWidget *window : all) {
        const auto edits = window->findChildren<QLineEdit *>();
        for (QLineEdit *edit : edits) {
            if (!edit->isVisible() || !edit->isEnabled() || !isCalled(edit, field))
                continue;
            click(edit, edit->rect().center());
            edit->setFocus(Qt::MouseFocusReason);
            key(edit, Qt::Key_A, Qt::ControlModifier);
            for (const QChar character : text)
                key(edit, 0, Qt::NoModifier, character);
            if (QWidget *completions = QApplication::activePopupWidget())
                key(completions, Qt::Key_Escape, Qt::NoModifier);
            return true;
        }
    }
    return false;
}

QAbstractItemView *Pilot::findTable(const QString &name) const
{
    const QList<QWidget *> all = windows();
    for (const QWidget *window : all) {
        const auto views = window->findChildren<QAbstractItemView *>();
        for (QAbstractItemView *view : views) {
            if (view->isVisible() && isCalled(view, name))
                return view;
        }
    }
    return nullptr;
}

bool Pilot::selectRow(const QString &table, const QString &text) const
{
    QAbstractItemView *view = findTable(table);
    const QModelIndex cell = view ? findCell(*view->model(), text) : QModelIndex();
    if (!cell.isValid())
        return false;
    view->scrollTo(cell);
    click(view->viewport(), view->visualRect(cell).center());
    return view->selectionModel()->isSelected(cell);
}

QString Pilot::row(const QString &table, const QString &text) const
{
    const QAbstractItemView *view = findTable(table);
    const QModelIndex cell = view ? findCell(*view->model(), text) : QModelIndex();
    if (!cell.isValid())
        return {};
    QStringList cells;
    for (int column = 0; column < view->model()->columnCount(cell.parent()); ++column)
        cells.append(cell.siblingAtColumn(column).data().toString());
    return cells.join(u" | "_s);
}

bool Pilot::offers(const QString &buttonName) const
{
    return findButton({windows().first()}, buttonName) != nullptr;
}

bool Pilot::says(const QString &part) const
{
    const auto widgets = m_window.findChildren<QWidget *>();
    return std::any_of(widgets.begin(), widgets.end(), [&part](const QWidget *widget) {
        return widget->isVisible() && widget->accessibleName().contains(part);
    });
}

QString Pilot::text(const QString &name) const
{
    const auto widgets = m_window.findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        if (!widget->isVisible() || !widget->accessibleName().startsWith(name))
            continue;
        QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
        QAccessibleTextInterface *readable = interface ? interface->textInterface() : nullptr;
        if (readable)
            return readable->text(0, readable->characterCount());
        if (!widget->accessibleDescription().isEmpty())
            return widget->accessibleDescription();
    }
    return {};
}

QPixmap Pilot::picture() const
{
    QPixmap picture = m_window.grab();
    QPainter painter(&picture);
    const QList<QWidget *> all = windows();
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        QWidget *over = *it;
        if (over == &m_window)
            continue;
        const QPoint at = over->geometry().topLeft() - m_window.geometry().topLeft();
        painter.fillRect(picture.rect(), QColor(0, 0, 0, over->isModal() ? 70 : 0));
        painter.setPen(QColor(0, 0, 0, 90));
        painter.drawRect(QRect(at, over->size()).adjusted(-1, -1, 0, 0));
        painter.drawPixmap(at, over->grab());
    }
    return picture;
}

} // namespace app
