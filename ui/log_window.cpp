// SPDX-License-Identifier: Apache-2.0
#include "ui/log_window.h"

#include "models/settings.h"
#include "ui/log_pane.h"
#include "ui/log_split.h"
#include "ui/log_view.h"

#include <QCloseEvent>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr QSize FirstSize(900, 520);

} // namespace

LogWindow::LogWindow(const Services &services, const QList<engine::Container> &containers)
    : m_services(services), m_split(new LogSplit(services, LogSplit::First::Closable, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_split);
    connect(m_split, &LogSplit::namesChanged, this,
            [this] { setWindowTitle(tr("Logs: %1 – Longshore").arg(m_split->names().join(u", "_s))); });
    connect(m_split, &LogSplit::emptied, this, &QWidget::close);
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_W), this), &QShortcut::activated, this, &QWidget::close);
    m_split->show(containers);
    m_split->panes().first()->view()->setFocus();
    resize(FirstSize);
    restoreGeometry(services.settings.get().logWindowGeometry);
}

void LogWindow::closeEvent(QCloseEvent *event)
{
    m_services.settings.edit().logWindowGeometry = saveGeometry();
    event->accept();
}

} // namespace ui

#include "moc_log_window.cpp"
