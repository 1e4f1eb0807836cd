// SPDX-License-Identifier: Apache-2.0
#include "ui/share_container.h"

#include "models/actions.h"
#include "models/compose_file.h"
#include "models/format.h"
#include "models/network_lines.h"
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

QString copied(const QStringList &secrets)
{
    if (secrets.isEmpty())
        return tr("Copied to the clipboard");
    return tr("Copied to the clipboard, with secrets in plain text: %1")
        .arg(models::visibleText(secrets.join(u", "_s)));
}

Outcome copyCommand(const engine::ContainerRecipe &recipe, bool takesSeveralNetworks)
{
    const QStringList lines = models::commandLines(recipe, takesSeveralNetworks, false);
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    QStringList parts{copied(models::secretsOf(recipe))};
    if (lines.size() > 1)
        parts += tr("docker run can’t join all of its networks: the lines after it do");
    return parts.join(u". "_s);
}

Outcome copyPodman(const engine::ContainerRecipe &recipe)
{
    const models::PodmanCommand command = models::toPodmanCommand(recipe);
    QGuiApplication::clipboard()->setText(command.text);
    QStringList parts{copied(models::secretsOf(recipe))};
    if (!command.leftOut.isEmpty())
        parts += tr("Left out, since podman has no such option: %1").arg(command.leftOut.join(u", "_s));
    return parts.join(u". "_s);
}

Outcome copyCompose(const engine::ContainerRecipe &recipe)
{
    QGuiApplication::clipboard()->setText(QString::fromUtf8(models::composeFileOf(recipe)));
    return tr("Copied to the clipboard");
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
        actions.useRecipe(container, tr("Copy run command of %1").arg(name),
                          [several = models::takesSeveralNetworks(session)](const engine::ContainerRecipe &recipe) {
                              return copyCommand(recipe, several);
                          });
        return true;
    }
    if (id == u"container.copyPodman") {
        actions.useRecipe(container, tr("Copy %1 as podman run").arg(name), &copyPodman);
        return true;
    }
    if (id == u"container.copyCompose") {
        actions.useRecipe(container, tr("Copy %1 as compose service").arg(name), &copyCompose);
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
