// SPDX-License-Identifier: Apache-2.0
#include "ui/ports_editor.h"

#include "ui/field_note.h"
#include "ui/tone_label.h"
#include "ui/wheel_guard.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using PortRow = models::RunForm::PortRow;

constexpr int PortWidth = 116;
constexpr int ProtocolWidth = 84;
constexpr int FirstOpenPort = 1024;
constexpr int OpenPortOffset = 8000;

QComboBox *makeAddress(QWidget *parent)
{
    auto *box = new QComboBox(parent);
    new WheelGuard(box);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItem(PortsEditor::tr("127.0.0.1 (only this computer)"), u"127.0.0.1"_s);
    box->addItem(PortsEditor::tr("0.0.0.0 (every address)"), u"0.0.0.0"_s);
    box->lineEdit()->setPlaceholderText(PortsEditor::tr("every address"));
    return box;
}

/// The address behind a list entry, or what was typed instead of one.
QString addressOf(const QComboBox *box)
{
    const QString text = box->currentText();
    const int known = box->findText(text);
    return known >= 0 ? box->itemData(known).toString() : text.trimmed();
}

void setAddress(QComboBox *box, const QString &address)
{
    const int known = box->findData(address);
    if (known >= 0)
        box->setCurrentIndex(known);
    else
        box->setEditText(address);
}

QLineEdit *makePort(QWidget *parent, const QString &placeholder)
{
    auto *edit = new QLineEdit(parent);
    edit->setPlaceholderText(placeholder);
    edit->setInputMethodHints(Qt::ImhPreferNumbers);
    return edit;
}

/// Container port and protocol of "8888/tcp".
PortRow parseExposed(const QString &exposed)
{
    PortRow row;
    row.containerPort = exposed.section(u'/', 0, 0);
    row.protocol = exposed.contains(u'/') ? exposed.section(u'/', 1) : u"tcp"_s;
    return row;
}

} // namespace

PortsEditor::PortsEditor(QWidget *parent)
    : RowsEditor({tr("Ports"), tr("Reach the container from this computer"), tr("Add port"), tr("Remove port %1")},
                 {{tr("Host address"), tr("Host address"), 1, 0},
                  {tr("Host port"), tr("Host port"), 0, PortWidth},
                  {tr("Container port"), tr("Container port"), 0, PortWidth},
                  {tr("Protocol"), tr("Protocol"), 0, ProtocolWidth}},
                 parent)
    , m_offers(new QWidget(this))
    , m_offerButtons(new QHBoxLayout(m_offers))
{
    m_offerButtons->setContentsMargins(0, 0, 0, 0);
    m_offers->hide();
    addAction(m_offers);
    connect(this, &RowsEditor::touched, this, [this] {
        m_touched = true;
        refreshOffers();
    });
}

QList<PortRow> PortsEditor::rows() const
{
    QList<PortRow> rows;
    for (int i = 0; i < rowCount(); ++i) {
        PortRow row;
        row.hostAddress = addressOf(static_cast<QComboBox *>(cell(i, HostAddress)));
        row.hostPort = static_cast<QLineEdit *>(cell(i, HostPort))->text().trimmed();
        row.containerPort = static_cast<QLineEdit *>(cell(i, ContainerPort))->text().trimmed();
        row.protocol = static_cast<QComboBox *>(cell(i, Protocol))->currentText();
        rows += row;
    }
    return rows;
}

void PortsEditor::setRows(const QList<PortRow> &rows)
{
    const QScopedValueRollback filling(m_filling, true);
    setRowCount(int(rows.size()));
    for (int i = 0; i < rows.size(); ++i)
        fill(i, rows.at(i));
    m_touched = !rows.isEmpty();
    refreshOffers();
}

void PortsEditor::setExposedPorts(const QStringList &ports)
{
    m_exposed = ports;
    if (!m_touched) {
        const QScopedValueRollback filling(m_filling, true);
        clearRows();
        for (const QString &port : ports)
            append(proposal(port));
    }
    refreshOffers();
    Q_EMIT edited();
}

