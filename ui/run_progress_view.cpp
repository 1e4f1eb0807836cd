// SPDX-License-Identifier: Apache-2.0
#include "ui/run_progress_view.h"

#include "models/pull_job.h"
#include "ui/bar.h"
#include "ui/pull_view.h"
#include "ui/tone_icon.h"
#include "ui/tone_label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {
constexpr int IconSize = 16;
constexpr int StepGap = 20;
} // namespace

RunProgressView::RunProgressView(const QStringList &steps, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_status(makeHeading({}, this))
    , m_bar(new Bar(this))
    , m_pull(new PullView(this))
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setFont(headingFont(1));
    m_title->setWordWrap(true);
    m_status->setWordWrap(true);
    m_bar->setAccessibleName(tr("Progress"));
    m_pull->setOutcomeShown(false);
    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    for (const QString &name : steps) {
        if (!m_steps.empty())
            line->addSpacing(StepGap);
        m_steps.push_back(
            {new ToneIcon(u"clock"_s, Tone::Muted, IconSize, this), new ToneLabel(Tone::Muted, name, this)});
        m_steps.back().label->setWordWrap(false);
        line->addWidget(m_steps.back().icon);
        line->addWidget(m_steps.back().label);
    }
    line->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addLayout(line);
    layout->addWidget(m_status);
    layout->addWidget(m_bar);
    layout->addWidget(m_pull, 1);
    layout->addStretch();
}

void RunProgressView::setJob(models::Job *job, std::function<Progress()> progress)
{
    if (m_job)
        m_job->disconnect(this);
    m_job = job;
    m_progress = std::move(progress);
    m_pull->setJob(nullptr);
    if (!job)
        return;
    m_title->setText(job->title());
    connect(job, &models::Job::changed, this, &RunProgressView::refresh); // a new step has a new status
    refresh();
}

void RunProgressView::refresh()
{
    const Progress progress = m_progress();
    const int current = progress.step;
    for (int i = 0; i < int(m_steps.size()); ++i) {
        const bool done = i < current;
        const Tone tone = done ? Tone::Ok : i == current ? Tone::Accent : Tone::Muted;
        m_steps[size_t(i)].icon->setIcon(done ? u"circle-check"_s : i == current ? u"play"_s : u"clock"_s, tone);
        m_steps[size_t(i)].label->setTone(i == current ? Tone::Accent : i < current ? Tone::Ok : Tone::Muted);
    }
    const bool pulling = current == 0 && progress.pull;
    m_pull->setJob(progress.pull);
    m_pull->setVisible(pulling);
    m_status->setVisible(!pulling);
    m_bar->setVisible(!pulling);
    m_status->setText(m_job->statusText());
    m_bar->setFraction(m_job->progress());
}

} // namespace ui

#include "moc_run_progress_view.cpp"
