// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QAbstractButton;
class QBoxLayout;
class QLabel;

namespace ui {

/// What a page says when it has nothing to show: an icon, what is so, what to do about it, and the buttons that do it. Owned by
/// its page; UI thread.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setContent(const QString &iconName, const QString &title, const QString &text);
    /// Takes the buttons; the ones before are deleted.
    void setButtons(const QList<QAbstractButton *> &buttons);
    [[nodiscard]] QString title() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    void tint();

    QLabel *m_icon;
    QLabel *m_title;
    QLabel *m_text;
    QBoxLayout *m_buttons;
    QString m_iconName;
};

} // namespace ui
