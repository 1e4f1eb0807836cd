// SPDX-License-Identifier: Apache-2.0
#include "ui/toasts.h"

#include "models/actions.h"
#include "models/job.h"
#include "models/jobs_model.h"
#include "ui/toast.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QPointer>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int shownMs = 5000;
constexpr int mostShown = 4;
constexpr int margin = 16;

} // namespace

Toasts::Toasts(models::JobsModel &jobs, models::Actions &actions, QWidget *over)
    : QWidget(over), m_actions(actions), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    over->installEventFilter(this);
    hide();
    connect(&jobs, &models::JobsModel::jobFinished, this, &Toasts::showJob);
}

void Toasts::showJob(models::Job *job)
{
    if (job->state() == models::Job::State::Succeeded) {
        if (m_isListShown)
            return;
        auto *toast = new Toast(Tone::Ok, job->title(), job->statusText());
        m_successes << toast;
        return add(toast, false);
    }
    if (job->state() != models::Job::State::Failed)
        return; // cancelled: the person knows
    auto *toast = new Toast(Tone::Error, job->title(), job->errorText());
    const QPointer<models::Job> guarded(job); // the Activity list may drop it before the toast is closed
    if (job->canRetry()) {
        connect(toast->addButton(u"Retry"_s, u"rotate-cw"_s), &QAbstractButton::clicked, this, [this, guarded] {
            if (guarded)
                m_actions.retry(guarded);
        });
    }
    const QString details = job->title() + u'\n' + job->errorText() + u'\n' + job->errorDetails();
    connect(toast->addButton(u"Copy details"_s, u"copy"_s), &QAbstractButton::clicked, this,
            [details] { QGuiApplication::clipboard()->setText(details); });
    connect(toast->addButton(u"Show"_s, u"activity"_s), &QAbstractButton::clicked, this, &Toasts::activityRequested);
    add(toast, true);
}

void Toasts::setListShown(bool shown)
{
    m_isListShown = shown;
    if (!shown)
        return;
    const QList<QWidget *> told = m_successes;
    for (QWidget *toast : told)
        close(toast);
}

void Toasts::say(const QString &text)
{
    add(new Toast(Tone::Accent, text, {}), false);
}

Toast &Toasts::tell(Tone tone, const QString &headline, const QString &text)
{
    auto *toast = new Toast(tone, headline, text);
    add(toast, true);
    return *toast;
}

void Toasts::add(QWidget *toast, bool stays)
{
    toast->setParent(this);
    connect(static_cast<Toast *>(toast), &Toast::closeRequested, this, [this, toast] { close(toast); });
    if (!stays)
        QTimer::singleShot(shownMs, toast, [this, toast] { close(toast); });
    m_toasts << toast;
    m_column->addWidget(toast);
    toast->show();
    while (m_toasts.size() > mostShown)
        close(m_toasts.first());
    show();
    place();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toasts::close(QWidget *toast)
{
    m_toasts.removeOne(toast);
    m_successes.removeOne(toast);
    m_column->removeWidget(toast);
    toast->hide();
    toast->deleteLater();
    setVisible(!m_toasts.isEmpty());
    place();
}

void Toasts::place()
{
    // Labels wrap: the height follows from the fixed width.
    m_column->activate();
    const QSize size = m_column->sizeHint();
    const int height = m_column->hasHeightForWidth() ? m_column->heightForWidth(size.width()) : size.height();
    const QRect over = parentWidget()->rect();
    setGeometry(over.right() - size.width() - margin, over.bottom() - height - margin, size.width(), height);
    raise();
}

bool Toasts::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
