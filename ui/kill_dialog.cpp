// SPDX-License-Identifier: Apache-2.0
#include "ui/kill_dialog.h"

#include "models/actions.h"
#include "models/format.h"
#include "models/shell_words.h"
#include "ui/field_note.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>

#include <array>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int HighestSignal = 64;
constexpr int SignalWidth = 260;

struct SignalText
{
    const char16_t *name;
    const char *meaning;
};

constexpr std::array<SignalText, 6> knownSignals{{
    {u"KILL", QT_TRANSLATE_NOOP("ui::KillDialog", "ends at once, nothing is saved")},
    {u"TERM", QT_TRANSLATE_NOOP("ui::KillDialog", "asks to end")},
    {u"INT", QT_TRANSLATE_NOOP("ui::KillDialog", "as Ctrl+C in a terminal")},
    {u"HUP", QT_TRANSLATE_NOOP("ui::KillDialog", "often: reload the settings")},
    {u"USR1", QT_TRANSLATE_NOOP("ui::KillDialog", "as the program likes")},
    {u"USR2", QT_TRANSLATE_NOOP("ui::KillDialog", "as the program likes")},
}};

} // namespace

KillDialog::KillDialog(const QList<engine::Container> &containers, models::Actions &actions, QWidget *parent)
    : ConfirmDialog(containers.size() == 1 ? tr("Kill container") : tr("Kill containers"), u"zap"_s, parent)
    , m_containers(containers)
    , m_actions(actions)
    , m_signal(new QComboBox(this))
    , m_note(new FieldNote(this))
{
    QList<Item> items;
    for (const engine::Container &container : containers)
        items += {container.name, models::stateWord(container.state)};
    setHeadline(containers.size() == 1 ? tr("Send a signal to this container?")
                                       : tr("Send a signal to %1 containers?").arg(containers.size()));
    setItems(items);
    setLoss({});

    m_signal->setEditable(true);
    m_signal->setInsertPolicy(QComboBox::NoInsert);
    m_signal->setMinimumWidth(SignalWidth);
    for (const SignalText &known : knownSignals) {
        const QString name = QString::fromUtf16(known.name);
        m_signal->addItem(u"%1 (%2)"_s.arg(name, tr(known.meaning)), name);
    }
    auto *label = new QLabel(tr("Signal"), this);
    label->setBuddy(m_signal);
    m_signal->setAccessibleName(tr("Signal"));
    m_signal->lineEdit()->setAccessibleName(tr("Signal"));
    auto *option = new QWidget(this);
    auto *line = new QHBoxLayout(option);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(label);
    line->addWidget(m_signal);
    line->addStretch();
    addOption(option);
    addOption(m_note);
    connect(m_signal, &QComboBox::currentTextChanged, this, &KillDialog::refresh);
    refresh();
}

void KillDialog::confirm()
{
    m_actions.kill(m_containers, signalName());
}

void KillDialog::refresh()
{
    const QString name = signalName();
    if (name.isEmpty()) {
        m_note->show(m_signal, Tone::Error, tr("A signal is a name such as WINCH, or a number from 1 to 64."));
        setBlocked(tr("Choose a signal first."));
        return;
    }
    m_note->clear();
    if (name == u"KILL")
        m_note->show(m_signal, Tone::Warning, tr("What the program has not saved is lost."));
    setBlocked({});
    QStringList words{u"docker"_s, u"kill"_s};
    if (name != u"KILL")
        words += {u"--signal"_s, name};
    for (const engine::Container &container : std::as_const(m_containers))
        words += container.name;
    setCommands({models::joinShellWords(words)});
    setConfirm(name == u"KILL" ? tr("Kill") : tr("Send %1").arg(name), ButtonKind::Destructive);
}

QString KillDialog::signalName() const
{
    const int known = m_signal->findText(m_signal->currentText());
    QString name = known >= 0 ? m_signal->itemData(known).toString() : m_signal->currentText().trimmed().toUpper();
    if (name.startsWith(u"SIG"))
        name.remove(0, 3);
    bool isNumber = false;
    const int number = name.toInt(&isNumber);
    if (isNumber)
        return number >= 1 && number <= HighestSignal ? name : QString();
    static const QRegularExpression word(u"^[A-Z][A-Z0-9+-]{1,15}$"_s);
    return word.match(name).hasMatch() ? name : QString();
}

} // namespace ui

#include "moc_kill_dialog.cpp"
