// SPDX-License-Identifier: Apache-2.0
#include "ui/details_pane.h"

#include "models/format.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

DetailsPane::DetailsPane(const QString &noun, const QString &nounPlural, const QList<Tab> &tabs, QWidget *parent)
    : QWidget(parent)
    , m_noun(noun)
    , m_nounPlural(nounPlural)
    , m_tabs(tabs)
    , m_widgets(tabs.size(), nullptr)
    , m_bar(new QTabBar(this))
    , m_name(new QLabel(this))
    , m_message(new QLabel(this))
    , m_stack(new QStackedWidget(this))
{
    m_bar->setAccessibleName(u"Details"_s);
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    for (const Tab &tab : m_tabs)
        m_bar->addTab(tab.label);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setForegroundRole(QPalette::PlaceholderText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_name->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setForegroundRole(QPalette::PlaceholderText);
    m_stack->addWidget(m_message);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 0, 16, 0);
    head->addWidget(m_bar);
    head->addWidget(m_name, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    setMinimumHeight(150);
    connect(m_bar, &QTabBar::currentChanged, this, [this] {
        showCurrent();
        Q_EMIT currentTabChanged(currentTab());
    });
    setSelection({});
}

void DetailsPane::setSelection(const models::Selection &selection)
{
    m_subjects.clear();
    QStringList names;
    // The same containers are the same whatever the order they were clicked in.
    QList<engine::Container> containers = selection.containers;
    std::sort(containers.begin(), containers.end(),
              [](const engine::Container &a, const engine::Container &b) { return a.name < b.name; });
    for (const engine::Container &container : containers) {
        m_subjects.append(container.id);
        names.append(models::visibleText(container.name));
    }
    for (const models::ImagesModel::Row &row : selection.images) {
        m_subjects.append(row.image.id);
        names.append(models::visibleText(row.reference));
    }
    m_name->setText(models::formatNames(names));
    showCurrent();
}

QString DetailsPane::hint() const
{
    const qsizetype count = m_subjects.size();
    const qsizetype most = m_bar->currentIndex() < 0 ? 1 : m_tabs[m_bar->currentIndex()].most;
    if (count == 0)
        return u"Select a %1 to see its details."_s.arg(m_noun).replace(u"a image"_s, u"an image"_s);
    const QString selected = u"%1 %2 selected. "_s.arg(count).arg(m_nounPlural);
    return selected + (most > 1 ? u"Select at most %1 to see their logs together."_s.arg(most)
                                : u"Select one to see its details."_s);
}

void DetailsPane::showCurrent()
{
    const int index = m_bar->currentIndex();
    if (m_subjects.isEmpty() || index < 0 || m_subjects.size() > m_tabs[index].most) {
        m_message->setText(hint());
        m_stack->setCurrentWidget(m_message);
        return;
    }
    if (!m_widgets[index]) {
        m_widgets[index] = m_tabs[index].make(m_stack);
        m_stack->addWidget(m_widgets[index]);
    }
    if (m_subjects.size() > 1)
        m_tabs[index].showSeveral(m_widgets[index], m_subjects);
    else
        m_tabs[index].show(m_widgets[index], m_subjects.first());
    m_stack->setCurrentWidget(m_widgets[index]);
}

void DetailsPane::setCurrentTab(const QString &id)
{
    for (int index = 0; index < m_tabs.size(); ++index) {
        if (m_tabs[index].id == id)
            m_bar->setCurrentIndex(index);
    }
}

QString DetailsPane::currentTab() const
{
    return m_bar->currentIndex() < 0 ? QString() : m_tabs[m_bar->currentIndex()].id;
}

} // namespace ui
