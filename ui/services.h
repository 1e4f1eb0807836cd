// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace models {
class Actions;
class Commands;
class EngineSession;
class JobsModel;
class SettingsStore;
} // namespace models

namespace ui {

/// What the windows work on. Made by main before the first window and outlives the last; UI thread.
struct Services
{
    models::EngineSession &session;
    models::JobsModel &jobs;
    models::Actions &actions;
    models::Commands &commands;
    models::SettingsStore &settings;
};

} // namespace ui
