// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme.h"

#include <QWidget>

namespace ui {

/// The icon `name` in the colour of `tone`, `size` logical pixels wide.
[[nodiscard]] QPixmap tonePixmap(const QString &name, Tone tone, const QPalette &palette, int size, qreal ratio);

/// A small fixed icon whose colour has a meaning: the shape that stands beside a coloured text.
class ToneIcon : public QWidget
{
    Q_OBJECT
public:
    ToneIcon(const QString &name, Tone tone, int size, QWidget *parent = nullptr);

    void setIcon(const QString &name, Tone tone);
    QSize sizeHint() const override { return {m_size, m_size}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    Tone m_tone;
    int m_size;
};

} // namespace ui
