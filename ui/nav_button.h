// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace ui {

/// An entry of the sidebar: icon, name, and a count when there is one. Checked while its page is shown, which the sidebar tells it: a
/// group of exclusive buttons would let Tab reach only one of them. Owned by the sidebar.
class NavButton : public QAbstractButton
{
    Q_OBJECT
public:
    NavButton(const QString &iconName, const QString &text, QWidget *parent);

    /// 0: no count is shown. `meaning` is for the accessible name: "2 running".
    void setCount(int count, const QString &meaning);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void nextCheckState() override {} ///< a click asks for the page

private:
    QString m_iconName;
    int m_count = 0;
    bool m_ring = false; ///< the focus came by a key: show it
};

} // namespace ui
