// SPDX-License-Identifier: Apache-2.0
#include "ui/loss_view.h"

#include "models/actions.h"
#include "models/copy_out_job.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "ui/bar.h"
#include "ui/commit_dialog.h"
#include "ui/copy_out_dialog.h"
#include "ui/path_label.h"
#include "ui/tone_label.h"

#include <QHBoxLayout>
#include <QHash>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>
#include <utility>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int RowGap = 2;
constexpr qsizetype RowsOfFew = 6;
constexpr qsizetype RowsOfMany = 3; ///< beside a long list of containers
constexpr qsizetype Few = 4;

struct Row
{
    const models::LossCheck::Entry *entry;
    const models::LostFile *file;
};

/// The first files of all containers, the most precious of each first.
QList<Row> firstRows(const models::LossCheck &check, qsizetype most)
{
    QList<Row> rows;
    for (const models::LossCheck::Entry &entry : check.entries()) {
        const QList<models::LostFile> &files = entry.losses.files;
        for (qsizetype i = 0; i < std::min(most, files.size()); ++i)
            rows += {&entry, &files.at(i)};
    }
    std::ranges::stable_sort(rows, {}, [](const Row &row) { return row.file->sort; });
    return rows.first(std::min(most, rows.size()));
}

QString noteOf(const models::LostFile &file)
{
    const QString size = file.size < 0 ? QString() : models::formatSize(file.size);
    if (file.isNew)
        return size;
    return size.isEmpty() ? LossView::tr("changed") : LossView::tr("changed, %1").arg(size);
}

} // namespace

LossView::LossView(models::EngineSession &session, const QList<engine::Container> &containers, models::Actions &actions,
                   QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_actions(actions)
    , m_check(new models::LossCheck(session, containers, this))
    , m_headline(makeHeading({}, this))
    , m_rows(new QWidget(this))
    , m_rowsLayout(new QVBoxLayout(m_rows))
    , m_rest(new ToneLabel(Tone::Muted, {}, this))
    , m_unknown(new ToneLabel(Tone::Warning, {}, this))
    , m_bar(new Bar(this))
    , m_outcome(new ToneLabel(Tone::Muted, {}, this))
    , m_buttons(new QWidget(this))
    , m_copyOut(new QPushButton(tr("Copy out…"), m_buttons))
    , m_commit(new QPushButton(tr("Commit to image…"), m_buttons))
{
    layOut();
    connect(m_check, &models::LossCheck::changed, this, &LossView::refresh);
    connect(m_copyOut, &QPushButton::clicked, this, &LossView::copyOut);
    connect(m_commit, &QPushButton::clicked, this, &LossView::commit);
    refresh();
}

void LossView::layOut()
{
    m_headline->setWordWrap(true);
    m_rowsLayout->setContentsMargins(0, 0, 0, 0);
    m_rowsLayout->setSpacing(RowGap);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->hide();
    m_outcome->hide();
    m_copyOut->setAutoDefault(false);
    m_commit->setAutoDefault(false);
    m_commit->setVisible(m_check->entries().size() == 1);
    auto *buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->addWidget(m_copyOut);
    buttons->addWidget(m_commit);
    buttons->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, Dialog::SmallGap);
    layout->setSpacing(Dialog::SmallGap);
    for (QWidget *part :
         std::initializer_list<QWidget *>{m_headline, m_rows, m_rest, m_unknown, m_buttons, m_bar, m_outcome})
        layout->addWidget(part);
}

void LossView::refresh()
{
    m_headline->setText(headline());
    fillRows();
    QStringList rest;
    if (const qsizetype more = m_check->fileCount() - m_rowsLayout->count(); more > 0)
        rest += tr("and %1 more").arg(QLocale().toString(more));
    if (const qsizetype programs = m_check->programCount(); programs > 0)
        rest += programs == 1 ? tr("1 file of installed programs and libraries")
                              : tr("%1 files of installed programs and libraries").arg(QLocale().toString(programs));
    m_rest->setText(rest.join(tr(", ")));
    m_rest->setVisible(!rest.isEmpty());
    m_unknown->setText(unknownText());
    m_unknown->setVisible(!m_unknown->text().isEmpty());
    m_headline->setVisible(!m_headline->text().isEmpty());
    const bool canCommit = m_check->entries().size() == 1 && !m_check->isLooking() &&
                           (m_check->fileCount() + m_check->programCount() + m_check->unknownCount() > 0);
    m_copyOut->setVisible(m_check->fileCount() > 0);
    m_commit->setVisible(canCommit);
    m_buttons->setVisible(!m_job && (m_check->fileCount() > 0 || canCommit));
}

