// SPDX-License-Identifier: Apache-2.0
#include "ui/log_view.h"

#include "ui/log_painter.h"
#include "ui/log_view_accessible.h"
#include "ui/log_view_p.h"
#include "ui/theme.h"

#include <QDateTime>
#include <QEvent>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int Margin = 8;
constexpr int BarWidth = 3;
constexpr int BarGap = 9;
constexpr int TimeGap = 2;         ///< cells
constexpr int LeastTextCells = 50; ///< before times and names give up some of their room
static_assert(Margin + BarWidth + BarGap == LogView::GutterWidth);
constexpr int RepaintMs = 33;
constexpr int ArrivalMs = 16;

/// Tells when a window comes back from being minimised.
class WindowWatch : public QObject
{
public:
    WindowWatch(QWidget *window, std::function<void()> changed) : m_changed(std::move(changed))
    {
        window->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::WindowStateChange)
            m_changed();
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_changed;
};

} // namespace

LogView::LogView(QWidget *parent) : QAbstractScrollArea(parent), d(std::make_unique<Private>())
{
    registerLogViewAccessible();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Log"));
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    d->bar = new MarkScrollBar(this);
    setVerticalScrollBar(d->bar);
    horizontalScrollBar()->setSingleStep(20);
    d->newest = new QPushButton(viewport());
    d->newest->setCursor(Qt::ArrowCursor);
    d->newest->hide();
    connect(d->newest, &QPushButton::clicked, this, [this] {
        setFollowing(true);
        setFocus();
    });
    updateStyle();
}

LogView::~LogView() = default;

void LogView::setDocument(models::LogDocument *document)
{
    if (d->document == document)
        return;
    if (d->document)
        disconnect(d->document, nullptr, this, nullptr);
    d->document = document;
    d->currentHit.reset();
    d->link.reset();
    d->awaited.reset();
    d->revealing.reset();
    d->widest = 0;
    m_layout.setDocument(document);
    d->levels.forget();
    m_top = {};
    setSelection({});
    d->hasCursor = false;
    if (document) {
        connect(document, &models::LogDocument::changed, this, &LogView::documentChanged);
        connect(document, &models::LogDocument::rewritten, this, [this] {
            m_layout.forget();
            d->levels.forget();
            d->isDirty = true;
        });
        connect(document, &models::LogDocument::moved, this, &LogView::linesMoved);
    }
    updateColumns();
    m_following = false;
    setFollowing(true);
    refresh();
}

void LogView::setSearch(models::LogSearch *search)
{
    d->search = search;
    d->bar->setMarks([this](double from, double to) {
        return d->search && d->search->count() > 0 && hasLines() && d->search->hasHit(lineAt(from), lineAt(to));
    });
    connect(search, &models::LogSearch::changed, this, [this] {
        d->bar->update();
        viewport()->update();
    });
}

void LogView::setBookmarks(models::LogBookmarks *bookmarks)
{
    d->bookmarks = bookmarks;
    d->bar->setBookmarks([this](double from, double to) {
        return d->bookmarks && hasLines() && d->bookmarks->hasAny(lineAt(from), lineAt(to));
    });
    connect(bookmarks, &models::LogBookmarks::changed, this, [this] {
        d->bar->update();
        viewport()->update();
    });
}

bool LogView::isBookmarked(qint64 line) const
{
    return d->bookmarks && d->bookmarks->contains(line);
}

void LogView::setLink(const std::optional<models::LogHit> &link)
{
    if (d->link == link)
        return;
    d->link = link;
    viewport()->update();
}

qint64 LogView::lineAt(double part) const
{
    const auto lines = double(d->document->endLine() - d->document->firstLine());
    return d->document->firstLine() + qint64(std::ceil(part * lines));
}

void LogView::setPlaceholder(const QString &text)
{
    if (d->placeholder == text)
        return;
    d->placeholder = text;
    viewport()->update();
}

void LogView::setTimes(models::LogTimes times)
{
    d->times = times;
    updateColumns();
}

