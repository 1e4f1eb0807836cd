// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollBar>

#include <functional>

namespace ui {

/// A vertical scroll bar that also shows where something was found: short lines at its edge; and bookmarks: longer and
/// thicker ones.
/// Child of the view it scrolls.
class MarkScrollBar : public QScrollBar
{
    Q_OBJECT
public:
    /// Whether anything lies between two fractions (0..1) of the whole.
    using HasMark = std::function<bool(double from, double to)>;

    explicit MarkScrollBar(QWidget *parent = nullptr);

    /// Empty: no marks. Asked once for each pixel of the groove at every paint; call update() when the answers change.
    void setMarks(HasMark hasMark);
    void setBookmarks(HasMark hasMark);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    HasMark m_hasMark, m_hasBookmark;
};

} // namespace ui
