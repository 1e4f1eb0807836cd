// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_form.h"

#include <QHash>
#include <QObject>

#include <memory>

namespace models {

/// Tells which host folders of a run form are not there. Looked for one after the other on threads of their own: a folder of a file
/// server that does not answer blocks whoever asks for it, for ever, and so neither the window nor the pool of threads may ask.
/// Owned by the run dialog; UI thread.
class FolderWatch : public QObject
{
    Q_OBJECT
public:
    explicit FolderWatch(QObject *parent = nullptr);
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
    QString m_asked; ///< empty: nothing is under way
    std::shared_ptr<Receiver> m_receiver;
};

} // namespace models
