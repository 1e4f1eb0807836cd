// SPDX-License-Identifier: Apache-2.0
#include "ui/path_label.h"

#include "models/format.h"

#include <algorithm>

namespace ui {

namespace {
constexpr int LeastWidth = 80;
}

PathLabel::PathLabel(const QString &path, QWidget *parent) : QLabel(parent), m_path(models::visibleText(path))
{
    setTextFormat(Qt::PlainText);
    setText(m_path);
    setAccessibleName(m_path);
}

QSize PathLabel::minimumSizeHint() const
{
    return {std::min(LeastWidth, sizeHint().width()), QLabel::minimumSizeHint().height()};
}

QSize PathLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_path) + 1, QLabel::sizeHint().height()};
}

void PathLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    const QString shown = fontMetrics().elidedText(m_path, Qt::ElideMiddle, width());
    setText(shown);
    setToolTip(shown == m_path ? QString() : m_path.toHtmlEscaped());
}

} // namespace ui

#include "moc_path_label.cpp"
