// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractButton>

namespace ui {

/// The title of a part that can be folded away, with a chevron that tells which way. Unfolds a widget while it is checked.
class Disclosure : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Disclosure(const QString &text, QWidget *parent = nullptr);

    /// `part` is shown and hidden with it from now on. Owned by somebody else.
    void setPart(QWidget *part);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace ui
