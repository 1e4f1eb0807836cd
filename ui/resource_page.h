// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/page_descriptor.h"
#include "ui/services.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSplitter;
class QStackedLayout;

namespace ui {

class CommandActions;
class CommandBar;
class DetailsPane;
class EmptyState;
class ResourceTable;

/// A page of one kind of resource: title, filters, commands, the table, and the details of the selection under it. What it shows is
/// told by a descriptor; there is nothing here about containers or images. Owned by the main window; UI thread.
class ResourcePage : public QWidget
{
    Q_OBJECT
public:
    ResourcePage(const Services &services, const PageDescriptor &page, CommandActions &actions, DetailsPane *details,
                 QWidget *parent = nullptr);

    [[nodiscard]] ResourceTable &table() { return *m_table; }
    [[nodiscard]] DetailsPane &details() { return *m_details; }
    /// Gives the selection to the commands: this page is in front now.
    void activate();
    /// Selects the row of this key now, or as soon as the engine tells of it.
    void selectKey(const QString &key);
    void focusFilter();
    void focusTable();
    /// Shows one of the details tabs for the selection.
    void showDetails(const QString &tab);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeTableArea();
    void connectFilters();
    void updateSelection();
    void updateSelectionLater();
    void updateContent();
    void updateCaption();
    void clearFilters();
    void showContextMenu(const QPoint &position);
    void showTable(bool shown);
    void showEmptyState();

    Services m_services;
    PageDescriptor m_page;
    CommandActions &m_actions;
    QLineEdit *m_filter = nullptr;
    QComboBox *m_state = nullptr;
    CommandBar *m_bar = nullptr;
    ResourceTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedLayout *m_stack = nullptr;
    DetailsPane *m_details;
    models::Selection m_selection;
    QString m_wantedKey;
    bool m_updatePending = false;
    bool m_tableWantsFocus = false; ///< as soon as it has rows
};

} // namespace ui
