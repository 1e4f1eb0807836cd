// SPDX-License-Identifier: Apache-2.0
#include "models/folder_watch.h"

#include "models/run_form_parts.h"

#include <QFileInfo>

#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// Empty for a volume, and for what is no path yet.
QString folderOf(const RunForm::MountRow &row)
{
    return form::isFolder(row.source) ? form::folderPath(row.source) : QString();
}

} // namespace

/// Where a thread's answer goes; null once nobody wants it.
struct FolderWatch::Receiver
{
    std::mutex mutex;
    FolderWatch *watch = nullptr;
};

FolderWatch::FolderWatch(QObject *parent)
    : FolderWatch([](const QString &path) { return QFileInfo::exists(path); }, parent)
{}

FolderWatch::FolderWatch(Exists exists, QObject *parent)
    : QObject(parent), m_exists(exists), m_receiver(std::make_shared<Receiver>())
{
    m_receiver->watch = this;
}

FolderWatch::~FolderWatch()
{
    const std::lock_guard lock(m_receiver->mutex);
    m_receiver->watch = nullptr;
}

void FolderWatch::setRows(const QList<RunForm::MountRow> &rows)
{
    m_rows = rows;
    m_due.clear(); // paths that were half typed
    for (const RunForm::MountRow &row : rows) {
        const QString path = folderOf(row);
        if (!path.isEmpty() && !m_isThere.contains(path))
            m_due += path;
    }
    askNext();
}

void FolderWatch::askAgain()
{
    m_due.clear();
    for (const RunForm::MountRow &row : std::as_const(m_rows)) {
        if (const QString path = folderOf(row); !path.isEmpty())
            m_due += path;
    }
    askNext();
}

QList<FormProblem> FolderWatch::problems() const
{
    QList<FormProblem> problems;
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        const QString path = folderOf(m_rows.at(i));
        if (!path.isEmpty() && !m_isThere.value(path, true)) {
            problems +=
                {u"mounts[%1].source"_s.arg(i), tr("Folder %1 does not exist: create it or choose another.").arg(path),
                 FormProblem::Severity::Error};
        }
    }
    return problems;
}

void FolderWatch::askNext()
{
    while (!m_due.isEmpty() && m_asked.size() < MostAsked) {
        const QString path = m_due.takeFirst();
        if (m_asked.contains(path))
            continue;
        m_asked.insert(path);
        // Detached: one that never comes back must not hold up the end of the app.
        std::thread([path, exists = m_exists, receiver = m_receiver] {
            const bool isThere = exists(path);
            const std::lock_guard lock(receiver->mutex);
            if (receiver->watch == nullptr)
                return;
            QMetaObject::invokeMethod(
                receiver->watch, [watch = receiver->watch, path, isThere] { watch->take(path, isThere); },
                Qt::QueuedConnection);
        }).detach();
    }
}

void FolderWatch::take(const QString &path, bool isThere)
{
    m_asked.remove(path);
    const auto known = m_isThere.constFind(path);
    const bool isNews = known == m_isThere.cend() ? !isThere : *known != isThere;
    m_isThere.insert(path, isThere);
    askNext();
    if (isNews)
        Q_EMIT changed();
}

} // namespace models

#include "moc_folder_watch.cpp"
