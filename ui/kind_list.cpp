// SPDX-License-Identifier: Apache-2.0
#include "ui/kind_list.h"

#include "models/format.h"
#include "ui/kind_delegate.h"

#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int Width = 300;
}

KindList::KindList(QWidget *parent) : QListWidget(parent)
{
    setAccessibleName(tr("Kind"));
    setItemDelegate(new KindDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setFixedWidth(Width);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setUniformItemSizes(true);
    setMouseTracking(true); // for the hover of the delegate
    viewport()->setAutoFillBackground(false);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *item) {
        if (item)
            Q_EMIT kindChosen(chosen());
    });
}

void KindList::setEntries(const QList<models::PresetLibrary::Entry> &entries)
{
    const QString before = chosen();
    {
        const QSignalBlocker quiet(this);
        clear();
        for (const models::PresetLibrary::Entry &entry : entries) {
            auto *item = new QListWidgetItem(models::visibleText(entry.preset.title), this);
            const QString purpose =
                entry.isBroken() ? tr("This preset can’t be used") : models::visibleText(entry.preset.purpose);
            item->setData(KindDelegate::IdRole, entry.preset.id);
            item->setData(KindDelegate::PurposeRole, purpose);
            item->setData(KindDelegate::IconRole, entry.isBroken() ? u"triangle-alert"_s : entry.preset.icon);
            item->setData(KindDelegate::BrokenRole, entry.isBroken());
            item->setData(Qt::AccessibleTextRole, u"%1, %2"_s.arg(item->text(), purpose));
            item->setToolTip(models::toolTipText(entry.isBroken() ? entry.problem : purpose));
        }
    }
    if (!before.isEmpty())
        choose(before);
}

QListWidgetItem *KindList::find(const QString &id) const
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(KindDelegate::IdRole).toString() == id)
            return item(row);
    }
    return nullptr;
}

void KindList::choose(const QString &id)
{
    QListWidgetItem *found = find(id);
    setCurrentItem(found ? found : item(0));
    scrollToItem(currentItem());
}

QString KindList::chosen() const
{
    return currentItem() ? currentItem()->data(KindDelegate::IdRole).toString() : QString();
}

} // namespace ui

#include "moc_kind_list.cpp"
