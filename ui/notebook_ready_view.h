// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace models {
class NotebookJob;
}

namespace ui {

class FieldNote;
class ToneLabel;

/// A notebook that answers: its address without the token, what to log in with where a password is asked for, what a person should
/// know, and the button that opens it. Owned by the new notebook dialog; UI thread.
class NotebookReadyView : public QWidget
{
    Q_OBJECT
public:
    explicit NotebookReadyView(QWidget *parent = nullptr);

    void setJob(models::NotebookJob *job);
    [[nodiscard]] QPushButton *openButton() const { return m_open; }

private:
    void copySecret();

    QPointer<models::NotebookJob> m_job;
    QLabel *m_title, *m_address;
    ToneLabel *m_login;
    QPushButton *m_copy, *m_open;
    QVBoxLayout *m_warnings;
};

} // namespace ui
