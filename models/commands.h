// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "models/images_model.h"

#include <QList>
#include <QObject>
#include <QString>

namespace models {

class Actions;
class EngineSession;
class JobsModel;

/// What a command works on: the selected rows.
struct Selection
{
    QList<engine::Container> containers;
    QList<ImagesModel::Row> images;
};

/// One thing a person can do. The only list of them: toolbar, menus, palette and the shortcuts page are views of it.
struct Command
{
    enum class Scope { Global, Container, Image };
    enum class Danger { None, Destructive };
    QString id; ///< "container.stop", "image.pull", "global.palette"
    Scope scope = Scope::Global;
    QString label;    ///< with "…" when it asks something first
    QString icon;     ///< name of resources/icons/<icon>.svg
    QString shortcut; ///< portable text, "Ctrl+K"; empty: none
    Danger danger = Danger::None;
    bool needsUi = false; ///< run() emits uiRequested instead of acting
    QString group;        ///< menus put a separator between groups
};

/// The catalogue and what is behind it. Knows no widget: what needs one is asked for by uiRequested. UI thread.
class Commands : public QObject
{
    Q_OBJECT
public:
    struct Availability
    {
        bool enabled = false;
        QString reason; ///< why not, as a sentence; empty when enabled
    };

    Commands(EngineSession &session, JobsModel &jobs, QObject *parent = nullptr);
    ~Commands() override;

    [[nodiscard]] static const QList<Command> &all();
    [[nodiscard]] static const Command *find(const QString &id);
    /// Every command with its shortcut as a Markdown page: what resources/shortcuts.md holds.
    [[nodiscard]] static QString shortcutsMarkdown();
    [[nodiscard]] Availability availability(const QString &id, const Selection &selection) const;
    /// What docker would be told, one line per object: "docker stop web". Objects that the command passes over are left out.
    [[nodiscard]] QStringList dockerCommands(const QString &id, const Selection &selection) const;
    /// Acts, or emits uiRequested. Nothing happens when the command is not available. Of several containers only those are
    /// worked on that the command fits: Stop on a mixed selection stops the running ones.
    void run(const QString &id, const Selection &selection);

Q_SIGNALS:
    /// A dialog, page or confirmation is needed; the receiver calls Actions when it is answered.
    void uiRequested(const QString &id, const models::Selection &selection);

private:
    EngineSession &m_session;
    Actions *m_actions; ///< child
};

} // namespace models