void PortsEditor::setHostPort(int row, const QString &port)
{
    auto *edit = static_cast<QLineEdit *>(cell(row, HostPort));
    edit->setText(port);
    edit->setFocus(Qt::OtherFocusReason);
    edit->selectAll();
}

void PortsEditor::keepOnThisComputer(int row)
{
    auto *box = static_cast<QComboBox *>(cell(row, HostAddress));
    setAddress(box, u"127.0.0.1"_s);
    box->setFocus(Qt::OtherFocusReason);
}

QString PortsEditor::suggestedHostPort(const QString &containerPort)
{
    bool isNumber = false;
    const int port = containerPort.toInt(&isNumber);
    if (!isNumber)
        return containerPort; // a range, "8000-8010"
    return QString::number(port < FirstOpenPort ? port + OpenPortOffset : port);
}

PortRow PortsEditor::proposal(const QString &exposed) const
{
    PortRow row = parseExposed(exposed);
    row.hostPort = suggestedHostPort(row.containerPort);
    const quint16 free = m_chooser ? m_chooser(row.hostPort.toUShort(), row.protocol) : quint16(0);
    if (free != 0)
        row.hostPort = QString::number(free);
    return row;
}

QList<QWidget *> PortsEditor::makeCells(QWidget *parent)
{
    auto *address = makeAddress(parent);
    auto *host = makePort(parent, tr("any free"));
    auto *container = makePort(parent, tr("8888"));
    auto *protocol = new QComboBox(parent);
    new WheelGuard(protocol);
    protocol->addItems({u"tcp"_s, u"udp"_s, u"sctp"_s});
    connect(address, &QComboBox::currentTextChanged, this, &PortsEditor::cellEdited);
    connect(host, &QLineEdit::textChanged, this, &PortsEditor::cellEdited);
    connect(container, &QLineEdit::textChanged, this, &PortsEditor::cellEdited);
    connect(protocol, &QComboBox::currentTextChanged, this, &PortsEditor::cellEdited);
    return {address, host, container, protocol};
}

int PortsEditor::append(const PortRow &row)
{
    const int index = appendRow();
    fill(index, row);
    return index;
}

void PortsEditor::fill(int index, const PortRow &row)
{
    setAddress(static_cast<QComboBox *>(cell(index, HostAddress)), row.hostAddress);
    setCellText(cell(index, HostPort), row.hostPort);
    setCellText(cell(index, ContainerPort), row.containerPort);
    static_cast<QComboBox *>(cell(index, Protocol))->setCurrentText(row.protocol);
}

void PortsEditor::publish(const QString &exposed)
{
    int index = 0;
    {
        const QScopedValueRollback filling(m_filling, true);
        index = append(proposal(exposed));
    }
    cell(index, HostPort)->setFocus(Qt::TabFocusReason);
    cellEdited();
}

void PortsEditor::refreshOffers()
{
    const QList<QPushButton *> old = m_offers->findChildren<QPushButton *>();
    for (QPushButton *button : old) {
        button->hide();
        button->deleteLater(); // it may be the one being clicked
    }
    const QList<PortRow> present = rows();
    bool any = false;
    for (const QString &exposed : std::as_const(m_exposed)) {
        const PortRow offer = parseExposed(exposed);
        const auto same = [&offer](const PortRow &row) {
            return row.containerPort == offer.containerPort && row.protocol == offer.protocol;
        };
        if (std::any_of(present.cbegin(), present.cend(), same))
            continue;
        auto *button = new QPushButton(icon(u"plus"_s), tr("Publish %1").arg(exposed), m_offers);
        button->setAutoDefault(false);
        button->setToolTip(tr("The image exposes this port"));
        connect(button, &QPushButton::clicked, this, [this, exposed] { publish(exposed); });
        m_offerButtons->addWidget(button);
        any = true;
    }
    m_offers->setVisible(any);
}

} // namespace ui

#include "moc_ports_editor.cpp"
