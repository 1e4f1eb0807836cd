// SPDX-License-Identifier: Apache-2.0
#include "ui/history_dialog.h"

#include "models/format.h"
#include "models/shell_words.h"
#include "ui/command_preview.h"
#include "ui/history_view.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr QSize DefaultSize{760, 520};
}

HistoryDialog::HistoryDialog(models::EngineSession &session, const QString &reference, QWidget *parent)
    : Dialog(tr("History"), parent)
{
    auto *title = new QLabel(tr("History of %1").arg(models::visibleText(reference)), this);
    title->setTextFormat(Qt::PlainText);
    title->setFont(headingFont(1));
    title->setWordWrap(true);
    auto *view = new HistoryView(session, this);
    auto *command = new CommandPreview(this);
    command->setCommand(models::joinShellWords({u"docker"_s, u"history"_s, reference}));
    auto *close = new QPushButton(tr("Close"), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &HistoryDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    content()->addWidget(title);
    content()->addWidget(view, 1);
    content()->addWidget(command);
    content()->addLayout(buttons);
    resize(DefaultSize);
    view->setImage(reference);
}

} // namespace ui

#include "moc_history_dialog.cpp"
