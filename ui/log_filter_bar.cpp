// SPDX-License-Identifier: Apache-2.0
#include "ui/log_filter_bar.h"

#include "ui/clear_button.h"
#include "ui/log_levels.h"
#include "ui/theme.h"
#include "ui/tone_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

using namespace Qt::StringLiterals;
using models::LogFilterQuery;
using models::LogLevel;

namespace ui {
namespace {

constexpr int LeastTextWidth = 60;
constexpr int TextWidth = 280;

QBoxLayout *addRow(QBoxLayout *rows)
{
    auto *const row = new QHBoxLayout;
    row->setSpacing(4);
    rows->addLayout(row);
    return row;
}

} // namespace

LogFilterBar::LogFilterBar(QWidget *parent) : QWidget(parent), m_rows(new QHBoxLayout(this))
{
    m_rows->setContentsMargins(8, 4, 8, 4);
    m_rows->setSpacing(4);
    m_textRow = addRow(m_rows);
    m_levelRow = addRow(m_rows);
    m_rows->setStretch(1, 1);
    buildText(m_textRow);
    buildLevels(m_levelRow);
    updateIcons();
    updateContext();
    setSavable(false);
}

void LogFilterBar::buildText(QBoxLayout *row)
{
    m_text = new QLineEdit(this);
    m_text->setPlaceholderText(tr("Filter lines"));
    m_text->setAccessibleName(tr("Filter lines"));
    addClearButton(*m_text);
    m_text->setMinimumWidth(LeastTextWidth);
    m_text->setMaximumWidth(TextWidth);
    row->addWidget(m_text, 1);
    m_case = addButton(row, tr("Match case"), u"case-sensitive"_s, true);
    m_wholeWord = addButton(row, tr("Whole word"), u"whole-word"_s, true);
    m_expression = addButton(row, tr("Regular expression"), u"regex"_s, true);
    m_hide = addButton(row, tr("Hide matching lines"), u"eye-off"_s, true);
    m_context = new QSpinBox(this);
    m_context->setRange(0, LogFilterQuery::MaxContext);
    m_context->setPrefix(u"\u00b1"_s);
    m_context->setAccessibleName(tr("Lines of context"));
    m_context->setToolTip(tr("Lines of context: how many to show around each match"));
    m_context->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    row->addWidget(m_context);
    row->addStretch();
    connect(m_text, &QLineEdit::textChanged, this, &LogFilterBar::queryChanged);
    for (const QToolButton *toggle : {m_case, m_wholeWord, m_expression})
        connect(toggle, &QToolButton::toggled, this, &LogFilterBar::queryChanged);
    connect(m_hide, &QToolButton::toggled, this, [this] {
        updateContext();
        Q_EMIT queryChanged();
    });
    connect(m_context, &QSpinBox::valueChanged, this, [this] {
        updateContext();
        Q_EMIT queryChanged();
    });
}

void LogFilterBar::buildLevels(QBoxLayout *row)
{
    for (const LogLevel level : {LogLevel::Error, LogLevel::Warning, LogLevel::Info, LogLevel::Debug}) {
        QToolButton *const chip = addButton(row, logLevelName(level), {}, true);
        chip->setText(logLevelName(level));
        chip->setToolTip(tr("%1: show only lines of the chosen levels").arg(logLevelName(level)));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        connect(chip, &QToolButton::toggled, this, &LogFilterBar::queryChanged);
        m_chips.append({chip, level});
    }
    m_status = new ToneLabel(Tone::Muted, {}, this);
    m_status->setWordWrap(false);
    m_status->hide();
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addSpacing(4);
    row->addWidget(m_status, 1);
    row->addStretch();
    m_save = addButton(row, tr("Save filtered lines…"), u"save"_s, false);
    QToolButton *const close = addButton(row, tr("Close"), u"x"_s, false);
    connect(m_save, &QToolButton::clicked, this, &LogFilterBar::saveRequested);
    connect(close, &QToolButton::clicked, this, &LogFilterBar::closed);
}

QToolButton *LogFilterBar::addButton(QBoxLayout *row, const QString &name, const QString &iconName, bool checkable)
{
    auto *const button = new QToolButton(this);
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName));
    button->setToolTip(name);
    button->setAccessibleName(name);
    button->setCheckable(checkable);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    row->addWidget(button);
    return button;
}

