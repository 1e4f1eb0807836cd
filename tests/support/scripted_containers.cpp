// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_containers.h"

#include <QUrl>

#include <algorithm>

namespace test {

namespace {

bool isUp(const QByteArray &json)
{
    return json.contains(R"("State":"running")") || json.contains(R"("State":"paused")");
}

} // namespace

ScriptedContainers::ScriptedContainers(ScriptedEngine &engine) : m_engine(engine)
{
    engine.handle("GET", "/containers/json", [state = m_state](const ScriptedRequest &request) {
        const QByteArray query = QByteArray::fromPercentEncoding(request.query);
        const std::lock_guard lock(state->mutex);
        QByteArrayList rows;
        for (auto entry = state->containers.cbegin(); entry != state->containers.cend(); ++entry) {
            const bool isAsked = !query.contains("filters=") || query.contains(idOf(entry.key()));
            if (isAsked && (query.contains("all=") || isUp(entry.value())))
                rows += entry.value();
        }
        return ScriptedAnswer{.body = "[" + rows.join(",") + "]"};
    });
}

QByteArray ScriptedContainers::idOf(const QByteArray &name)
{
    return name.toHex().leftJustified(64, '0', true);
}

QByteArray ScriptedContainers::set(const QByteArray &name, const QByteArray &state, const QByteArray &ports,
                                   const QByteArray &project)
{
    const QByteArray status = state == "running"  ? "Up 2 hours"
                              : state == "exited" ? "Exited (0) 5 minutes ago"
                              : state == "paused" ? "Up 2 hours (Paused)"
                                                  : "Created";
    const QByteArray json =
        R"({"Id":")" + idOf(name) + R"(","Names":["/)" + name +
        R"("],"Image":"nginx:1.27","ImageID":"sha256:aa","Command":"nginx","Created":1700000000,"State":")" + state +
        R"(","Status":")" + status + R"(","Ports":)" + ports + R"(,"Labels":{)" +
        (project.isEmpty() ? QByteArray() : R"("com.docker.compose.project":")" + project + '"') +
        R"(},"NetworkSettings":{"Networks":{}},"Mounts":[]})";
    const std::lock_guard lock(m_state->mutex);
    m_state->containers.insert(name, json);
    return idOf(name);
}

void ScriptedContainers::remove(const QByteArray &name)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->containers.remove(name);
}

void ScriptedContainers::clear()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->containers.clear();
}

QByteArray ScriptedContainers::event(const QByteArray &action, const QByteArray &name)
{
    return R"({"Type":"container","Action":")" + action + R"(","Actor":{"ID":")" + idOf(name) +
           R"(","Attributes":{"name":")" + name + R"("}},"time":1700000000,"timeNano":1700000000000000000})" + "\n";
}

void ScriptedContainers::send(const QByteArray &action, const QByteArray &name)
{
    m_engine.events()->push(event(action, name));
}

int ScriptedContainers::fullLists() const
{
    const QList<ScriptedRequest> requests = m_engine.requests();
    return static_cast<int>(std::count_if(requests.cbegin(), requests.cend(), [](const ScriptedRequest &request) {
        return request.path == "/containers/json" && request.query.contains("all=") &&
               !request.query.contains("filters=");
    }));
}

int ScriptedContainers::filteredLists() const
{
    const QList<ScriptedRequest> requests = m_engine.requests();
    return static_cast<int>(std::count_if(requests.cbegin(), requests.cend(), [](const ScriptedRequest &request) {
        return request.path == "/containers/json" && request.query.contains("filters=");
    }));
}

} // namespace test
