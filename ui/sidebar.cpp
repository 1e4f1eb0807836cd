// SPDX-License-Identifier: Apache-2.0
#include "ui/sidebar.h"

#include "models/jobs_model.h"
#include "ui/engine_button.h"
#include "ui/nav_button.h"
#include "ui/theme.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int sidebarWidth = 196;

} // namespace

Sidebar::Sidebar(const Services &services, const QList<Entry> &entries, const QList<engine::Endpoint> &candidates,
                 QWidget *parent)
    : QWidget(parent)
{
    setFixedWidth(sidebarWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 12, 11, 10);
    column->setSpacing(2);
    auto *name = new QLabel(u"Longshore"_s, this);
    name->setFont(headingFont(1));
    name->setContentsMargins(10, 0, 0, 8);
    column->addWidget(name);
    for (const Entry &entry : entries) {
        auto *button = new NavButton(entry.icon, entry.label, this);
        m_buttons.insert(entry.id, button);
        column->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, id = entry.id] { Q_EMIT pageRequested(id); });
    }
    column->addStretch(1);
    column->addWidget(new EngineButton(services, candidates, this));
    const auto showCount = [this, &jobs = services.jobs] {
        if (NavButton *activity = m_buttons.value(u"activity"_s))
            activity->setCount(jobs.runningCount(), u"%1 running"_s.arg(jobs.runningCount()));
    };
    connect(&services.jobs, &models::JobsModel::runningCountChanged, this, showCount);
    showCount();
}

void Sidebar::setCurrent(const QString &id)
{
    for (auto it = m_buttons.cbegin(); it != m_buttons.cend(); ++it)
        it.value()->setChecked(it.key() == id);
}

void Sidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), separatorColor(palette()));
}

} // namespace ui
