// SPDX-License-Identifier: Apache-2.0
#include "models/loss_check.h"

#include "engine-client/pool_task.h"
#include "models/engine_session.h"
#include "models/explain_error.h"

#include <QSet>
#include <QThreadPool>

#include <algorithm>
#include <mutex>
#include <utility>

namespace models {

namespace {
constexpr std::size_t AtOnce = 4;
}

/// Where the pool's answers go; null once nobody wants them.
struct LossCheck::Receiver
{
    std::mutex mutex;
    LossCheck *check = nullptr;
};

LossCheck::LossCheck(EngineSession &session, const QList<engine::Container> &containers, QObject *parent)
    : QObject(parent), m_session(session), m_receiver(std::make_shared<Receiver>())
{
    m_receiver->check = this;
    for (const engine::Container &container : containers)
        m_entries.append({.container = container});
    askNext();
}

LossCheck::~LossCheck()
{
    const std::lock_guard lock(m_receiver->mutex);
    m_receiver->check = nullptr;
}

bool LossCheck::isLooking() const
{
    return std::ranges::any_of(m_entries, [](const Entry &entry) { return entry.state == State::Looking; });
}

qsizetype LossCheck::fileCount() const
{
    qsizetype count = 0;
    for (const Entry &entry : m_entries)
        count += entry.losses.files.size();
    return count;
}

qsizetype LossCheck::programCount() const
{
    qsizetype count = 0;
    for (const Entry &entry : m_entries)
        count += entry.losses.programs;
    return count;
}

qsizetype LossCheck::unknownCount() const
{
    return std::ranges::count(m_entries, State::Unknown, &Entry::state);
}

void LossCheck::setSaved(const QString &containerId, const QStringList &paths)
{
    const QSet<QString> saved(paths.cbegin(), paths.cend());
    for (Entry &entry : m_entries) {
        if (entry.container.id == containerId)
            entry.losses.files.removeIf([&saved](const LostFile &file) { return saved.contains(file.path); });
    }
    Q_EMIT changed();
}

void LossCheck::setAllSaved(const QString &containerId)
{
    for (Entry &entry : m_entries) {
        if (entry.container.id == containerId)
            entry.losses = {};
    }
    Q_EMIT changed();
}

void LossCheck::askNext()
{
    while (m_calls.size() < AtOnce && m_next < m_entries.size()) {
        const qsizetype entry = m_next++;
        m_calls[entry] = m_session.client().files().changes(
            m_entries.at(entry).container.id, this,
            [this, entry](const engine::Result<QList<engine::FileChange>> &changes) { take(entry, changes); });
    }
}

void LossCheck::take(qsizetype entry, const engine::Result<QList<engine::FileChange>> &changes)
{
    if (!changes) {
        m_entries[entry].error = explainError(changes.error()).text();
        m_entries[entry].state = State::Unknown;
        done(entry);
        Q_EMIT changed();
        return;
    }
    QStringList targets;
    for (const engine::Mount &mount : m_entries.at(entry).container.mounts)
        targets += mount.destination;
    engine::startTask(*QThreadPool::globalInstance(), [entry, targets, changes = *changes, receiver = m_receiver] {
        Losses losses = lossesOf(changes, targets);
        const std::lock_guard lock(receiver->mutex);
        if (receiver->check == nullptr)
            return;
        QMetaObject::invokeMethod(
            receiver->check,
            [check = receiver->check, entry, losses = std::move(losses)] { check->takeLosses(entry, losses); },
            Qt::QueuedConnection);
    });
}

void LossCheck::takeLosses(qsizetype entry, Losses losses)
{
    m_entries[entry].losses = std::move(losses);
    m_entries[entry].state = State::Known;
    askSize(entry);
    Q_EMIT changed();
}

/// Of the next file whose size is not known.
void LossCheck::askSize(qsizetype entry)
{
    const QList<LostFile> &files = m_entries.at(entry).losses.files;
    const qsizetype end = std::min(SizesOf, files.size());
    const auto next = std::find_if(files.cbegin(), files.cbegin() + end, [](const LostFile &f) { return f.size < 0; });
    if (next == files.cbegin() + end) {
        done(entry);
        return;
    }
    m_calls[entry] =
        m_session.client().files().stat(m_entries.at(entry).container.id, next->path, this,
                                        [this, entry, path = next->path](const engine::Result<engine::FileStat> &stat) {
                                            takeSize(entry, path, stat);
                                        });
}

void LossCheck::takeSize(qsizetype entry, const QString &path, const engine::Result<engine::FileStat> &stat)
{
    QList<LostFile> &files = m_entries[entry].losses.files;
    const auto file = std::ranges::find(files, path, &LostFile::path);
    if (file == files.end()) { // saved meanwhile
        askSize(entry);
        return;
    }
    if (!stat && stat.error().kind != engine::ErrorKind::NotFound) {
        done(entry); // no sizes then
        return;
    }
    if (!stat || stat->isFolder)
        files.erase(file); // gone meanwhile; or a folder without files in it
    else
        file->size = stat->size;
    askSize(entry);
    Q_EMIT changed();
}

void LossCheck::done(qsizetype entry)
{
    m_calls.erase(entry);
    askNext();
}

} // namespace models

#include "moc_loss_check.cpp"
