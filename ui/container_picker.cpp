// SPDX-License-Identifier: Apache-2.0
#include "ui/container_picker.h"

#include "models/format.h"
#include "ui/clear_button.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr QSize ListSize(380, 240);

} // namespace

ContainerPicker::ContainerPicker(const QString &title, const QString &confirm,
                                 const QList<engine::Container> &containers, QWidget *parent)
    : Dialog(title, parent)
    , m_filter(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_confirm(new QPushButton(confirm, this))
{
    m_filter->setPlaceholderText(tr("Filter…"));
    m_filter->setAccessibleName(tr("Filter containers"));
    addClearButton(*m_filter);
    m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
    m_filter->installEventFilter(this);
    m_list->setAccessibleName(tr("Containers"));
    m_list->setMinimumSize(ListSize);
    m_list->setUniformItemSizes(true);
    QList<engine::Container> sorted = containers;
    std::sort(sorted.begin(), sorted.end(), [](const engine::Container &a, const engine::Container &b) {
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    for (const engine::Container &container : sorted) {
        auto *const item = new QListWidgetItem(
            u"%1 (%2)"_s.arg(models::visibleText(container.name), models::stateWord(container.state)), m_list);
        item->setData(Qt::UserRole, container.id);
    }
    auto *const cancel = new QPushButton(tr("Cancel"), this);
    setButtonKind(m_confirm, ButtonKind::Primary);
    m_confirm->setDefault(true);
    auto *const buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_confirm);
    content()->addWidget(m_filter);
    content()->addWidget(m_list, 1);
    content()->addLayout(buttons);
    connect(m_filter, &QLineEdit::textChanged, this, &ContainerPicker::filter);
    connect(m_list, &QListWidget::itemDoubleClicked, this, &ContainerPicker::choose);
    connect(m_confirm, &QPushButton::clicked, this, &ContainerPicker::choose);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    filter({});
    m_filter->setFocus();
}

void ContainerPicker::filter(const QString &text)
{
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *const item = m_list->item(row);
        item->setHidden(!item->text().contains(text.trimmed(), Qt::CaseInsensitive));
        if (!first && !item->isHidden())
            first = item;
    }
    m_list->setCurrentItem(first);
    m_confirm->setEnabled(first);
}

void ContainerPicker::choose()
{
    const QListWidgetItem *const item = m_list->currentItem();
    if (!item || item->isHidden())
        return;
    const QString id = item->data(Qt::UserRole).toString();
    accept();
    Q_EMIT chosen(id);
}

bool ContainerPicker::eventFilter(QObject *watched, QEvent *event)
{
    // The list is led from the field.
    if (watched == m_filter && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp)
            return QCoreApplication::sendEvent(m_list, event);
    }
    return Dialog::eventFilter(watched, event);
}

} // namespace ui

#include "moc_container_picker.cpp"
