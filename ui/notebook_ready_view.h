// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QUrl>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace models {
class ContainersModel;
class NotebookJob;
} // namespace models

namespace ui {

class FieldNote;
class ToneLabel;

/// A notebook that answers: its address without the token, what to log in with where a password is asked for, what a person should
/// know, and the button that opens it. A server for which no secret was made may have made one of its own: it is told as soon as it
/// was found. Owned by the new notebook dialog; UI thread.
class NotebookReadyView : public QWidget
{
    Q_OBJECT
public:
    NotebookReadyView(const models::ContainersModel &containers, QWidget *parent);

    void setJob(models::NotebookJob *job);
    [[nodiscard]] QPushButton *openButton() const { return m_open; }
    /// What it opens, with the token.
    [[nodiscard]] QUrl address() const;

private:
    void copySecret();
    void showLogin();
    [[nodiscard]] QString ownLogin() const;

    const models::ContainersModel &m_containers;
    QPointer<models::NotebookJob> m_job;
    QLabel *m_title, *m_address;
    ToneLabel *m_login;
    QPushButton *m_copy, *m_open;
    QVBoxLayout *m_warnings;
};

} // namespace ui
