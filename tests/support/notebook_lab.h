// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/actions.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "models/notebook_job.h"
#include "tests/support/scripted_engine.h"
#include "tests/support/web_server.h"

#include <nlohmann/json_fwd.hpp>

/// What the tests of notebook jobs have in common.
namespace test {

namespace notebook {
inline constexpr auto Image = "/images/quay.io/jupyter/minimal-notebook/json";
inline constexpr auto Create = "/containers/create";
inline constexpr auto Start = "/containers/c0ffee/start";
inline constexpr auto Wait = "/containers/c0ffee/wait";
inline constexpr auto Logs = "/containers/c0ffee/logs";
inline constexpr auto Exec = "/containers/c0ffee/exec";
inline constexpr auto Container = "/containers/c0ffee";
inline constexpr models::NotebookTimings Quick{5000, 5, 1000};
} // namespace notebook

/// A built-in one.
[[nodiscard]] models::NotebookPreset builtInPreset(const QString &id);
/// A frame of a container's stdout.
[[nodiscard]] QByteArray logFrame(const QByteArray &line);

/// An engine on which everything goes well, and a server that answers at once.
struct NotebookLab
{
    NotebookLab();
    models::NotebookJob *launch(const models::NotebookTimings &timings = notebook::Quick)
    {
        return jobs.add(new models::NotebookJob(session, plan, timings));
    }
    /// The body of the last create.
    [[nodiscard]] nlohmann::json created() const;
    /// Path and query of the first removal, or "nothing removed".
    [[nodiscard]] QByteArray removal() const;

    ScriptedEngine engine;
    WebServer server;
    models::EngineSession session;
    models::JobsModel jobs;
    models::Actions actions{session, jobs};
    models::NotebookPlan plan;
};

} // namespace test
