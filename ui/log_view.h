// SPDX-License-Identifier: Apache-2.0
// Long because Qt wants the handlers of all of a view's events in one class.
#pragma once

#include "models/log_bookmarks.h"
#include "models/log_search.h"
#include "models/log_time.h"
#include "ui/log_colors.h"
#include "ui/log_layout.h"
#include "ui/log_painter.h"

#include <QAbstractScrollArea>

#include <optional>

namespace ui {

/// Shows a LogDocument: follows the end or stands still, paints the rows in view and nothing else, at most thirty times a second,
/// selects and copies. The scroll bar counts lines, so that nothing out of view is ever measured. Owned by a LogPane. UI thread.
class LogView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    static constexpr int GutterWidth = 20; ///< px at the left, before times and text

    explicit LogView(QWidget *parent = nullptr);
    ~LogView() override;

    /// Null: none. Shows its end and follows it.
    void setDocument(models::LogDocument *document);
    /// Its hits are marked in the text and in the scroll bar.
    void setSearch(models::LogSearch *search);
    void setBookmarks(models::LogBookmarks *bookmarks);
    /// Said in the middle while there is no line.
    void setPlaceholder(const QString &text);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    void setTimes(models::LogTimes times);
    void setWrapped(bool wrapped);
    void setColours(bool shown);
    void setNames(bool shown); ///< of the containers, where the document has lines of several

    [[nodiscard]] const LogSelection &selection() const { return m_selection; }
    [[nodiscard]] bool
    hasCursor() const; ///< a person has chosen the selection's place, or a line without selecting text
    void setSelection(const LogSelection &selection);
    void selectAll();
    /// Marks this hit as the one that is meant, and scrolls to it. None: no mark.
    void setCurrentHit(const std::optional<models::LogHit> &hit);
    /// Underlines this place as an address that a click opens. None: no place.
    void setLink(const std::optional<models::LogHit> &link);
    /// The line that keys are about: that of the selection when it is in view, else the first one there. Only with lines.
    /// One that was chosen without selecting text stands out.
    [[nodiscard]] qint64 currentLine();
    [[nodiscard]] bool isBookmarked(qint64 line) const;
    [[nodiscard]] QString shownName(qint64 line); ///< of the container, where it stands before the line; else empty
    /// Scrolls so that it is in view, and stops following.
    void reveal(const LogPosition &position);
    /// The first row in view. Only with lines.
    [[nodiscard]] LogRow topRow() const { return m_top; }
    [[nodiscard]] qint64 lastVisibleLine(); ///< one past the last line in view
    [[nodiscard]] LogLayout &lineLayout() { return m_layout; }
    /// A line of the document, brought back among those that are there.
    [[nodiscard]] LogPosition bounded(LogPosition position);
    /// Where a position is painted, in viewport pixels; null when it is not in view.
    [[nodiscard]] QRect cellRect(const LogPosition &position);
    /// The place under a point of the viewport.
    [[nodiscard]] LogPosition positionAt(const QPoint &point);

Q_SIGNALS:
    void followingChanged(bool following);
    void selectionChanged();
    /// The first line is in view: older ones are wanted.
    void topReached();
    void copyRequested();
    void findRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    [[nodiscard]] bool hasLines() const;
    /// Whether anybody can see the view: what nobody sees is not worked out.
    [[nodiscard]] bool isSeen() const;
    void documentChanged();
    void scriptsLearned();
    void linesMoved(const models::LogDocument::NewLine &newLine);
    void refresh();
    /// Wakes when an age that is in view reads otherwise.
    void scheduleAges();
    void updateStyle();
    void updateColumns();
    void place();
    void placeBars();
    void placeButton();
    [[nodiscard]] QRect hitRect(const models::LogHit &hit);
    /// The row that is on top when the end is in view.
    [[nodiscard]] LogRow endTop();
    [[nodiscard]] bool isScrollable();
    void scrollTo(LogRow top);
    void scrollRows(qint64 rows);
    /// Leads the current line up or down, without selecting text.
    void stepLine(int by);
    void tellCursor();
    /// Leads the selection by a key with Shift. False when the key means nothing here.
    bool moveCursor(const QKeyEvent &event);
    void selectWord(const LogPosition &position);
    void leadSelection(const QPoint &point);
    void noteTop();
    [[nodiscard]] int textLeft() const;
    /// The line at a fraction of all.
    [[nodiscard]] qint64 lineAt(double part) const;
    [[nodiscard]] int pageRows() const;
    [[nodiscard]] std::vector<LogPainter::Mark> marksOn(qint64 line);
    void paintLine(QPainter &painter, LogPainter &text, LogRow first, int lastRow, int y);
    /// Returns where the last row ends in the viewport; a place out of view when it is there.
    qreal paintText(LogPainter &text, LogRow first, int lastRow, const QRect &area, int scrolled);
    /// What was painted showed how wide it is, or was not all.
    void settle();
    /// Shows what was still being read when it was painted.
    void lookForAwaited();
    void paintGutter(QPainter &painter, const LogRow &first, const QRect &rows);
    void paintBookmark(QPainter &painter, const QRect &rows);
    void paintMark(QPainter &painter, const ShownLine &shown, const QRect &rows);

    struct Private;
    LogLayout m_layout;
    LogRow m_top;
    LogSelection m_selection;
    bool m_following = true;
    std::unique_ptr<Private> d;
};

} // namespace ui
