// SPDX-License-Identifier: Apache-2.0
#include "ui/share_container.h"

#include "models/actions.h"
#include "models/compose_file.h"
#include "models/format.h"
#include "models/recipe_command.h"
#include "models/recipe_job.h"
#include "ui/dockerfile_dialog.h"
#include "ui/preset_name_dialog.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using Outcome = tl::expected<QString, QString>;

QString tr(const char *text)
{
    return QCoreApplication::translate("ShareContainer", text);
}

Outcome copyCommand(const engine::ContainerRecipe &recipe)
{
    QGuiApplication::clipboard()->setText(models::toDockerCommand(recipe, false));
    const QStringList secrets = models::secretsOf(recipe);
    if (secrets.isEmpty())
        return tr("Copied to the clipboard");
    return tr("Copied to the clipboard, with secrets in plain text: %1")
        .arg(models::visibleText(secrets.join(u", "_s)));
}

Outcome saveCompose(const QString &path, const engine::ContainerRecipe &recipe)
{
    return models::saveShared(path, models::composeFileOf(recipe), true);
}

/// Asks for a file, and before one is replaced.
void askFile(const QString &title, const QString &name, QWidget *window,
             const std::function<void(const QString &path)> &chosen)
{
    auto *dialog = new QFileDialog(window, title, QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, window, chosen);
    dialog->open();
}

} // namespace

bool shareContainer(const QString &id, const engine::Container &container, models::EngineSession &session,
                    models::Actions &actions, QWidget *window)
{
    const QString name = models::visibleText(container.name);
    if (id == u"container.copyRun") {
        actions.useRecipe(container, tr("Copy run command of %1").arg(name), &copyCommand);
        return true;
    }
    if (id == u"container.savePreset") {
        (new PresetNameDialog(container, actions, window))->open();
        return true;
    }
    if (id == u"container.saveCompose") {
        askFile(
            tr("Save as compose file"), u"compose.yaml"_s, window, [container, name, &actions](const QString &path) {
                actions.useRecipe(container, tr("Save %1 as compose file").arg(name),
                                  [path](const engine::ContainerRecipe &recipe) { return saveCompose(path, recipe); });
            });
        return true;
    }
    if (id == u"container.saveDockerfile") {
        (new DockerfileDialog(container, session, actions, window))->open();
        return true;
    }
    return false;
}

} // namespace ui
