// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/notebook_probe.h"
#include "ui/services.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QStackedLayout;
class QTreeWidget;

namespace models {
struct NotebookStatus;
}

namespace ui {

class NoticeStrip;
class ToneLabel;

/// The Notebook tab: where the server in a container is reached and, behind a click, with which token; what runs in it; when it is
/// stopped for want of use. Asks the server every few seconds while it is visible, in ways that don't count as use. UI thread.
class NotebookView : public QWidget
{
    Q_OBJECT
public:
    explicit NotebookView(const Services &services, QWidget *parent = nullptr);

    /// Empty: nothing is selected.
    void setContainer(const QString &id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *makeFacts();
    [[nodiscard]] QLayout *makeAddressButtons();
    [[nodiscard]] QWidget *makeIdleRow();
    void makeTable();
    void addRow(QGridLayout &grid, QLabel *label, QWidget *field);
    void follow();
    void showFacts();
    void showIdle();
    void showSecret();
    void showPlan();
    void showStatus(const models::NotebookStatus &status);
    void chooseLimit();
    void run(const QString &command);
    void copy(bool withToken);
    [[nodiscard]] QString containerName() const;

    Services m_services;
    models::NotebookProbe m_probe;
    models::Notebook m_notebook;
    QString m_id;
    QTimer m_timer;
    QStackedLayout *m_stack;
    QLabel *m_message, *m_address, *m_secretLabel, *m_secret, *m_user, *m_userLabel, *m_server, *m_used;
    NoticeStrip *m_notice;
    ToneLabel *m_plan;
    QPushButton *m_open, *m_copy, *m_copyWithToken, *m_showSecret;
    QWidget *m_idle;
    QComboBox *m_limit;
    QTreeWidget *m_table;
};

} // namespace ui
