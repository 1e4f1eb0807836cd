// SPDX-License-Identifier: Apache-2.0
#include "tests/support/container_lists.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace test {

engine::Container container(const QString &name, engine::ContainerState state, const QString &project)
{
    engine::Container made;
    made.id = QString::fromLatin1(name.toUtf8().toHex()).leftJustified(64, u'0', true);
    made.name = name;
    made.image = u"nginx:1.27"_s;
    made.imageId = u"sha256:"_s + QString(64, u'a');
    made.command = u"nginx -g 'daemon off;'"_s;
    made.created = 1'700'000'000;
    made.state = state;
    if (state == engine::ContainerState::Exited) {
        made.exitCode = 0;
        made.status = u"Exited (0) 2 hours ago"_s;
    }
    if (made.isUp())
        made.status = u"Up 2 hours"_s;
    if (state != engine::ContainerState::Created)
        made.stateSince = QDateTime::currentSecsSinceEpoch() - 7200;
    if (!project.isEmpty())
        made.labels.insert(u"com.docker.compose.project"_s, project);
    return made;
}

QList<engine::Container> manyContainers(int count)
{
    QList<engine::Container> list;
    list.reserve(count);
    for (int i = 0; i < count; ++i) {
        const auto state = i % 3 == 0 ? engine::ContainerState::Running : engine::ContainerState::Exited;
        engine::Container made = container(u"service-%1"_s.arg((i * 7919) % count), state,
                                           i % 5 == 0 ? u"project-%1"_s.arg(i % 40) : QString());
        made.image = u"registry.example/team/app-%1:1.%2"_s.arg(i % 50).arg(i % 7);
        made.created = 1'700'000'000 + (i * 104729) % 10'000'000;
        made.stateSince -= i % 90'000;
        made.ports = {{u"0.0.0.0"_s, static_cast<quint16>(10000 + i % 50000), 80, u"tcp"_s}};
        made.networks = {u"bridge"_s};
        list.append(made);
    }
    return list;
}

} // namespace test
