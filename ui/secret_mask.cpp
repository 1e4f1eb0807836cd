// SPDX-License-Identifier: Apache-2.0
#include "ui/secret_mask.h"

#include "ui/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SecretMask", text);
}

} // namespace

void maskWhile(QLineEdit *field, QLineEdit *watched, const std::function<bool()> &isSecret)
{
    auto *reveal = new QAction(field);
    reveal->setCheckable(true);
    reveal->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_S); // the eye itself takes no focus
    reveal->setShortcutContext(Qt::WidgetShortcut);
    field->addAction(reveal, QLineEdit::TrailingPosition);
    const auto apply = [field, reveal, isSecret] {
        const bool secret = isSecret();
        const bool shown = reveal->isChecked();
        reveal->setVisible(secret);
        reveal->setIcon(icon(shown ? u"eye-off"_s : u"eye"_s));
        reveal->setText(shown ? tr("Hide value") : tr("Show value"));
        reveal->setToolTip(reveal->text() + u" (%1)"_s.arg(reveal->shortcut().toString(QKeySequence::NativeText)));
        field->setEchoMode(secret && !shown ? QLineEdit::Password : QLineEdit::Normal);
    };
    QObject::connect(watched, &QLineEdit::textChanged, field, apply);
    QObject::connect(reveal, &QAction::toggled, field, apply);
    apply();
}

} // namespace ui
