// SPDX-License-Identifier: Apache-2.0
#include "ui/log_split.h"

#include "models/commands.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "ui/container_picker.h"
#include "ui/log_pane.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int HeadHeight = 34;

} // namespace

LogSplit::LogSplit(const Services &services, First first, QWidget *parent)
    : QWidget(parent), m_services(services), m_splitter(new QSplitter(Qt::Horizontal, this))
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    m_splitter->setChildrenCollapsible(false);
    add(first == First::Closable);
    showHeads();
}

LogSplit::Part &LogSplit::add(bool closable)
{
    Part part;
    part.frame = new QWidget;
    part.head = new QWidget(part.frame);
    part.name = new QLabel(part.head);
    part.name->setTextFormat(Qt::PlainText);
    part.name->setFont(headingFont(1));
    part.name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    part.pane = new LogPane(m_services.session, m_services.settings, part.frame);
    LogPane *const pane = part.pane;
    auto *const head = new QHBoxLayout(part.head);
    head->setContentsMargins(12, 2, 6, 0);
    part.head->setMinimumHeight(HeadHeight); // with and without a button
    head->addWidget(part.name, 1);
    if (closable) {
        part.close = new QToolButton(part.head);
        part.close->setIcon(icon(u"x"_s));
        part.close->setAutoRaise(true);
        part.close->setFocusPolicy(Qt::TabFocus);
        head->addWidget(part.close);
        connect(part.close, &QToolButton::clicked, this, [this, pane] { remove(pane); });
        connect(pane, &LogPane::released, this, [this, pane] { remove(pane); });
    }
    auto *const column = new QVBoxLayout(part.frame);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(part.head);
    column->addWidget(pane, 1);
    m_splitter->addWidget(part.frame);
    connect(pane, &LogPane::besideRequested, this, &LogSplit::askBeside);
    connect(pane, &LogPane::windowRequested, this, [this, pane] { openWindow(*pane); });
    m_parts.append(part);
    return m_parts.last();
}

void LogSplit::setContainer(const QString &id)
{
    // Coming back to the log must not start it again.
    if (!m_parts.isEmpty() && m_parts.first().pane->container() != id)
        fill(m_parts.first(), {id});
}

void LogSplit::setContainers(const QStringList &ids)
{
    if (ids.size() < 2)
        return setContainer(ids.value(0));
    if (!m_parts.isEmpty() && m_parts.first().pane->containers() != ids)
        fill(m_parts.first(), ids);
}

void LogSplit::show(const QList<engine::Container> &containers)
{
    QStringList ids;
    for (const engine::Container &container : containers) {
        ids.append(container.id);
        m_names.insert(container.id, models::visibleText(container.name));
    }
    setContainers(ids);
}

void LogSplit::addBeside(const QString &id)
{
    fill(add(true), {id});
    // All as wide as the others.
    m_splitter->setSizes(QList<int>(m_parts.size(), QWIDGETSIZE_MAX / int(m_parts.size())));
    m_parts.last().pane->view()->setFocus();
}

void LogSplit::fill(Part &part, const QStringList &ids)
{
    QStringList names;
    for (const QString &id : ids)
        names.append(nameOf(id));
    const QString name = models::formatNames(names);
    part.name->setText(name);
    if (part.close) {
        part.close->setToolTip(models::toolTipText(tr("Close log of %1").arg(name)));
        part.close->setAccessibleName(tr("Close log of %1").arg(name));
    }
    part.pane->setContainers(ids);
    showHeads();
}

void LogSplit::openWindow(const LogPane &pane)
{
    models::Selection selection;
    for (const QString &id : pane.containers()) {
        engine::Container gone; // from the list; the engine may still have it
        gone.id = id;
        gone.name = nameOf(id);
        const engine::Container *const row = m_services.session.containers().find(id);
        selection.containers.append(row ? *row : gone);
    }
    m_services.commands.run(u"container.logWindow"_s, selection);
}

void LogSplit::remove(const LogPane *pane)
{
    const auto part =
        std::find_if(m_parts.begin(), m_parts.end(), [pane](const Part &other) { return other.pane == pane; });
    if (part == m_parts.end())
        return;
    const bool hadFocus = part->frame->isAncestorOf(window()->focusWidget());
    part->frame->hide();
    part->frame->deleteLater();
    m_parts.erase(part);
    if (m_parts.isEmpty()) {
        Q_EMIT emptied();
        return;
    }
    if (hadFocus)
        m_parts.last().pane->view()->setFocus();
    showHeads();
}

void LogSplit::showHeads()
{
    for (const Part &part : m_parts)
        part.head->setVisible(m_parts.size() > 1);
    Q_EMIT namesChanged();
}

void LogSplit::askBeside()
{
    QList<engine::Container> choices = m_services.session.containers().all();
    choices.removeIf([this](const engine::Container &container) {
        return std::any_of(m_parts.cbegin(), m_parts.cend(),
                           [&](const Part &part) { return part.pane->container() == container.id; });
    });
    auto *const picker = new ContainerPicker(tr("Add a log beside"), tr("Add beside"), choices, this);
    connect(picker, &ContainerPicker::chosen, this, &LogSplit::addBeside);
    picker->open();
}

QString LogSplit::nameOf(const QString &id)
{
    const engine::Container *const row = id.isEmpty() ? nullptr : m_services.session.containers().find(id);
    if (row)
        m_names.insert(id, models::visibleText(row->name));
    return m_names.value(id, models::shortId(id));
}

QStringList LogSplit::names() const
{
    QStringList names;
    for (const Part &part : m_parts)
        names << part.name->text();
    return names;
}

QList<LogPane *> LogSplit::panes() const
{
    QList<LogPane *> panes;
    for (const Part &part : m_parts)
        panes << part.pane;
    return panes;
}

} // namespace ui

#include "moc_log_split.cpp"
