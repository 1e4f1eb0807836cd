// SPDX-License-Identifier: Apache-2.0
#include "ui/resource_page.h"

#include "models/engine_session.h"
#include "models/explain_error.h"
#include "models/resource_model.h"
#include "models/roles.h"
#include "models/settings.h"
#include "ui/clear_button.h"
#include "ui/command_actions.h"
#include "ui/command_bar.h"
#include "ui/details_pane.h"
#include "ui/empty_state.h"
#include "ui/resource_table.h"
#include "ui/theme.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

/// A push button that is a view of a command.
QPushButton *commandButton(QAction *action, const QString &label, ButtonKind kind, const QString &iconName)
{
    auto *button = new QPushButton(label);
    button->setAutoDefault(false);
    setButtonKind(button, kind, iconName);
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

} // namespace

ResourcePage::ResourcePage(const Services &services, const PageDescriptor &page, CommandActions &actions,
                           DetailsPane *details, QWidget *parent)
    : QWidget(parent), m_services(services), m_page(page), m_actions(actions), m_details(details)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeTableArea());
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({1000, 1000});
    column->addWidget(splitter, 1);
    splitter->restoreState(m_services.settings.get().windowSplitter);
    connect(splitter, &QSplitter::splitterMoved, this,
            [this, splitter] { m_services.settings.edit().windowSplitter = splitter->saveState(); });

    connect(m_page.model, &models::ResourceModel::loadedChanged, this, &ResourcePage::updateContent);
    connect(m_page.model, &models::ResourceModel::countsChanged, this, &ResourcePage::updateContent);
    connect(m_page.model, &QAbstractItemModel::dataChanged, this, &ResourcePage::updateSelectionLater);
    connect(m_page.model, &QAbstractItemModel::rowsRemoved, this, &ResourcePage::updateSelectionLater);
    connect(m_page.model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_wantedKey.isEmpty() && m_table->selectKey(m_wantedKey))
            m_wantedKey.clear();
    });
    connect(&m_services.session, &models::EngineSession::stateChanged, this, &ResourcePage::updateContent);
    connect(&m_actions, &CommandActions::aboutToRun, this, [this] {
        if (isVisible())
            updateSelection();
    });
    updateContent();
    updateSelection();
}

QWidget *ResourcePage::makeHeader()
{
    auto *header = new QWidget(this);
    auto *title = new QLabel(m_page.title, header);
    title->setFont(headingFont(2));
    m_filter = new QLineEdit(header);
    m_filter->setPlaceholderText(u"Filter…"_s);
    m_filter->setAccessibleName(u"Filter %1"_s.arg(m_page.nounPlural));
    addClearButton(*m_filter);
    m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition)->setText(u"Filter"_s);
    m_filter->setMinimumWidth(150);
    m_filter->setMaximumWidth(320);
    auto *stateLabel = new QLabel(m_page.stateLabel, header);
    stateLabel->setForegroundRole(QPalette::PlaceholderText);
    m_state = new QComboBox(header);
    m_state->addItems(m_page.stateChoices);
    stateLabel->setBuddy(m_state);

    auto *row = new QHBoxLayout(header);
    row->setContentsMargins(16, 14, 16, 6);
    row->addWidget(title);
    row->addSpacing(16);
    row->addWidget(m_filter, 1);
    row->addSpacing(8);
    row->addWidget(stateLabel);
    row->addWidget(m_state);
    row->addStretch(1);
    for (const QString &id : m_page.primaryCommands) {
        const models::Command *command = models::Commands::find(id);
        if (!command)
            continue;
        const bool last = id == m_page.primaryCommands.last();
        row->addWidget(commandButton(m_actions.action(id), command->label,
                                     last ? ButtonKind::Primary : ButtonKind::Plain, command->icon));
    }
    connectFilters();
    return header;
}

void ResourcePage::connectFilters()
{
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_page.model->setFilterText(text);
        updateContent();
    });
    connect(m_state, &QComboBox::currentIndexChanged, this, [this](int choice) {
        m_page.applyState(choice);
        updateContent();
    });
}

QWidget *ResourcePage::makeTableArea()
{
    auto *area = new QWidget(this);
    m_bar = new CommandBar(m_actions, m_page.barCommands, m_page.scope, area);
    m_table = new ResourceTable(m_page, m_services.settings, area);
    m_empty = new EmptyState(area);
    m_empty->setAutoFillBackground(true);
    m_empty->setBackgroundRole(QPalette::Base);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *barRow = new QHBoxLayout;
    barRow->setContentsMargins(12, 2, 16, 6);
    barRow->addWidget(m_bar);
    column->addLayout(barRow);
    column->addLayout(m_stack, 1);
    area->setMinimumHeight(140);
    connect(m_table, &ResourceTable::selectionChangedByAnyone, this, &ResourcePage::updateSelectionLater);
    connect(m_table, &ResourceTable::contextMenuWanted, this, &ResourcePage::showContextMenu);
    connect(m_table, &ResourceTable::openRequested, this, [this] {
        updateSelection();
        m_actions.run(m_page.linkCommand);
    });
    connect(m_table, &ResourceTable::activatedRow, this, [this] { m_actions.run(m_page.openCommand); });
    return area;
}

void ResourcePage::activate()
{
    m_actions.setSelection(m_selection);
}

void ResourcePage::updateSelectionLater()
{
    if (m_updatePending)
        return;
    m_updatePending = true;
    QMetaObject::invokeMethod(this, &ResourcePage::updateSelection, Qt::QueuedConnection);
}

