// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/notebook_preset.h"

#include <QList>
#include <QString>

namespace models {

/// The kinds of notebooks to choose from: the built-in ones, and a person's own in $XDG_CONFIG_HOME/longshore/presets, one file each.
/// A file that can't be used is listed with what is wrong with it and takes nothing from the others. Own files may hold secrets
/// (environment): they are readable for their owner only. Small files, read at once; UI thread.
class PresetLibrary
{
public:
    struct Entry
    {
        NotebookPreset preset; ///< of a broken file: only its id and title, from the file's name
        QString path;          ///< empty: built in
        QString problem;       ///< why it can't be used; empty: it can
        [[nodiscard]] bool isOwn() const { return !path.isEmpty(); }
        [[nodiscard]] bool isBroken() const { return !problem.isEmpty(); }
        bool operator==(const Entry &) const = default;
    };
    /// Holds the words for a person when something could not be done.
    template<class T>
    using Outcome = tl::expected<T, QString>;

    /// `folder` empty: the default place. Reads everything.
    explicit PresetLibrary(const QString &folder = {});

    [[nodiscard]] const QString &folder() const { return m_folder; }
    /// The built-in ones in their order, then the own ones by title.
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }
    [[nodiscard]] const Entry *find(const QString &id) const;
    /// Files may have been changed by hand. True when something is different now.
    bool reload();

    /// Keeps a preset of one's own. One without an id, or with that of a built-in one, gets an id after its title that is still
    /// free; otherwise the own one of the same id is replaced. Returns it as it was kept.
    Outcome<NotebookPreset> save(NotebookPreset preset);
    /// Deletes the file of an own one.
    Outcome<void> remove(const QString &id);
    /// Writes any preset to a file of one's choice.
    [[nodiscard]] Outcome<void> exportTo(const QString &id, const QString &path) const;
    /// Adds the preset in a file; one whose id is taken gets another, so that nothing is replaced.
    Outcome<NotebookPreset> importFrom(const QString &path);

private:
    [[nodiscard]] QString freeId(const QString &title) const;
    Outcome<NotebookPreset> write(const NotebookPreset &preset);

    QString m_folder;
    QList<Entry> m_entries;
};

} // namespace models
