// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"
#include "ui/rows_editor.h"

#include <functional>

class QHBoxLayout;

namespace ui {

/// Rows of published ports. Ports that the image exposes are put in while nobody has touched the rows, and are otherwise
/// offered as buttons, so that what a person typed is never changed.
class PortsEditor : public RowsEditor
{
    Q_OBJECT
public:
    enum Cell { HostAddress, HostPort, ContainerPort, Protocol };

    explicit PortsEditor(QWidget *parent = nullptr);

    [[nodiscard]] QList<models::RunForm::PortRow> rows() const;
    void setRows(const QList<models::RunForm::PortRow> &rows);
    /// "8888/tcp" and the like, as the chosen image says.
    void setExposedPorts(const QStringList &ports);
    /// The rows are somebody's own from now on, even when there are none.
    void keepRows() { m_touched = true; }
    /// Asked for a free host port near the wanted one when the editor itself proposes one; 0: there is none.
    using PortChooser = std::function<quint16(quint16 wanted, const QString &protocol)>;
    void setPortChooser(const PortChooser &chooser) { m_chooser = chooser; }
    /// Puts another host port into a row, as the mend of a busy one does.
    void setHostPort(int row, const QString &port);
    /// Publishes the row on this computer only.
    void keepOnThisComputer(int row);

    /// The host port to publish a container port at: the same one; 8000 more where only root could listen.
    [[nodiscard]] static QString suggestedHostPort(const QString &containerPort);

protected:
    QList<QWidget *> makeCells(QWidget *parent) override;
    int firstCell() const override { return HostPort; }

private:
    int append(const models::RunForm::PortRow &row);
    void fill(int index, const models::RunForm::PortRow &row);
    void publish(const QString &exposed);
    void refreshOffers();

    /// The row that publishes an exposed port, "8888/tcp".
    [[nodiscard]] models::RunForm::PortRow proposal(const QString &exposed) const;

    QStringList m_exposed;
    PortChooser m_chooser;
    bool m_touched = false; ///< by a person, or filled from a form
    QWidget *m_offers;
    QHBoxLayout *m_offerButtons;
};

} // namespace ui
