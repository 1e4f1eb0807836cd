// SPDX-License-Identifier: Apache-2.0
#include "ui/recreate_container.h"

#include "models/actions.h"
#include "models/format.h"
#include "models/recipe_command.h"
#include "models/run_form_convert.h"
#include "models/run_text_notes.h"
#include "ui/recreate_dialog.h"
#include "ui/run_dialog.h"

#include <QCoreApplication>
#include <QPointer>

namespace ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RecreateContainer", text);
}

/// The form of the old one as the dialog gives it back, so that only a person's changes are told as such.
void openForm(const engine::Container &container, const models::RunForm &form, const models::NetworkLines &networks,
              models::EngineSession &session, models::Actions &actions, QWidget *window,
              const std::function<void(const QString &newId)> &done)
{
    auto *dialog = new RunDialog(session, actions, window);
    QObject::connect(dialog, &RunDialog::recreated, window, done);
    const models::run::RunCommand before = models::toRunCommand(form);
    dialog->setReplaced(container, models::printedNotes(before));
    dialog->setForm(form);
    QObject::connect(
        dialog, &RunDialog::recreateRequested, dialog,
        [dialog, container, networks, before, &session, &actions](const models::RunForm &changed) {
            auto *box = new RecreateDialog(session, {container, changed, networks}, before, actions, dialog);
            QObject::connect(box, &RecreateDialog::started, dialog, &RunDialog::awaitRecreate);
            box->open();
        });
    dialog->show();
}

} // namespace

void recreateContainer(const engine::Container &container, models::EngineSession &session, models::Actions &actions,
                       QWidget *window, const std::function<void(const QString &newId)> &done)
{
    const models::RecipeJob::Use use = [container, &session, &actions, window = QPointer<QWidget>(window),
                                        done](const engine::ContainerRecipe &recipe) -> tl::expected<QString, QString> {
        auto environment = models::run::ShellEnvironment::ofThisProcess();
        environment.inlineProfiles = true;
        const auto form = models::toRunForm(models::toRunCommand(recipe), environment);
        if (!form)
            return tl::unexpected(
                tr("Its settings can't be written as a command: %1").arg(models::visibleText(form.error().message)));
        if (window)
            openForm(container, *form, {recipe.joins, models::takesSeveralNetworks(session)}, session, actions, window,
                     done);
        return tr("Opened to edit");
    };
    actions.useRecipe(container, tr("Edit %1").arg(models::visibleText(container.name)), use,
                      models::RecipeJob::Keeps::All);
}

} // namespace ui
