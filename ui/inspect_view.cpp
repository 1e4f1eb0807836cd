// SPDX-License-Identifier: Apache-2.0
#include "ui/inspect_view.h"

#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/explain_error.h"
#include "ui/clear_button.h"
#include "ui/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QStackedLayout>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QToolButton *makeToggle(const QString &text, const QString &iconName, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setText(text);
    button->setIcon(icon(iconName));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setCheckable(true);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

InspectView::InspectView(models::EngineSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout)
    , m_message(new QLabel(this))
    , m_tree(new QTreeView(this))
    , m_text(new QPlainTextEdit(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeToolRow());
    layout->addLayout(m_stack, 1);

    m_message->setTextFormat(Qt::PlainText);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFont(monospaceFont());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(u"JSON"_s);
    makeTree();
    m_stack->addWidget(m_message);
    m_stack->addWidget(m_tree);
    m_stack->addWidget(m_text);

    connect(&session.containers(), &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex &from, const QModelIndex &to, const QList<int> &) {
                // Live figures change two cells all the time; what inspect tells changes with the state.
                const bool figuresOnly =
                    from.column() >= models::ContainersModel::Cpu && to.column() <= models::ContainersModel::Memory;
                const QModelIndex row = m_session.containers().indexOfKey(m_name);
                if (figuresOnly || m_kind != Kind::Container || !row.isValid() || row.parent() != from.parent() ||
                    row.row() < from.row() || row.row() > to.row())
                    return;
                m_stale = true;
                if (isVisible())
                    ask();
            });
    setObject(Kind::None, {});
}

QWidget *InspectView::makeToolRow()
{
    m_tools = new QWidget(this);
    auto *row = new QHBoxLayout(m_tools);
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(6);
    m_search = new QLineEdit(m_tools);
    m_search->setPlaceholderText(u"Search…"_s);
    m_search->setAccessibleName(u"Search inspect"_s);
    addClearButton(*m_search);
    m_search->addAction(icon(u"search"_s), QLineEdit::LeadingPosition)->setText(u"Search"_s);
    m_search->setMaximumWidth(320);
    m_asJson = makeToggle(u"JSON"_s, u"braces"_s, u"Show the document as the engine sent it"_s, m_tools);
    m_showSecrets = makeToggle(u"Show secrets"_s, u"eye"_s, u"Show the values of passwords and tokens"_s, m_tools);
    auto *copyButton = new QToolButton(m_tools);
    copyButton->setText(u"Copy"_s);
    copyButton->setIcon(icon(u"copy"_s));
    copyButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copyButton->setToolTip(u"Copy the selected value, or the whole document"_s);
    copyButton->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_search, 1);
    row->addStretch();
    row->addWidget(m_showSecrets);
    row->addWidget(m_asJson);
    row->addWidget(copyButton);

    connect(m_search, &QLineEdit::textChanged, this, &InspectView::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { findInText(m_search->text()); });
    connect(m_asJson, &QAbstractButton::toggled, this, &InspectView::fillViews);
    connect(m_showSecrets, &QAbstractButton::toggled, this, &InspectView::fillViews);
    connect(copyButton, &QAbstractButton::clicked, this, &InspectView::copy);
    return m_tools;
}

void InspectView::makeTree()
{
    m_filtered.setRecursiveFilteringEnabled(true);
    m_filtered.setAutoAcceptChildRows(true);
    m_filtered.setFilterKeyColumn(-1);
    m_filtered.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filtered.setSourceModel(&m_model);
    m_tree->setModel(&m_filtered);
    m_tree->setAccessibleName(u"Inspect"_s);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setColumnWidth(models::JsonTreeModel::Name, 260);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);

    auto *copyValue = new QAction(icon(u"copy"_s), u"Copy value"_s, m_tree);
    copyValue->setShortcut(QKeySequence::Copy);
    copyValue->setShortcutContext(Qt::WidgetShortcut);
    connect(copyValue, &QAction::triggered, this, &InspectView::copy);
    auto *copyPath = new QAction(u"Copy path"_s, m_tree);
    connect(copyPath, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_tree->currentIndex().data(models::JsonTreeModel::PathRole).toString());
    });
    auto *expandAll = new QAction(u"Expand all"_s, m_tree);
    connect(expandAll, &QAction::triggered, m_tree, &QTreeView::expandAll);
    auto *collapseAll = new QAction(u"Collapse all"_s, m_tree);
    connect(collapseAll, &QAction::triggered, m_tree, &QTreeView::collapseAll);
    m_tree->addActions({copyValue, copyPath, expandAll, collapseAll});
}

