// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/request_handle.h"
#include "models/json_tree_model.h"

#include <QSortFilterProxyModel>
#include <QWidget>

class QAbstractButton;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QStackedLayout;
class QTreeView;

namespace models {
class EngineSession;
} // namespace models

namespace ui {

/// The Inspect tab: everything the engine knows of a container or an image, as a searchable tree and as JSON, both ready to copy.
/// Secrets stay masked until they are asked for. Asks when shown and when the container changes. UI thread.
class InspectView : public QWidget
{
    Q_OBJECT
public:
    explicit InspectView(models::EngineSession &session, QWidget *parent = nullptr);

    /// Empty: nothing is selected.
    void setContainer(const QString &id);
    void setImage(const QString &reference);

protected:
    void showEvent(QShowEvent *event) override;

private:
    enum class Kind { None, Container, Image };

    QWidget *makeToolRow();
    void makeTree();
    void setObject(Kind kind, const QString &name);
    void ask();
    void showDocument(const QByteArray &json);
    void fillViews();
    void say(const QString &message);
    void search(const QString &text);
    void findInText(const QString &text);
    void copy();

    models::EngineSession &m_session;
    Kind m_kind = Kind::None;
    QString m_name;
    bool m_stale = true; ///< to be asked for when shown
    QByteArray m_json;
    engine::RequestHandle m_request;
    models::JsonTreeModel m_model;
    QSortFilterProxyModel m_filtered;
    QStackedLayout *m_stack;
    QLabel *m_message;
    QTreeView *m_tree;
    QPlainTextEdit *m_text;
    QLineEdit *m_search;
    QAbstractButton *m_asJson, *m_showSecrets;
    QWidget *m_tools;
};

} // namespace ui
