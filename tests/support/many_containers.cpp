// SPDX-License-Identifier: Apache-2.0
#include "tests/support/many_containers.h"

#include "tests/support/scripted_engine.h"

#include <atomic>

namespace test {

namespace {

bool runs(int number)
{
    return number % 10 == 0;
}

QByteArray one(int number)
{
    return runs(number) ? containerJson(number, "running", "Up 2 hours")
                        : containerJson(number, "exited", "Exited (0) 3 hours ago");
}

} // namespace

QByteArray containerId(int number)
{
    return QByteArray::number(number).rightJustified(12, '0').leftJustified(64, 'a');
}

QByteArray containerJson(int number, const QByteArray &state, const QByteArray &status)
{
    const QByteArray n = QByteArray::number(number);
    const QByteArray port = QByteArray::number(20000 + number);
    return R"({"Id":")" + containerId(number) + R"(","Names":["/web-)" + n.rightJustified(4, '0') +
           R"("],"Image":"nginx:1.27","ImageID":"sha256:)" + QByteArray(64, 'b') +
           R"(","Command":"/docker-entrypoint.sh nginx -g 'daemon off;'","Created":1790000)" +
           n.rightJustified(4, '0').right(3) + R"(,"Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":)" + port +
           R"(,"Type":"tcp"}],"Labels":{"maintainer":"NGINX Docker Maintainers","org.example.number":")" + n +
           R"("},"State":")" + state + R"(","Status":")" + status +
           R"(","HostConfig":{"NetworkMode":"default"},"NetworkSettings":{"Networks":{"bridge":{"IPAMConfig":null,"Links":null,)"
           R"("Aliases":null,"NetworkID":"c1","EndpointID":"","Gateway":"172.17.0.1","IPAddress":"172.17.0.2","IPPrefixLen":16,)"
           R"("IPv6Gateway":"","GlobalIPv6Address":"","GlobalIPv6PrefixLen":0,"MacAddress":"02:42:ac:11:00:02","DriverOpts":null}}},)"
           R"("Mounts":[{"Type":"volume","Name":"data","Source":"/var/lib/docker/volumes/data/_data","Destination":"/data",)"
           R"("Driver":"local","Mode":"z","RW":true,"Propagation":""}]})";
}

void answerManyContainers(ScriptedEngine &engine, int count, bool changing)
{
    QByteArray all = "[";
    QByteArray running = "[";
    for (int number = 0; number < count; ++number) {
        all += (number > 0 ? "," : "") + one(number);
        if (runs(number))
            running += (number > 0 ? "," : "") + one(number);
    }
    all += ']';
    running += ']';
    auto asked = std::make_shared<std::atomic_int>(0);
    engine.handle("GET", "/containers/json", [all, running, count, changing, asked](const ScriptedRequest &request) {
        const QByteArray query = QByteArray::fromPercentEncoding(request.query);
        ScriptedAnswer answer;
        if (!query.contains("\"id\"")) {
            answer.body = query.contains("all=1") || query.contains("all=true") ? all : running;
            return answer;
        }
        for (int number = 0; number < count; ++number) {
            if (!query.contains(containerId(number)))
                continue;
            const QByteArray code = QByteArray::number(++*asked % 256);
            answer.body += answer.body.isEmpty() ? "" : ",";
            answer.body +=
                changing ? containerJson(number, "exited", "Exited (" + code + ") 3 hours ago") : one(number);
        }
        answer.body = '[' + answer.body + ']';
        return answer;
    });
}

} // namespace test
