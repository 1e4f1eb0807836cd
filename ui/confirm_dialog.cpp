// SPDX-License-Identifier: Apache-2.0
#include "ui/confirm_dialog.h"

#include "models/format.h"
#include "ui/command_preview.h"
#include "ui/tone_icon.h"
#include "ui/tone_label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int IconSize = 22;
constexpr int Width = 520;
constexpr int ItemGap = 4;
} // namespace

ConfirmDialog::ConfirmDialog(const QString &title, const QString &iconName, QWidget *parent)
    : Dialog(title, parent)
    , m_headline(new QLabel(this))
    , m_loss(new QLabel(this))
    , m_items(new QWidget(this))
    , m_itemsLayout(new QVBoxLayout(m_items))
    , m_options(new QVBoxLayout)
    , m_command(new CommandPreview(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_confirm(new QPushButton(this))
{
    for (QLabel *label : {m_headline, m_loss}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_headline->setFont(headingFont(1));
    m_itemsLayout->setContentsMargins(0, 0, 0, 0);
    m_itemsLayout->setSpacing(ItemGap);
    m_options->setSpacing(SmallGap);

    layOut(iconName);
    m_confirm->setAutoDefault(false);
    m_cancel->setDefault(true);
    m_cancel->setFocus(Qt::OtherFocusReason);
    connect(m_cancel, &QPushButton::clicked, this, &ConfirmDialog::reject);
    connect(m_confirm, &QPushButton::clicked, this, [this] {
        confirm();
        accept();
    });
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(Width);
    setGrowing(true);
}

void ConfirmDialog::layOut(const QString &iconName)
{
    auto *texts = new QVBoxLayout;
    texts->setSpacing(Gap);
    texts->addWidget(m_headline);
    texts->addWidget(m_items);
    texts->addWidget(m_loss);
    texts->addLayout(m_options);
    auto *top = new QHBoxLayout;
    top->setSpacing(Gap);
    top->addWidget(new ToneIcon(iconName, Tone::Warning, IconSize, this), 0, Qt::AlignTop);
    top->addLayout(texts, 1);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Gap - 4);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_confirm);
    content()->addLayout(top);
    content()->addStretch();
    content()->addWidget(m_command);
    content()->addLayout(buttons);
}

void ConfirmDialog::setHeadline(const QString &text)
{
    m_headline->setText(text);
}

void ConfirmDialog::setLoss(const QString &text)
{
    m_loss->setText(text);
    m_loss->setVisible(!text.isEmpty());
}

void ConfirmDialog::setItems(const QList<Item> &items)
{
    qDeleteAll(m_items->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    const qsizetype shown = items.size() > MaximumItems ? MaximumItems : items.size();
    for (const Item &item : items.mid(0, shown)) {
        auto *line = new QWidget(m_items);
        auto *layout = new QHBoxLayout(line);
        layout->setContentsMargins(0, 0, 0, 0);
        auto *name = makeHeading(models::visibleText(item.name), line);
        name->setWordWrap(true);
        auto *note = new ToneLabel(Tone::Muted, models::visibleText(item.note), line);
        note->setWordWrap(false);
        layout->addWidget(name, 1);
        layout->addWidget(note);
        m_itemsLayout->addWidget(line);
    }
    if (items.size() > shown)
        m_itemsLayout->addWidget(new ToneLabel(Tone::Muted, tr("and %1 more").arg(items.size() - shown), m_items));
    m_items->setVisible(!items.isEmpty());
}

void ConfirmDialog::addOption(QWidget *option)
{
    m_options->addWidget(option);
}

void ConfirmDialog::setCommands(const QStringList &commands)
{
    m_command->setVisible(!commands.isEmpty());
    m_command->setCommand(commands.join(u'\n'));
}

void ConfirmDialog::setConfirm(const QString &label, ButtonKind kind)
{
    m_confirm->setText(label);
    setButtonKind(m_confirm, kind);
}

void ConfirmDialog::setBlocked(const QString &reason)
{
    m_confirm->setEnabled(reason.isEmpty());
    m_confirm->setToolTip(reason.toHtmlEscaped());
}

} // namespace ui

#include "moc_confirm_dialog.cpp"
