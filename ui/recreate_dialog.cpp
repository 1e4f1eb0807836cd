// SPDX-License-Identifier: Apache-2.0
#include "ui/recreate_dialog.h"

#include "models/actions.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/images_model.h"
#include "models/recreate_job.h"
#include "models/run_form_convert.h"
#include "ui/loss_view.h"
#include "ui/tone_label.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QPlainTextEdit>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int mostLines = 8; ///< before it scrolls

QWidget *makeChanges(const QString &text, QWidget *parent)
{
    auto *view = new QPlainTextEdit(text, parent);
    view->setAccessibleName(RecreateDialog::tr("What changes"));
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const int lines = std::min(int(text.count(u'\n')) + 2, mostLines); // one for a scroll bar
    view->setFixedHeight(lines * view->fontMetrics().lineSpacing() + 2 * view->frameWidth() + 10);
    return view;
}

QString lossText(models::EngineSession &session, const models::RecreatePlan &plan)
{
    const QString how = plan.container.state == engine::ContainerState::Paused
                            ? RecreateDialog::tr("It is resumed, stopped and made anew, with its volumes and networks.")
                        : plan.container.isUp()
                            ? RecreateDialog::tr("It is stopped and made anew, with its volumes and networks.")
                            : RecreateDialog::tr("It is made anew, with its volumes and networks.");
    const QString then =
        plan.start ? RecreateDialog::tr("When the new one can't be made or started, the old one is put back. Once the "
                                        "new one runs, the old one is removed; files written inside it are lost.")
                   : RecreateDialog::tr("When the new one can't be made, the old one is put back. Then the old one is "
                                        "removed; files written inside it are lost.");
    QString text = how + u' ' + then;
    const engine::Image *image = session.images().find(plan.form.image);
    if (image && plan.form.image == plan.container.image && image->id != plan.container.imageId)
        text += u' ' + RecreateDialog::tr("%1 names another image by now, which the new one is made of.")
                           .arg(models::visibleText(plan.form.image));
    return text;
}

} // namespace

RecreateDialog::RecreateDialog(models::EngineSession &session, const models::RecreatePlan &plan,
                               const models::run::RunCommand &before, models::Actions &actions, QWidget *parent)
    : ConfirmDialog(tr("Recreate container"), u"sliders-horizontal"_s, parent)
    , m_session(session)
    , m_plan(plan)
    , m_actions(actions)
{
    setHeadline(tr("Recreate this container?"));
    setItems({{plan.container.name, models::stateWord(plan.container.state)}});
    const QString changes = models::changesText(models::commandChanges(before, models::toRunCommand(plan.form)));
    if (changes.isEmpty())
        addOption(new ToneLabel(Tone::Muted, tr("Nothing changes: it is made anew with the same settings."), this));
    else
        addOption(makeChanges(changes, this));
    auto *losses = new LossView(session, {plan.container}, actions, this);
    connect(losses, &LossView::busyChanged, this, &RecreateDialog::setBlocked);
    addOption(losses);
    auto *start = new QCheckBox(tr("Start it afterwards"), this);
    start->setChecked(plan.container.isUp());
    connect(start, &QCheckBox::toggled, this, &RecreateDialog::setStart);
    addOption(start);
    setStart(start->isChecked());
    setConfirm(tr("Recreate"), ButtonKind::Destructive);
}

void RecreateDialog::setStart(bool start)
{
    m_plan.start = start;
    setLoss(lossText(m_session, m_plan));
    const QString aside = models::RecreateJob::asideName(m_plan.container.name, m_session.containers().names());
    setCommands(models::RecreateJob::commandsOf(m_plan, aside, true));
}

void RecreateDialog::confirm()
{
    Q_EMIT started(m_actions.recreate(m_plan));
}

} // namespace ui

#include "moc_recreate_dialog.cpp"