void InspectView::setContainer(const QString &id)
{
    setObject(id.isEmpty() ? Kind::None : Kind::Container, id);
}

void InspectView::setImage(const QString &reference)
{
    setObject(reference.isEmpty() ? Kind::None : Kind::Image, reference);
}

void InspectView::setObject(Kind kind, const QString &name)
{
    if (kind == m_kind && name == m_name && kind != Kind::None)
        return;
    m_kind = kind;
    m_name = name;
    m_request.abort();
    m_json.clear();
    m_stale = true;
    {
        const QSignalBlocker quiet(m_showSecrets); // secrets of one object are not an answer for the next
        m_showSecrets->setChecked(false);
    }
    say(kind == Kind::None ? u"Select a row to see everything the engine knows of it."_s : u"Asking the engine…"_s);
    if (isVisible())
        ask();
}

void InspectView::ask()
{
    m_stale = false;
    if (m_kind == Kind::Container) {
        m_request = m_session.client().containers().inspect(
            m_name, this, [this](const engine::Result<engine::ContainerDetails> &details) {
                details ? showDocument(details->json) : say(models::explainError(details.error()).text());
            });
    } else if (m_kind == Kind::Image) {
        m_request = m_session.client().images().inspect(
            m_name, this, [this](const engine::Result<engine::ImageDetails> &details) {
                details ? showDocument(details->json) : say(models::explainError(details.error()).text());
            });
    }
}

void InspectView::showDocument(const QByteArray &json)
{
    if (json == m_json)
        return;
    m_json = json;
    fillViews();
}

void InspectView::fillViews()
{
    if (m_json.isEmpty())
        return;
    if (!m_model.setJson(m_json, !m_showSecrets->isChecked())) {
        say(u"The engine's answer can't be shown: it is not JSON, or it is larger than 8 MiB."_s);
        return;
    }
    m_tools->setEnabled(true);
    m_showSecrets->setVisible(m_showSecrets->isChecked() || m_model.hasSecrets());
    const bool asText = m_asJson->isChecked();
    m_text->setPlainText(asText ? m_model.text() : QString());
    m_stack->setCurrentWidget(asText ? static_cast<QWidget *>(m_text) : m_tree);
    if (asText)
        findInText(m_search->text());
    else if (!m_search->text().isEmpty())
        m_tree->expandAll();
}

void InspectView::say(const QString &message)
{
    m_message->setText(message);
    m_stack->setCurrentWidget(m_message);
    m_tools->setEnabled(false);
    m_showSecrets->setVisible(false);
}

void InspectView::search(const QString &text)
{
    m_filtered.setFilterFixedString(text);
    if (m_asJson->isChecked()) {
        m_text->moveCursor(QTextCursor::Start);
        findInText(text);
    } else if (text.isEmpty()) {
        m_tree->collapseAll();
    } else {
        m_tree->expandAll();
    }
}

void InspectView::findInText(const QString &text)
{
    if (text.isEmpty() || !m_asJson->isChecked())
        return;
    if (!m_text->find(text)) { // from the start again
        m_text->moveCursor(QTextCursor::Start);
        m_text->find(text);
    }
}

void InspectView::copy()
{
    const QModelIndex current = m_tree->currentIndex();
    QString text;
    if (m_asJson->isChecked())
        text = m_text->textCursor().hasSelection() ? m_text->textCursor().selection().toPlainText() : m_model.text();
    else
        text = current.isValid() ? current.data(models::JsonTreeModel::CopyRole).toString() : m_model.text();
    QGuiApplication::clipboard()->setText(text);
}

void InspectView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        ask();
}

} // namespace ui
