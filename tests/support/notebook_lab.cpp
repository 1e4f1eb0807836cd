// SPDX-License-Identifier: Apache-2.0
#include "tests/support/notebook_lab.h"

#include "models/preset_library.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace test {

using namespace notebook;

models::NotebookPreset builtInPreset(const QString &id)
{
    static const models::PresetLibrary library(u"/nonexistent"_s);
    return library.find(id)->preset;
}

QByteArray logFrame(const QByteArray &line)
{
    QByteArray head(8, '\0');
    head[0] = 1;
    head[6] = char(line.size() >> 8);
    head[7] = char(line.size() & 0xff);
    return head + line;
}

NotebookLab::NotebookLab() : session(engine.endpoint())
{
    engine.answer("GET", Image, 200, "{\"Id\":\"sha256:1\"}");
    engine.answer("POST", Create, 201, "{\"Id\":\"c0ffee\",\"Warnings\":[]}");
    engine.answer("POST", Start, 204);
    engine.hang("POST", Wait);
    engine.answer("POST", Exec, 201, "{\"Id\":\"e1\"}");
    engine.answer("POST", "/exec/e1/start", 200);
    engine.answer("GET", "/exec/e1/json", 200, "{\"Running\":false,\"ExitCode\":0}");
    engine.answer("DELETE", Container, 204);
    server.answer("/api", {200, "{\"version\": \"2.14\"}"});
    server.answer("/lab", {200});
    plan.preset = builtInPreset(u"minimal"_s);
    plan.name = u"nb"_s;
    plan.hostPort = server.port();
}

nlohmann::json NotebookLab::created() const
{
    nlohmann::json body;
    for (const auto &request : engine.requests()) {
        if (request.path == Create)
            body = nlohmann::json::parse(request.body);
    }
    return body;
}

QByteArray NotebookLab::removal() const
{
    for (const auto &request : engine.requests()) {
        if (request.method == "DELETE")
            return request.path + '?' + request.query;
    }
    return "nothing removed";
}

} // namespace test
