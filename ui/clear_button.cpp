// SPDX-License-Identifier: Apache-2.0
#include "ui/clear_button.h"

#include "ui/theme.h"

#include <QEvent>
#include <QLineEdit>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

/// Qt's own button paints no focus: it is shown by the colour and shape of its sign. Child of the button.
class ClearButton : public QObject
{
public:
    ClearButton(QLineEdit &edit, QToolButton &button) : QObject(&button), m_edit(edit), m_button(button)
    {
        button.setAccessibleName(QLineEdit::tr("Clear text"));
        button.setToolTip(QLineEdit::tr("Clear text"));
        button.installEventFilter(this);
        connect(&edit, &QLineEdit::textChanged, this, [this] { update(); });
        connect(&button, &QToolButton::clicked, &edit, [&edit] { edit.setFocus(); });
        update();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut ||
            event->type() == QEvent::PaletteChange)
            update();
        // Qt shows it unseen with its field: to nobody but who has the controls read aloud.
        if (event->type() == QEvent::Show)
            QMetaObject::invokeMethod(
                &m_button, [this] { m_button.setVisible(!m_edit.text().isEmpty()); }, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

private:
    void update()
    {
        const Qt::FocusPolicy policy = m_edit.text().isEmpty() ? Qt::NoFocus : Qt::TabFocus;
        if (policy != m_button.focusPolicy()) {
            m_button.setFocusPolicy(policy);
            QWidget::setTabOrder(&m_edit, &m_button); // Qt leaves out what takes no focus
        }
        m_button.setIcon(m_button.hasFocus() ? icon(u"circle-x"_s, toneColor(Tone::Accent, m_button.palette()))
                                             : icon(u"x"_s));
    }

    QLineEdit &m_edit;
    QToolButton &m_button;
};

} // namespace

void addClearButton(QLineEdit &edit)
{
    edit.setClearButtonEnabled(true);
    // Qt gives no other way to it.
    if (auto *const button = edit.findChild<QToolButton *>())
        new ClearButton(edit, *button);
}

} // namespace ui
