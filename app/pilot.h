// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPixmap>
#include <QString>

class QAbstractButton;
class QAbstractItemView;
class QPoint;

namespace app {

/// Works the windows as a person does: finds what is visible by the words on it and sends it clicks and keys. The frontmost
/// window is looked at first. Each call answers at once; false means that there is nothing of that name that could be used
/// now, and that one may ask again later. Owned by the tour; UI thread.
class Pilot
{
public:
    explicit Pilot(QWidget &window) : m_window(window) {}

    /// Clicks the button, tab or menu entry of that name (its label, or the first words of its accessible name up to a comma).
    bool press(const QString &name) const;
    /// Chooses the entry of the open menu whose label contains `part`; true as well when no menu is open.
    bool chooseIfAsked(const QString &part) const;
    /// Replaces the text of a field, key by key.
    bool type(const QString &field, const QString &text) const;
    /// Clicks the row of a table that has a cell with that text.
    bool selectRow(const QString &table, const QString &text) const;
    /// The cells of that row, separated by " | "; empty when there is none.
    [[nodiscard]] QString row(const QString &table, const QString &text) const;
    /// Whether the frontmost window has a button of that name that can be pressed.
    [[nodiscard]] bool offers(const QString &buttonName) const;
    /// Whether anything in sight has `part` in its accessible name.
    [[nodiscard]] bool says(const QString &part) const;
    /// What a screen reader would read of the view whose accessible name starts with `name`.
    [[nodiscard]] QString text(const QString &name) const;

    /// The window with the dialogs and menus that lie over it.
    [[nodiscard]] QPixmap picture() const;

private:
    /// Every visible window, the frontmost first.
    [[nodiscard]] QList<QWidget *> windows() const;
    [[nodiscard]] static QAbstractButton *findButton(const QList<QWidget *> &windows, const QString &name);
    [[nodiscard]] bool pressTab(const QString &name) const;
    [[nodiscard]] QAbstractItemView *findTable(const QString &name) const;

    QWidget &m_window;
};

} // namespace app
