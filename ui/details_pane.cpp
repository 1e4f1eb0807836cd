// SPDX-License-Identifier: Apache-2.0
#include "ui/details_pane.h"

#include "models/format.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>

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
    const qsizetype count = selection.containers.size() + selection.images.size();
    m_subject.clear();
    QString name;
    if (count == 1 && !selection.containers.isEmpty()) {
        m_subject = selection.containers.first().id;
        name = selection.containers.first().name;
    } else if (count == 1) {
        m_subject = selection.images.first().image.id;
        name = selection.images.first().reference;
    }
    m_name->setText(models::visibleText(name));
    m_message->setText(count > 1
                           ? u"%1 %2 selected. Select one to see its details."_s.arg(count).arg(m_nounPlural)
                           : u"Select a %1 to see its details."_s.arg(m_noun).replace(u"a image"_s, u"an image"_s));
    showCurrent();
}

void DetailsPane::showCurrent()
{
    const int index = m_bar->currentIndex();
    if (m_subject.isEmpty() || index < 0) {
        m_stack->setCurrentWidget(m_message);
        return;
    }
    if (!m_widgets[index]) {
        m_widgets[index] = m_tabs[index].make(m_stack);
        m_stack->addWidget(m_widgets[index]);
    }
    m_tabs[index].show(m_widgets[index], m_subject);
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
