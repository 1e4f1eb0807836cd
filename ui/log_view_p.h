// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/log_levels.h"
#include "ui/log_view.h"
#include "ui/mark_scroll_bar.h"

#include <QBasicTimer>
#include <QElapsedTimer>
#include <QPushButton>

namespace ui {

/// What the parts of LogView share. Owned by it.
struct LogView::Private
{
    QPointer<models::LogDocument> document;
    QPointer<models::LogSearch> search;
    QPointer<models::LogBookmarks> bookmarks;
    std::optional<models::LogHit> currentHit, link;
    bool isHitInView = false; ///< the current one, when the view was placed last
    QString placeholder;
    LogColors colors;
    LogLevels levels;
    models::LogTimes times = models::LogTimes::None;
    models::LogTimeForm timeForm = models::LogTimeForm::Whole; ///< what there is room for
    QBasicTimer ages;                                          ///< only while texts are in view that time changes
    bool wrapped = true;
    bool colours = true;
    bool names = true;

    /// The widest name of a container in cells, bounded; 0: none is shown. log_view_names.cpp.
    [[nodiscard]] int nameCells() const;
    [[nodiscard]] QString nameAt(qint64 line) const; ///< empty: of no container
    /// `base`: where the name begins.
    void paintName(QPainter &painter, const LogFont &font, const QPointF &base, qint64 line) const;

    int topOffset = 0;     ///< px that the first row is moved up by, so that the last one is whole
    qreal widest = 0;      ///< px of the widest row that was in view, while lines are not wrapped
    qint64 unseenFrom = 0; ///< the first line that came after following stopped
    bool placing = false;  ///< the scroll bars are being set, not moved by a person
    MarkScrollBar *bar = nullptr;
    QPushButton *newest = nullptr;

    /// A line that was not whole when it was painted, for it is still being read from a file.
    std::optional<qint64> awaited;
    std::optional<LogPosition> revealing; ///< a place in such a line, to which the view has been scrolled by guess
    QBasicTimer arrival;                  ///< while any is awaited

    QBasicTimer repaint; ///< while it runs the next change waits for it
    bool isDirty = false;
    std::unique_ptr<QObject> windowWatch; ///< while it is shown

    int wheelRest = 0; ///< eighths of a degree that were not yet a row
    bool isDragging = false;
    QPoint dragPoint;
    QBasicTimer autoScroll;
    QElapsedTimer sinceDoubleClick;

    bool hasCursor = false; ///< a person has chosen the selection's place

    [[nodiscard]] bool standsOut(const LogSelection &selection, qint64 line) const;
    /// What stands at the edges of a line's rows: its level, and a hairline where lines are left out before it.
    void paintEdges(QPainter &painter, const LogRow &first, const QRect &rows, const QPalette &palette);
};

} // namespace ui
