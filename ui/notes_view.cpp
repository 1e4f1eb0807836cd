// SPDX-License-Identifier: Apache-2.0
#include "ui/notes_view.h"

#include "ui/theme.h"
#include "ui/tone_label.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int MaximumLines = 3;
} // namespace

NotesView::NotesView(const QString &name, QWidget *parent) : QScrollArea(parent), m_label(new ToneLabel(Tone::Muted))
{
    setAccessibleName(name);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    setWidget(m_label);
    hide();
}

void NotesView::setNotes(const QStringList &notes)
{
    m_notes = notes;
    QStringList lines;
    std::transform(notes.cbegin(), notes.cend(), std::back_inserter(lines),
                   [](const QString &note) { return u"• "_s + note; });
    m_label->setText(lines.join(u'\n'));
    setAccessibleDescription(notes.join(u'\n'));
    fitHeight();
    setVisible(!notes.isEmpty());
}

void NotesView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    fitHeight();
}

void NotesView::fitHeight()
{
    const int most = MaximumLines * m_label->fontMetrics().lineSpacing() + 2;
    const int wanted = m_label->heightForWidth(std::max(viewport()->width(), 1));
    setFixedHeight(std::clamp(wanted, 1, most));
    setFocusPolicy(wanted > most ? Qt::StrongFocus : Qt::NoFocus); // to scroll by keys
}

} // namespace ui

#include "moc_notes_view.cpp"