void LogView::setWrapped(bool wrapped)
{
    d->wrapped = wrapped;
    d->widest = 0;
    setHorizontalScrollBarPolicy(wrapped ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    updateColumns();
}

void LogView::setColours(bool shown)
{
    d->colours = shown;
    viewport()->update();
}

void LogView::setCurrentHit(const std::optional<models::LogHit> &hit)
{
    d->currentHit = hit;
    viewport()->update();
    if (hit && hasLines() && bounded({hit->line, 0}).line == hit->line)
        reveal({hit->line, hit->start});
    placeButton(); // out of its way
}

bool LogView::hasLines() const
{
    return d->document && d->document->firstLine() < d->document->endLine();
}

void LogView::documentChanged()
{
    d->isDirty = true;
    const bool isTopGone = d->document->firstLine() > m_top.line || d->document->endLine() <= m_top.line;
    if (!isTopGone && !isSeen()) {
        if (!window()->isMinimized())
            viewport()->update(); // refreshed when it is painted again
        return;
    }
    if (!isTopGone && d->repaint.isActive())
        return;
    refresh();
    d->repaint.start(RepaintMs, this);
}

void LogView::scriptsLearned()
{
    m_layout.forget();
    if (d->document)
        documentChanged();
}

bool LogView::isSeen() const
{
    return isVisible() && !window()->isMinimized() && window()->testAttribute(Qt::WA_Mapped);
}

void LogView::refresh()
{
    d->isDirty = false;
    place();
    if ((d->search && d->search->count() > 0) || (d->bookmarks && d->bookmarks->after(0)))
        d->bar->update();
}

void LogView::updateStyle()
{
    d->colors = LogColors(palette());
    disconnect(&m_layout.scripts(), nullptr, this, nullptr); // the next font has others
    m_layout.setFont(LogFont(monospaceFont(), devicePixelRatioF()));
    connect(&m_layout.scripts(), &ScriptFonts::learned, this, &LogView::scriptsLearned, Qt::UniqueConnection);
    d->newest->setIcon(icon(u"arrow-down-to-line"_s));
    updateColumns();
}

void LogView::updateColumns()
{
    const auto textWidth = [this] { return viewport()->width() - textLeft() - Margin; };
    d->timeForm = models::LogTimeForm::Whole;
    if (textWidth() < LeastTextCells * m_layout.font().cellWidth())
        d->timeForm = models::LogTimeForm::Brief;
    const int width = textWidth();
    m_layout.setColumns(d->wrapped ? std::max(8, int(width / m_layout.font().cellWidth())) : 0);
    place();
}

void LogView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::StyleChange)
        updateStyle();
}

void LogView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    const bool wasHitInView = d->isHitInView;
    if (m_layout.font().devicePixelRatio() != devicePixelRatioF())
        updateStyle();
    else
        updateColumns();
    if (!m_following && wasHitInView && !d->isHitInView && d->currentHit && hasLines() &&
        bounded({d->currentHit->line, 0}).line == d->currentHit->line)
        reveal({d->currentHit->line, d->currentHit->start}); // a row of tools has opened over it
}

void LogView::showEvent(QShowEvent *event)
{
    QAbstractScrollArea::showEvent(event);
    d->windowWatch = std::make_unique<WindowWatch>(window(), [this] {
        if (d->isDirty && isSeen())
            refresh();
    });
    refresh();
}

int LogView::textLeft() const
{
    const int cells = models::logTimeLength(d->times, d->timeForm);
    const int names = d->nameCells();
    const int gaps = (cells > 0 ? TimeGap : 0) + (names > 0 ? TimeGap : 0);
    return GutterWidth + int((cells + names + gaps) * m_layout.font().cellWidth());
}

void LogView::paintEvent(QPaintEvent *event)
{
    if (d->isDirty && !d->repaint.isActive() && isSeen())
        QMetaObject::invokeMethod(this, &LogView::refresh, Qt::QueuedConnection); // nobody saw it until now
    QPainter painter(viewport());
    painter.fillRect(event->rect(), QColor::fromRgb(d->colors.base()));
    if (!hasLines()) {
        painter.setPen(QColor::fromRgb(d->colors.muted()));
        painter.drawText(viewport()->rect().adjusted(Margin, Margin, -Margin, -Margin),
                         Qt::AlignCenter | Qt::TextWordWrap, d->placeholder);
        return;
    }
    LogPainter text(painter, m_layout.font(), d->colors, d->colours);
    m_layout.beginPage();
    const int rowHeight = m_layout.font().rowHeight();
    LogRow row = m_top;
    for (int y = d->topOffset; y < viewport()->height() && row.line < d->document->endLine(); ++row.line) {
        const int rows = m_layout.line(row.line).rows - row.row;
        const int wanted = (viewport()->height() - y + rowHeight - 1) / rowHeight;
        paintLine(painter, text, row, row.row + std::min(rows, wanted) - 1, y);
        y += rows * rowHeight;
        row.row = 0;
    }
    if (m_layout.hasShaped())
        QMetaObject::invokeMethod(this, &LogView::settle, Qt::QueuedConnection);
    if (const std::optional<qint64> line = m_layout.takeAwaited())
        d->awaited = line;
    if (d->awaited && !d->arrival.isActive())
        d->arrival.start(ArrivalMs, this);
    scheduleAges();
}

