// SPDX-License-Identifier: Apache-2.0
#include "ui/idle_notices.h"

#include "models/actions.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/idle_stop.h"
#include "models/job.h"
#include "models/settings.h"
#include "ui/toast.h"
#include "ui/toasts.h"

#include <QAbstractButton>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

QString minutesText(int minutes)
{
    return minutes % 60 == 0 ? u"%1 h"_s.arg(minutes / 60) : u"%1 min"_s.arg(minutes);
}

} // namespace

IdleNotices::IdleNotices(const Services &services, Toasts &toasts, QObject *window)
    : QObject(window), m_services(services), m_toasts(toasts)
{
    models::IdleStop &idle = services.session.idleStop();
    connect(&idle, &models::IdleStop::stopsSoon, this, &IdleNotices::warn);
    connect(&idle, &models::IdleStop::stopDue, this, &IdleNotices::stop);
    connect(&idle, &models::IdleStop::planChanged, this, &IdleNotices::planChanged);
    connect(&idle, &models::IdleStop::cannotAsk, this, &IdleNotices::cannotAsk);
    idle.setLimits(services.settings.get().notebookIdle);
}

QString IdleNotices::nameOf(const QString &id) const
{
    const engine::Container *container = m_services.session.containers().find(id);
    return container ? models::visibleText(container->name) : QString();
}

void IdleNotices::warn(const QString &id, int seconds)
{
    close(id);
    Toast &toast = m_toasts.tell(
        Tone::Warning, u"%1 is idle and stops in %2 s"_s.arg(nameOf(id)).arg(seconds),
        u"Nobody has used its notebook for the time that you set. Using it, or a click here, keeps it running."_s);
    m_warnings.insert(id, &toast);
    connect(toast.addButton(u"Keep running"_s, u"play"_s), &QAbstractButton::clicked, this,
            [this, id] { m_services.session.idleStop().keepRunning(id); });
}

void IdleNotices::stop(const QString &id, int minutes)
{
    close(id);
    const engine::Container *container = m_services.session.containers().find(id);
    if (!container)
        return;
    const models::Job *job = m_services.actions.stopNotebook(*container, u"idle for %1"_s.arg(minutesText(minutes)));
    connect(job, &models::Job::finished, this, [this, name = nameOf(id), minutes](const models::Job *ended) {
        if (ended->state() == models::Job::State::Succeeded)
            m_toasts.tell(Tone::Accent, u"%1 was stopped"_s.arg(name),
                          u"Its notebook was idle for %1. Start it to go on."_s.arg(minutesText(minutes)));
    });
}

/// It was used after all.
void IdleNotices::planChanged(const QString &id)
{
    const models::IdleStop::Plan plan = m_services.session.idleStop().plan(id);
    constexpr qint64 warningSeconds = 60;
    if (!plan.stopAt.isValid() || QDateTime::currentDateTimeUtc().secsTo(plan.stopAt) > warningSeconds)
        close(id);
}

void IdleNotices::cannotAsk(const QString &id, const QString &reason)
{
    m_toasts.tell(Tone::Warning, u"%1 is not stopped when idle"_s.arg(nameOf(id)), reason);
}

void IdleNotices::close(const QString &id)
{
    if (Toast *toast = m_warnings.take(id))
        Q_EMIT toast->closeRequested();
}

} // namespace ui

#include "moc_idle_notices.cpp"
