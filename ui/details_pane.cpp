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
        updateTabs();
        showCurrent();
        Q_EMIT currentTabChanged(currentTab());
    });
    setSelection({});
}

void DetailsPane::setSelection(const models::Selection &selection)
{
    QList<Subject> subjects;
    // The same containers are the same whatever the order they were clicked in.
    QList<engine::Container> containers = selection.containers;
    std::sort(containers.begin(), containers.end(),
              [](const engine::Container &a, const engine::Container &b) { return a.name < b.name; });
    for (const engine::Container &container : containers)
        subjects.append({container.id, models::visibleText(container.name)});
    for (const models::ImagesModel::Row &row : selection.images)
        subjects.append({row.image.id, models::visibleText(row.reference)});
    m_kept = keptAfter(subjects);
    m_subjects = subjects;
    updateTabs();
    showCurrent();
}

/// What was there before stays when nothing but removals has changed the selection, or the rest of it is still in it.
QList<DetailsPane::Subject> DetailsPane::keptAfter(const QList<Subject> &selected) const
{
    const auto isSelected = [&selected](const Subject &subject) {
        return std::any_of(selected.cbegin(), selected.cend(), [&](const Subject &s) { return s.id == subject.id; });
    };
    const auto isGone = [this](const Subject &subject) {
        return std::any_of(m_tabs.cbegin(), m_tabs.cend(),
                           [&](const Tab &tab) { return tab.isGone && tab.isGone(subject.id); });
    };
    QList<Subject> left = m_subjects + m_kept;
    const bool isRestThere = selected.isEmpty() || std::any_of(left.cbegin(), left.cend(), isSelected);
    left.removeIf(isSelected);
    return isRestThere && std::all_of(left.cbegin(), left.cend(), isGone) ? left : QList<Subject>();
}

void DetailsPane::updateTabs()
{
    bool isChanged = false;
    for (int index = 0; index < m_tabs.size(); ++index) {
        const bool isWorth = !m_tabs[index].fits || index == m_bar->currentIndex() ||
                             (m_subjects.size() == 1 && m_tabs[index].fits(m_subjects.first().id));
        if (m_bar->isTabVisible(index) == isWorth)
            continue;
        m_bar->setTabVisible(index, isWorth);
        isChanged = true;
    }
    if (isChanged)
        m_bar->updateGeometry(); // a tab that is shown or hidden does not tell the layout
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
    QList<Subject> subjects = m_subjects;
    if (index >= 0 && m_tabs[index].isGone && subjects.size() + m_kept.size() <= m_tabs[index].most)
        subjects += m_kept;
    QStringList ids, names;
    for (const Subject &subject : subjects) {
        ids.append(subject.id);
        names.append(subject.name);
    }
    m_name->setText(models::formatNames(names));
    if (ids.isEmpty() || index < 0 || ids.size() > m_tabs[index].most) {
        m_message->setText(hint());
        m_stack->setCurrentWidget(m_message);
        return;
    }
    if (!m_widgets[index]) {
        m_widgets[index] = m_tabs[index].make(m_stack);
        m_stack->addWidget(m_widgets[index]);
    }
    if (ids.size() > 1)
        m_tabs[index].showSeveral(m_widgets[index], ids);
    else
        m_tabs[index].show(m_widgets[index], ids.first());
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