void LossView::copyOut()
{
    auto *dialog = new CopyOutDialog(m_check->entries(), m_actions, window());
    connect(dialog, &CopyOutDialog::started, this, &LossView::watch);
    dialog->open();
}

void LossView::commit()
{
    auto *dialog = new CommitDialog(m_check->entries().constFirst().container, m_session.images(), m_actions, window());
    connect(dialog, &CommitDialog::started, this, &LossView::watch);
    dialog->open();
}

void LossView::watch(models::Job *job)
{
    m_job = job;
    connect(job, &models::Job::changed, this, &LossView::refreshJob);
    connect(job, &models::Job::finished, this, &LossView::jobEnded);
    Q_EMIT busyChanged(tr("Files are being saved."));
    m_bar->show();
    refreshJob();
    refresh();
    if (!job->isRunning())
        jobEnded();
}

void LossView::refreshJob()
{
    m_bar->setFraction(m_job->progress());
    m_outcome->setTone(Tone::Muted);
    m_outcome->setText(m_job->title() + u'\n' + m_job->statusText());
    m_outcome->show();
}

void LossView::jobEnded()
{
    models::Job *job = std::exchange(m_job, nullptr);
    if (!job)
        return;
    job->disconnect(this);
    m_bar->hide();
    const bool isDone = job->state() == models::Job::State::Succeeded;
    m_outcome->setTone(isDone ? Tone::Ok : job->state() == models::Job::State::Failed ? Tone::Error : Tone::Muted);
    m_outcome->setText(isDone ? job->statusText() : job->title() + u'\n' + job->statusText());
    if (const auto *copy = qobject_cast<models::CopyOutJob *>(job)) {
        QHash<QString, QStringList> paths;
        if (job->state() != models::Job::State::Cancelled) {
            for (const models::CopyOutPlan::Item &item : copy->copied())
                paths[item.containerId] += item.path;
        }
        for (auto of = paths.cbegin(); of != paths.cend(); ++of)
            m_check->setSaved(of.key(), of.value());
    } else if (isDone) {
        m_check->setAllSaved(m_check->entries().constFirst().container.id);
    }
    m_hasSaved = m_hasSaved || isDone;
    refresh();
    Q_EMIT busyChanged({});
}

void LossView::fillRows()
{
    qDeleteAll(m_rows->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
    const bool several = m_check->entries().size() > 1;
    for (const Row &row : firstRows(*m_check, m_check->entries().size() > Few ? RowsOfMany : RowsOfFew)) {
        auto *line = new QWidget(m_rows);
        auto *layout = new QHBoxLayout(line);
        layout->setContentsMargins(0, 0, 0, 0);
        const QString path = several ? tr("%1: %2").arg(row.entry->container.name, row.file->path) : row.file->path;
        layout->addWidget(new PathLabel(path, line), 1);
        auto *note = new ToneLabel(Tone::Muted, noteOf(*row.file), line);
        note->setWordWrap(false);
        layout->addWidget(note);
        m_rowsLayout->addWidget(line);
    }
    m_rows->setVisible(m_rowsLayout->count() > 0);
}

QString LossView::headline() const
{
    const qsizetype files = m_check->fileCount();
    if (files == 1)
        return tr("This file is nowhere else:");
    if (files > 1)
        return tr("%1 files are nowhere else:").arg(QLocale().toString(files));
    if (m_check->isLooking())
        return tr("Looking for files that would be lost…");
    if (m_check->unknownCount() == m_check->entries().size() || m_hasSaved)
        return {};
    return m_check->unknownCount() > 0 ? tr("No files worth keeping were found in the others.")
                                       : tr("No files worth keeping were found.");
}

QString LossView::unknownText() const
{
    const qsizetype unknown = m_check->unknownCount();
    if (unknown == 0)
        return {};
    const auto &entries = m_check->entries();
    const auto first = std::ranges::find(entries, models::LossCheck::State::Unknown, &models::LossCheck::Entry::state);
    if (unknown == 1)
        return tr("The engine can't tell which files %1 would lose. %2")
            .arg(models::visibleText(first->container.name), first->error);
    return tr("The engine can't tell which files %1 of the containers would lose. %2").arg(unknown).arg(first->error);
}

} // namespace ui

#include "moc_loss_view.cpp"
