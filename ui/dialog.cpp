// SPDX-License-Identifier: Apache-2.0
#include "ui/dialog.h"

#include <QApplication>
#include <QEvent>
#include <QVBoxLayout>

namespace ui {

Dialog::Dialog(const QString &title, QWidget *parent) : QDialog(parent), m_content(new QVBoxLayout(this))
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_content->setContentsMargins(Margin, Margin, Margin, Margin);
    m_content->setSpacing(Gap);
    m_focusBefore = QApplication::focusWidget();
}

bool Dialog::event(QEvent *event)
{
    const bool grows = m_growing && event->type() == QEvent::LayoutRequest;
    const bool taken = QDialog::event(event); // DeferredDelete ends this object here
    if (grows) {
        const int needed = m_content->hasHeightForWidth() ? m_content->totalHeightForWidth(width())
                                                          : m_content->totalSizeHint().height();
        if (needed > height())
            resize(width(), needed);
    }
    return taken;
}

void Dialog::showEvent(QShowEvent *event)
{
    if (!m_focusBefore)
        m_focusBefore = QApplication::focusWidget();
    QDialog::showEvent(event);
}

void Dialog::done(int result)
{
    const QPointer<QWidget> back = m_focusBefore;
    QDialog::done(result);
    if (back && back->isVisible()) {
        back->activateWindow();
        back->setFocus(Qt::OtherFocusReason);
    }
}

} // namespace ui

#include "moc_dialog.cpp"
