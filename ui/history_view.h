// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/image.h"
#include "engine-client/request_handle.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace models {
class EngineSession;
class HistoryModel;
} // namespace models

namespace ui {

class ToneLabel;

/// The layers that an image is made of, newest first: when, how large, and the command behind each, in full below the table.
class HistoryView : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryView(models::EngineSession &session, QWidget *parent = nullptr);

    /// Asks the engine at once; empty: nothing shown.
    void setImage(const QString &reference);

private:
    void layOut();
    void answered(const engine::Result<QList<engine::HistoryEntry>> &history);
    void showCommand();

    models::EngineSession &m_session;
    engine::RequestHandle m_request;
    models::HistoryModel *m_model;
    ToneLabel *m_summary;
    QPushButton *m_copy;
    QTableView *m_table;
    QPlainTextEdit *m_command;
};

} // namespace ui
