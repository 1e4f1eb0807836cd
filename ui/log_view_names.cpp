// SPDX-License-Identifier: Apache-2.0
// Whose lines a LogView shows, where they are of several containers.
#include "ui/log_view_p.h"

#include "models/format.h"

#include <algorithm>

namespace ui {
namespace {

constexpr qsizetype MostNameCells = 16;
constexpr qsizetype MostBriefNameCells = 10;

QString elided(const QString &name, models::LogTimeForm form)
{
    const qsizetype most = form == models::LogTimeForm::Brief ? MostBriefNameCells : MostNameCells;
    return name.size() <= most ? name : name.first(most - 1) + u'\u2026';
}

} // namespace

void LogView::setNames(bool shown)
{
    d->names = shown;
    updateColumns();
}

/// What is looked at and selected stays so.
void LogView::linesMoved(const models::LogDocument::NewLine &newLine)
{
    m_layout.forget();
    m_top.line = newLine(m_top.line);
    d->unseenFrom = newLine(d->unseenFrom);
    const bool hadCursor = d->hasCursor;
    setSelection({{newLine(m_selection.anchor.line), m_selection.anchor.offset},
                  {newLine(m_selection.cursor.line), m_selection.cursor.offset}});
    d->hasCursor = hadCursor;
}

int LogView::Private::nameCells() const
{
    qsizetype cells = 0;
    if (names && document) {
        for (const QString &name : document->ownerNames())
            cells = std::max(cells, elided(name, timeForm).size());
    }
    return int(cells);
}

QString LogView::shownName(qint64 line)
{
    const ShownLine &shown = m_layout.line(line);
    const bool isShown = d->nameCells() > 0 && !shown.continuation && shown.kind != models::StoredLine::Kind::Mark;
    return isShown ? d->nameAt(line) : QString();
}

QString LogView::Private::nameAt(qint64 line) const
{
    return document ? document->ownerNameAt(line) : QString();
}

void LogView::Private::paintName(QPainter &painter, const LogFont &font, const QPointF &base, qint64 line) const
{
    painter.setPen(QColor::fromRgb(colors.name(document->ownerAt(line))));
    font.draw(painter, base, elided(nameAt(line), timeForm), LogFont::Regular);
}

} // namespace ui
