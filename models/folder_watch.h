// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>

namespace models {

/// Tells which host folders of a run form are not there. Each is looked for on a thread of its own: a folder of a file server that
/// does not answer blocks whoever asks for it, for ever, and so neither the window nor the pool of threads may ask, nor may
/// other folders wait for it. Owned by the run dialog; UI thread.
class FolderWatch : public QObject
{
    Q_OBJECT
public:
    /// Asked on several threads.
    using Exists = bool (*)(const QString &path);
    static constexpr int MostAsked = 16; ///< at a time

    explicit FolderWatch(QObject *parent = nullptr);
    FolderWatch(Exists exists, QObject *parent);
    ~FolderWatch() override;

    /// The rows as they are now; none when the engine is on another machine. Volumes are passed over.
    void setRows(const QList<RunForm::MountRow> &rows);
    /// Folders may have been made meanwhile. What is known stays until the answers are there.
    void askAgain();
    /// An error for each row whose folder is known to be missing.
    [[nodiscard]] QList<FormProblem> problems() const;

Q_SIGNALS:
    void changed();

private:
    struct Receiver;

    void askNext();
    void take(const QString &path, bool isThere);

    QList<RunForm::MountRow> m_rows;
    QHash<QString, bool> m_isThere; ///< by path
    QStringList m_due;
    QSet<QString> m_asked; ///< those under way
    const Exists m_exists;
    std::shared_ptr<Receiver> m_receiver;
};

} // namespace models