void LogView::scheduleAges()
{
    d->ages.stop();
    const bool isAge = d->times == models::LogTimes::Age;
    const bool isBrief = d->timeForm == models::LogTimeForm::Brief && d->times != models::LogTimes::None;
    if ((!isAge && !isBrief) || !isSeen())
        return;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    qint64 wait = models::logDayEndsIn(d->times, now);
    for (qint64 line = m_top.line, end = lastVisibleLine(); isAge && line < end; ++line) {
        const qint64 time = m_layout.line(line).timeNs;
        wait = time == 0 ? wait : std::min(wait, models::logAgeChangesIn(time, now));
    }
    d->ages.start(int(wait) + 1, this);
}

void LogView::paintLine(QPainter &painter, LogPainter &text, LogRow first, int lastRow, int y)
{
    const int rowHeight = m_layout.font().rowHeight();
    const qreal cell = m_layout.font().cellWidth();
    const QRect rows(0, y, viewport()->width(), (lastRow - first.row + 1) * rowHeight);
    if (d->standsOut(m_selection, first.line))
        painter.fillRect(rows, QColor::fromRgb(d->colors.currentLine()));
    if (first.row == 0 && isBookmarked(first.line))
        paintBookmark(painter, rows);
    paintGutter(painter, first, rows);
    d->paintEdges(painter, first, rows, palette());
    const QRect area = rows.adjusted(textLeft(), 0, 0, 0);
    painter.setClipRect(area.adjusted(-1, 0, 0, 0));
    const int scrolled = d->wrapped ? 0 : horizontalScrollBar()->value();
    const qreal end = paintText(text, first, lastRow, area, scrolled);
    const ShownLine &shown = m_layout.line(first.line);
    const bool isEndSelected = m_selection.begin().line <= first.line && m_selection.end().line > first.line;
    if (isEndSelected && lastRow == shown.rows - 1)
        painter.fillRect(QRectF(end, rows.bottom() + 1 - rowHeight, cell / 2, rowHeight),
                         QColor::fromRgb(d->colors.selection().back));
    painter.setClipping(false);
    if (shown.kind == models::StoredLine::Kind::Mark)
        paintMark(painter, shown, rows);
}

void LogView::paintGutter(QPainter &painter, const LogRow &first, const QRect &rows)
{
    const ShownLine &shown = m_layout.line(first.line);
    if (shown.kind == models::StoredLine::Kind::Stderr)
        painter.fillRect(QRect(Margin, rows.top(), BarWidth, rows.height()), QColor::fromRgb(d->colors.errorBar()));
    if (first.row > 0 || shown.continuation)
        return;
    QPointF base(Margin + BarWidth + BarGap, rows.top() + m_layout.font().baseLine());
    if (const int names = d->nameCells(); names > 0) {
        if (shown.kind != models::StoredLine::Kind::Mark)
            d->paintName(painter, m_layout.font(), base, first.line);
        base.rx() += (names + TimeGap) * m_layout.font().cellWidth();
    }
    if (d->times == models::LogTimes::None)
        return;
    painter.setPen(QColor::fromRgb(d->colors.muted()));
    m_layout.font().draw(painter, base,
                         models::logTimeText(d->times, shown.timeNs, QDateTime::currentMSecsSinceEpoch(), d->timeForm),
                         LogFont::Regular);
}

void LogView::paintBookmark(QPainter &painter, const QRect &rows)
{
    // A ribbon with a notch, left of the bar of stderr.
    const int height = std::min(11, m_layout.font().rowHeight() - 4);
    const int top = rows.top() + (m_layout.font().rowHeight() - height) / 2;
    QPolygon ribbon;
    ribbon << QPoint(1, top) << QPoint(7, top) << QPoint(7, top + height) << QPoint(4, top + height - 3)
           << QPoint(1, top + height);
    painter.setPen(Qt::NoPen);
    painter.setBrush(toneColor(Tone::Accent, palette()));
    painter.drawPolygon(ribbon);
}

void LogView::paintMark(QPainter &painter, const ShownLine &shown, const QRect &rows)
{
    const int y = rows.top() + m_layout.font().rowHeight() / 2;
    const int left = textLeft() + int(shown.width) + 12;
    const QColor rule = QColor::fromRgb(d->colors.rule());
    painter.fillRect(QRect(left, y, viewport()->width() - left - Margin, 1), rule);
    painter.fillRect(QRect(Margin, y, BarWidth + BarGap - 4, 1), rule);
}

} // namespace ui
