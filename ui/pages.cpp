// SPDX-License-Identifier: Apache-2.0
#include "models/container_links.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/images_model.h"
#include "models/roles.h"
#include "ui/page_descriptor.h"

using namespace Qt::StringLiterals;

namespace ui {

namespace {

std::pair<QString, Tone> notebookBadge(const models::ContainersModel &model, const QModelIndex &index)
{
    const models::Notebook notebook = model.notebook(index.data(models::IdRole).toString());
    if (!notebook.isKnown())
        return {};
    if (notebook.reach != models::Notebook::Reach::Reachable)
        return {u"unplug"_s, Tone::Muted};
    return notebook.isUnsafe() ? std::pair(u"triangle-alert"_s, Tone::Warning)
                               : std::pair(u"notebook-pen"_s, Tone::Accent);
}

} // namespace

PageDescriptor containersPage(models::EngineSession &session)
{
    models::ContainersModel *const model = &session.containers();
    PageDescriptor page;
    page.id = u"containers"_s;
    page.title = u"Containers"_s;
    page.noun = u"container"_s;
    page.nounPlural = u"containers"_s;
    page.icon = u"container"_s;
    page.scope = models::Command::Scope::Container;
    page.model = model;
    page.stateLabel = u"Show"_s;
    page.stateChoices = {u"All"_s, u"Running"_s, u"Stopped"_s};
    page.applyState = [model](int choice) { model->setStateFilter(models::ContainersModel::StateFilter(choice)); };
    page.primaryCommands = {u"global.notebook"_s, u"global.run"_s};
    page.barCommands = {u"container.start"_s, u"container.stop"_s, u"container.restart"_s,
                        u"container.logs"_s,  u"container.open"_s, u"container.remove"_s};
    page.openCommand = u"container.logs"_s;
    page.linkCommand = u"container.open"_s;
    page.defaultSort = u"name"_s;
    page.columns = {{u"name"_s, 190, true}, {u"image"_s, 200}, {u"status"_s, 140, true}, {u"ports"_s, 150},
                    {u"cpu"_s, 64},         {u"memory"_s, 84}, {u"created"_s, 110}};
    page.empty = {
        u"container"_s,
        u"No containers yet"_s,
        u"A container is a running copy of an image. Run one and it appears here, with its log, its figures and its ports."_s,
        {{u"global.run"_s, u"Run an image"_s}, {u"global.notebook"_s, u"New notebook"_s}}};
    page.mark = [model](const QModelIndex &index) {
        const engine::Container *container = model->at(index);
        return container ? markOf(*container) : StateMark{};
    };
    page.badge = [model](const QModelIndex &index) { return notebookBadge(*model, index); };
    page.select = [model](const QModelIndex &index, models::Selection &selection) {
        if (const engine::Container *container = model->at(index))
            selection.containers << *container;
    };
    page.links = [model, &session](const QModelIndex &index) {
        const engine::Container *container = model->at(index);
        return container ? models::containerLinks(*container, model->notebookUrl(container->id), session.endpoint())
                         : QList<QUrl>();
    };
    return page;
}

PageDescriptor imagesPage(models::EngineSession &session)
{
    models::ImagesModel *const model = &session.images();
    PageDescriptor page;
    page.id = u"images"_s;
    page.title = u"Images"_s;
    page.noun = u"image"_s;
    page.nounPlural = u"images"_s;
    page.icon = u"layers"_s;
    page.scope = models::Command::Scope::Image;
    page.model = model;
    page.stateLabel = u"Show"_s;
    page.stateChoices = {u"All"_s, u"In use"_s, u"Unused"_s};
    page.applyState = [model](int choice) { model->setUseFilter(models::ImagesModel::UseFilter(choice)); };
    page.primaryCommands = {u"image.pull"_s};
    page.barCommands = {u"image.run"_s, u"image.tag"_s, u"image.history"_s, u"image.remove"_s, u"image.prune"_s};
    page.openCommand = u"image.history"_s;
    page.defaultSort = u"repository"_s;
    page.columns = {{u"repository"_s, 260, true}, {u"tag"_s, 120}, {u"imageId"_s, 120},
                    {u"created"_s, 120},          {u"size"_s, 90}, {u"usedBy"_s, 180}};
    page.empty = {u"layers"_s,
                  u"No images yet"_s,
                  u"An image is what containers are made from. Pull one from a registry and it appears here."_s,
                  {{u"image.pull"_s, u"Pull an image"_s}}};
    page.select = [model](const QModelIndex &index, models::Selection &selection) {
        if (const models::ImagesModel::Row *row = model->at(index))
            selection.images << *row;
    };
    return page;
}

} // namespace ui