void ResourcePage::updateSelection()
{
    m_updatePending = false;
    const models::Selection selection = m_table->selection();
    const auto sameImage = [](const models::ImagesModel::Row &a, const models::ImagesModel::Row &b) {
        return a.key == b.key && a.usedBy == b.usedBy && a.image == b.image;
    };
    const bool same =
        selection.containers == m_selection.containers && selection.images.size() == m_selection.images.size() &&
        std::equal(selection.images.cbegin(), selection.images.cend(), m_selection.images.cbegin(), sameImage);
    if (same) {
        m_details->updateTabs(); // what is known of the rows may have changed
    } else {
        m_selection = selection;
        if (isVisible())
            m_actions.setSelection(m_selection);
        m_details->setSelection(m_selection);
    }
    updateCaption();
}

void ResourcePage::updateCaption()
{
    const qsizetype selected = m_selection.containers.size() + m_selection.images.size();
    const int total = m_page.model->totalCount();
    const int shown = m_page.model->shownCount();
    QString text;
    if (selected > 1)
        text = u"%1 selected"_s.arg(selected);
    else if (shown != total)
        text = u"%1 of %2 %3"_s.arg(shown).arg(total).arg(m_page.nounPlural);
    else if (total > 0)
        text = u"%1 %2"_s.arg(total).arg(total == 1 ? m_page.noun : m_page.nounPlural);
    if (m_page.model->failure())
        text += (text.isEmpty() ? QString() : u" · "_s) + models::explainError(*m_page.model->failure()).title;
    m_bar->setCaption(text);
}

void ResourcePage::updateContent()
{
    m_table->setStale(m_services.session.isStale() || m_page.model->failure());
    const bool hasRows = m_page.model->shownCount() > 0;
    if (!hasRows)
        showEmptyState();
    showTable(hasRows);
    m_bar->setVisible(m_page.model->totalCount() > 0);
    m_details->setVisible(m_page.model->totalCount() > 0);
    updateCaption();
    m_actions.refreshLater();
}

void ResourcePage::showTable(bool shown)
{
    if (m_stack->currentIndex() == (shown ? 0 : 1))
        return;
    const bool typing = m_filter->hasFocus();
    m_stack->setCurrentIndex(shown ? 0 : 1);
    if (std::exchange(m_tableWantsFocus, false) && shown && !typing && isVisible())
        m_table->setFocus(Qt::OtherFocusReason);
}

void ResourcePage::showEmptyState()
{
    QList<QAbstractButton *> buttons;
    if (m_page.model->totalCount() > 0) {
        m_empty->setContent(u"search"_s, u"No %1 match"_s.arg(m_page.nounPlural), u"Nothing passes the filter."_s);
        auto *clear = new QPushButton(u"Clear filter"_s);
        connect(clear, &QPushButton::clicked, this, &ResourcePage::clearFilters);
        buttons << clear;
    } else if (m_page.model->failure()) {
        const models::Explanation said = models::explainError(*m_page.model->failure());
        m_empty->setContent(u"circle-alert"_s, said.title, said.reason + u' ' + said.advice);
        const models::Command *refresh = models::Commands::find(u"global.refresh"_s);
        buttons << commandButton(m_actions.action(refresh->id), refresh->label, ButtonKind::Primary, refresh->icon);
    } else if (!m_page.model->isLoaded()) {
        const bool waiting = m_services.session.state() != models::ConnectionState::NotReachable &&
                             m_services.session.state() != models::ConnectionState::Reconnecting;
        m_empty->setContent(m_page.icon, waiting ? u"Loading %1…"_s.arg(m_page.nounPlural) : u"No engine"_s,
                            waiting ? QString() : u"%1 appear here once the engine answers."_s.arg(m_page.title));
    } else {
        m_empty->setContent(m_page.empty.icon, m_page.empty.title, m_page.empty.text);
        for (const PageDescriptor::Offer &offer : m_page.empty.offers) {
            const models::Command *command = models::Commands::find(offer.command);
            buttons << commandButton(m_actions.action(offer.command), offer.label,
                                     buttons.isEmpty() ? ButtonKind::Primary : ButtonKind::Plain, command->icon);
        }
    }
    m_empty->setButtons(buttons);
}

void ResourcePage::clearFilters()
{
    m_filter->clear();
    m_state->setCurrentIndex(0);
    m_table->setFocus();
}

void ResourcePage::selectKey(const QString &key)
{
    m_wantedKey = m_table->selectKey(key) ? QString() : key;
    updateSelection();
}

void ResourcePage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ResourcePage::focusTable()
{
    m_tableWantsFocus = m_stack->currentIndex() != 0;
    m_table->setFocus(Qt::OtherFocusReason);
}

void ResourcePage::showDetails(const QString &tab)
{
    m_details->setCurrentTab(tab);
}

void ResourcePage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && m_filter->hasFocus()) {
        m_filter->clear();
        focusTable();
        return;
    }
    if (event->key() == Qt::Key_Down && m_filter->hasFocus())
        return focusTable();
    QWidget::keyPressEvent(event);
}

void ResourcePage::showContextMenu(const QPoint &position)
{
    updateSelection();
    if (m_selection.containers.isEmpty() && m_selection.images.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions.fillMenu(*menu, m_page.scope);
    menu->popup(position);
}

} // namespace ui
