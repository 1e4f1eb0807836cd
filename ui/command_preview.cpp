// SPDX-License-Identifier: Apache-2.0
#include "ui/command_preview.h"

#include "ui/theme.h"
#include "ui/tone_label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextLayout>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

CommandPreview::CommandPreview(QWidget *parent)
    : QWidget(parent), m_text(new QPlainTextEdit(this)), m_copy(new QPushButton(icon(u"copy"_s), tr("Copy"), this))
{
    auto *title = new ToneLabel(Tone::Muted, tr("Docker command"), this);
    title->setWordWrap(false);
    title->setBuddy(m_text);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Docker command"));
    m_text->setFont(monospaceFont());
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_copy->setAutoDefault(false);
    m_copy->setAccessibleName(tr("Copy docker command"));
    connect(m_copy, &QPushButton::clicked, this, &CommandPreview::copy);

    auto *top = new QHBoxLayout;
    top->addWidget(title, 1);
    top->addWidget(m_copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(top);
    layout->addWidget(m_text);
    fitHeight();
}

void CommandPreview::setCommand(const QString &shown, const QString &copied)
{
    m_copied = copied;
    if (m_text->toPlainText() == shown)
        return;
    m_text->setPlainText(shown);
    fitHeight();
}

QString CommandPreview::shownText() const
{
    return m_text->toPlainText();
}

void CommandPreview::setMaximumLines(int lines)
{
    m_maximumLines = lines;
    fitHeight();
}

void CommandPreview::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

void CommandPreview::copy()
{
    QGuiApplication::clipboard()->setText(m_copied);
}

/// Measured here, since the document wraps its text anew only when it is painted: too late to make room for it.
int CommandPreview::wrappedLines() const
{
    const qreal room = width() - 2 * (m_text->frameWidth() + m_text->document()->documentMargin());
    QTextOption option;
    option.setWrapMode(m_text->wordWrapMode());
    int lines = 0;
    const QStringList paragraphs = m_text->toPlainText().split(u'\n');
    for (const QString &paragraph : paragraphs) {
        QTextLayout layout(paragraph, m_text->font());
        layout.setTextOption(option);
        layout.beginLayout();
        int own = 0;
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine(), ++own)
            line.setLineWidth(room);
        layout.endLayout();
        lines += std::max(own, 1);
    }
    return lines;
}

void CommandPreview::fitHeight()
{
    const int lines = wrappedLines();
    const int shown = std::clamp(lines, 1, m_maximumLines);
    const int margins = int(2 * m_text->document()->documentMargin()) + 2 * m_text->frameWidth();
    m_text->setFixedHeight(shown * m_text->fontMetrics().lineSpacing() + margins + 2);
    m_text->setVerticalScrollBarPolicy(lines > m_maximumLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
}

} // namespace ui

#include "moc_command_preview.cpp"
