// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/notebook_preset.h"

#include <QObject>

#include <memory>
#include <optional>

namespace models {

/// What the file system says of a folder.
struct FolderFacts
{
    bool isThere = false, isFolder = false, isReadOnly = false; ///< isReadOnly: its file system is
    int uid = 0, gid = 0;
    int mode = 0;      ///< permission bits
    QString ownerName; ///< empty: that number has no name here
    bool operator==(const FolderFacts &) const = default;
};

/// Whether a notebook can save in a folder, and what helps.
struct FolderAdvice
{
    enum class Remedy { None, RunAsOwner, KeepId };
    QString problem;      ///< for the person; empty: all is well
    bool isError = false; ///< it can't be launched like this
    Remedy remedy = Remedy::None;
    bool operator==(const FolderAdvice &) const = default;
};

/// What the advice is made from beside the folder.
struct FolderUser
{
    int uid = -1, gid = -1; ///< that the server runs as inside; -1: not known, nothing is said then
    QString name;
    bool isRootless = false, isPodman = false; ///< the engine
    int ownUid = 0;                            ///< of who runs Longshore
};

[[nodiscard]] FolderAdvice folderAdvice(const QString &path, const FolderFacts &facts, const FolderUser &user);
/// Who the server runs as: the image's own word (`Config.User`, when the image is there), else the preset's.
[[nodiscard]] FolderUser folderUser(const NotebookPreset &preset, const std::optional<QString> &imageUser);

/// Looks at one folder at a time, on a thread of its own: one of a file server that does not answer blocks whoever asks for it, and
/// the window must not. What was learnt of another folder than the last is dropped. Owned by its dialog; UI thread.
class FolderLook : public QObject
{
    Q_OBJECT
public:
    explicit FolderLook(QObject *parent = nullptr);
    ~FolderLook() override;

    /// Empty: none.
    void look(const QString &path);
    [[nodiscard]] const QString &path() const { return m_path; }
    /// Nothing before the answer.
    [[nodiscard]] const std::optional<FolderFacts> &facts() const { return m_facts; }

Q_SIGNALS:
    void changed();

private:
    struct Receiver;

    void take(const QString &path, const FolderFacts &facts);

    QString m_path;
    std::optional<FolderFacts> m_facts;
    std::shared_ptr<Receiver> m_receiver;
};

} // namespace models
