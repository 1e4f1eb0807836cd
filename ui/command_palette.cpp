// SPDX-License-Identifier: Apache-2.0
#include "ui/command_palette.h"

#include "models/command_list_model.h"
#include "ui/command_actions.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int paletteWidth = 580;
constexpr int rowsShown = 8;
constexpr int rowHeight = 46;

using models::CommandListModel;

class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {option.rect.width(), qMax(rowHeight, 2 * option.fontMetrics.height() + 12)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool enabled = index.data(CommandListModel::EnabledRole).toBool();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.palette.color(QPalette::Highlight));
            painter->drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), 6, 6);
        }
        const QPalette::ColorRole role = selected ? QPalette::HighlightedText : QPalette::Text;
        const QColor quiet = selected ? option.palette.color(role) : toneColor(Tone::Muted, option.palette);
        const QColor strong = enabled ? option.palette.color(role) : quiet;
        const QRect area = option.rect.adjusted(14, 4, -14, -4);
        icon(index.data(CommandListModel::IconNameRole).toString(), strong)
            .paint(painter, QRect(area.left(), area.center().y() - 7, 16, 16));
        const QRect text = area.adjusted(28, 0, 0, 0);
        const QString keys = QKeySequence::fromString(index.data(CommandListModel::ShortcutRole).toString())
                                 .toString(QKeySequence::NativeText);
        painter->setPen(quiet);
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, keys);
        const QString detail = index.data(CommandListModel::DetailRole).toString();
        painter->setPen(strong);
        painter->drawText(text.adjusted(0, 1, 0, 0),
                          int((detail.isEmpty() ? Qt::AlignVCenter : Qt::AlignTop) | Qt::AlignLeft),
                          index.data().toString());
        painter->setPen(quiet);
        if (enabled) {
            QFont mono = monospaceFont();
            mono.setPointSizeF(option.font.pointSizeF() * 0.9);
            painter->setFont(mono);
        }
        painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom,
                          painter->fontMetrics().elidedText(detail, Qt::ElideRight, text.width()));
        painter->restore();
    }
};

} // namespace

CommandPalette::CommandPalette(const models::Commands &commands, CommandActions &actions, QWidget *window)
    : QDialog(window, Qt::Dialog | Qt::FramelessWindowHint)
    , m_actions(actions)
    , m_model(new CommandListModel(commands, actions.selection(), this))
    , m_edit(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_nothing(new QLabel(u"No command matches"_s, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(u"Command palette"_s);
    m_edit->setPlaceholderText(u"Type a command…"_s);
    m_edit->setAccessibleName(u"Command"_s);
    m_edit->installEventFilter(this);
    m_list->setAccessibleName(u"Commands"_s);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_edit);
    column->addWidget(m_list, 1);
    column->addWidget(m_nothing, 1);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_edit, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    filter({});
    resize(qMin(paletteWidth, window->width() - 32), qMin(rowsShown * rowHeight + 60, window->height() - 80));
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, 64)));
}

void CommandPalette::filter(const QString &text)
{
    m_model->setFilterText(text);
    const bool any = m_model->rowCount() > 0;
    m_list->setVisible(any);
    m_nothing->setVisible(!any);
    if (any)
        m_list->setCurrentIndex(m_model->index(0));
}

void CommandPalette::runCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (!index.isValid() || !index.data(CommandListModel::EnabledRole).toBool())
        return; // the row says why
    const QString id = index.data(CommandListModel::CommandIdRole).toString();
    close();
    // After closing: what the command opens gets the focus that this window gives back.
    QMetaObject::invokeMethod(
        &m_actions, [&actions = m_actions, id] { actions.run(id); }, Qt::QueuedConnection);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
            const int step = key == Qt::Key_Down       ? 1
                             : key == Qt::Key_Up       ? -1
                             : key == Qt::Key_PageDown ? rowsShown
                                                       : -rowsShown;
            const int row = qBound(0, m_list->currentIndex().row() + step, m_model->rowCount() - 1);
            m_list->setCurrentIndex(m_model->index(row));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Dark));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void CommandPalette::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isVisible() && !isActiveWindow())
        close();
}

} // namespace ui
