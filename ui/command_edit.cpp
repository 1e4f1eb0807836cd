// SPDX-License-Identifier: Apache-2.0
#include "ui/command_edit.h"

#include "models/run_text.h"
#include "ui/theme.h"

#include <QFocusEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr qsizetype LongText = 4096; ///< whose reading and wrapping takes too long to be done at each key
constexpr int QuietMs = 60;
} // namespace

CommandEdit::CommandEdit(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setFont(monospaceFont());
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(QuietMs);
    connect(&m_quiet, &QTimer::timeout, this, &CommandEdit::toRead);
    connect(this, &QPlainTextEdit::textChanged, this, &CommandEdit::changed);
    fitHeight();
}

void CommandEdit::changed()
{
    fitHeight();
    if (isLong()) {
        m_quiet.start();
    } else {
        m_quiet.stop();
        Q_EMIT toRead();
    }
}

bool CommandEdit::isLong() const
{
    return document()->characterCount() > LongText;
}

void CommandEdit::settle()
{
    if (!m_quiet.isActive())
        return;
    m_quiet.stop();
    Q_EMIT toRead();
}

void CommandEdit::setLines(int minimum, int maximum)
{
    m_minimumLines = minimum;
    m_maximumLines = maximum;
    fitHeight();
}

void CommandEdit::mark(const models::run::TextPlace &place)
{
    m_marked = place;
    QList<QTextEdit::ExtraSelection> marks;
    const qsizetype end = std::min(place.offset + place.length, qsizetype(document()->characterCount()) - 1);
    if (place.offset >= 0 && place.offset < end) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = QTextCursor(document());
        selection.cursor.setPosition(int(place.offset));
        selection.cursor.setPosition(int(end), QTextCursor::KeepAnchor);
        QColor tone = toneColor(Tone::Error, palette());
        selection.format.setForeground(tone);
        selection.format.setFontUnderline(true);
        tone.setAlpha(40);
        selection.format.setBackground(tone);
        marks += selection;
    }
    setExtraSelections(marks);
}

QString CommandEdit::markedText() const
{
    const auto marks = extraSelections();
    return marks.isEmpty() ? QString() : marks.constFirst().cursor.selectedText();
}

void CommandEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        mark(m_marked); // in the new palette's colour
}

void CommandEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void CommandEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    settle();
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        Q_EMIT left();
}

/// Nobody wants a command inside another one.
void CommandEdit::insertFromMimeData(const QMimeData *source)
{
    if (m_takesCommands && models::looksLikeRunText(source->text()))
        Q_EMIT commandPasted(source->text());
    else
        insertPlainText(source->text());
}

/// Measured here, since the document wraps its text anew only when it is painted: too late to make room for it.
int CommandEdit::wrappedLines() const
{
    const qreal room = width() - 2 * (frameWidth() + document()->documentMargin());
    QTextOption option;
    option.setWrapMode(wordWrapMode());
    int lines = 0;
    // A layout is made of a whole paragraph: of one of 64 KB only what can be among the lines that count.
    const qreal narrow = std::max(fontMetrics().horizontalAdvance(u'i'), 1);
    const auto most = qsizetype(room / narrow + 1) * (m_maximumLines + 1);
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        QTextLayout layout(block.text().left(most), font());
        layout.setTextOption(option);
        layout.beginLayout();
        int own = 0;
        for (QTextLine line = layout.createLine(); line.isValid() && own <= m_maximumLines;
             line = layout.createLine(), ++own)
            line.setLineWidth(room);
        layout.endLayout();
        lines += std::max(own, 1);
        if (lines > m_maximumLines)
            break;
    }
    return lines;
}

void CommandEdit::fitHeight()
{
    // The wrapping of an endless word at words tries each of its letters again for each line.
    const auto wrap = isLong() ? QTextOption::WrapAnywhere : QTextOption::WrapAtWordBoundaryOrAnywhere;
    if (wordWrapMode() != wrap)
        setWordWrapMode(wrap);
    const int lines = wrappedLines();
    const int shown = std::clamp(lines, m_minimumLines, m_maximumLines);
    const int margins = int(2 * document()->documentMargin()) + 2 * frameWidth();
    setFixedHeight(shown * fontMetrics().lineSpacing() + margins + 2);
    setVerticalScrollBarPolicy(lines > m_maximumLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

} // namespace ui

#include "moc_command_edit.cpp"
