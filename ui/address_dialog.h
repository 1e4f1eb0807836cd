// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

/// "Connect to…": the address of an engine, checked as it is typed. Window-modal, deletes itself. UI thread.
class AddressDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AddressDialog(QWidget *window);

Q_SIGNALS:
    void chosen(const engine::Endpoint &endpoint);

private:
    void check();
    void accept() override;

    QLineEdit *m_address;
    QLabel *m_note;
    QPushButton *m_connect;
};

} // namespace ui