void LogFilterBar::updateIcons()
{
    for (const Chip &chip : m_chips)
        chip.button->setIcon(icon(logLevelIcon(chip.level), logLevelColor(chip.level, palette())));
}

void LogFilterBar::updateContext()
{
    const int lines = m_context->value();
    m_context->setEnabled(!m_hide->isChecked());
    m_context->setSpecialValueText(m_isNarrow ? u"\u00b10"_s : tr("No context"));
    m_context->setSuffix(m_isNarrow ? QString() : lines == 1 ? tr(" line") : tr(" lines"));
}

LogFilterQuery LogFilterBar::query() const
{
    LogFilterQuery query;
    query.text = {m_text->text(), m_case->isChecked(), m_expression->isChecked(), m_wholeWord->isChecked()};
    query.hideMatching = m_hide->isChecked();
    query.context = m_hide->isChecked() ? 0 : m_context->value();
    for (const Chip &chip : m_chips) {
        if (!chip.button->isChecked())
            continue;
        query.levels |= LogFilterQuery::levelBit(chip.level);
        if (chip.level == LogLevel::Debug)
            query.levels |= LogFilterQuery::levelBit(LogLevel::Trace);
    }
    return query;
}

void LogFilterBar::open()
{
    show();
    placeRows();
    m_text->setFocus();
    m_text->selectAll();
}

void LogFilterBar::setStatus(const QString &text, bool isError)
{
    m_status->setText(text);
    m_status->setToolTip(text);
    m_status->setTone(isError ? Tone::Error : Tone::Muted);
    m_status->setVisible(!text.isEmpty());
}

void LogFilterBar::setSavable(bool savable)
{
    m_save->setEnabled(savable);
}

void LogFilterBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void LogFilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeRows();
}

void LogFilterBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_save)
        updateIcons();
    if ((event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) && m_save) {
        setNarrow(false); // measured anew
        placeRows();
    }
}

void LogFilterBar::placeRows()
{
    const int status = fontMetrics().horizontalAdvance(tr("%1 of %2 lines").arg(u"888,888"_s, u"8,888,888"_s));
    const QMargins margins = m_rows->contentsMargins();
    const int room = width() - margins.left() - margins.right();
    if (!m_isNarrow)
        m_levelsWidth = m_levelRow->sizeHint().width();
    const int levels = m_levelsWidth;
    setNarrow(levels > room);
    const bool inOne = m_textRow->sizeHint().width() + levels + status <= width();
    const QBoxLayout::Direction direction = inOne ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom;
    placeStatus(levels + status > room);
    if (direction == m_rows->direction())
        return;
    m_rows->setDirection(direction);
    updateGeometry(); // it has another height now
}

/// Without words where they would be cut off.
void LogFilterBar::setNarrow(bool narrow)
{
    if (narrow == m_isNarrow)
        return;
    m_isNarrow = narrow;
    for (const Chip &chip : m_chips)
        chip.button->setToolButtonStyle(narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    m_levelRow->invalidate(); // asked for its size before it is laid out anew
    updateContext();
}

/// In a row of its own, or between the levels and the buttons.
void LogFilterBar::placeStatus(bool apart)
{
    if (apart == (m_rows->indexOf(m_status) >= 0))
        return;
    if (apart) {
        m_levelRow->removeWidget(m_status);
        m_rows->addWidget(m_status);
    } else {
        m_rows->removeWidget(m_status);
        m_levelRow->insertWidget(int(m_chips.size()) + 1, m_status, 1);
    }
    updateGeometry();
}

} // namespace ui

#include "moc_log_filter_bar.cpp"
