// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "models/stats_hub.h"
#include "models/stats_rates.h"
#include "tests/support/container_lists.h"
#include "tests/support/scripted_engine.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

#include <cmath>

using namespace Qt::StringLiterals;
using engine::ContainerState;
using engine::StatsSample;
using models::ContainersModel;
using models::StatsHub;
using models::StatsPoint;

namespace {

constexpr quint64 second = 1'000'000'000;

StatsSample sampleAt(int seconds, quint64 cpuNs)
{
    StatsSample sample;
    sample.read = QDateTime::fromSecsSinceEpoch(1'700'000'000 + seconds, QTimeZone::utc());
    sample.cpuTotalNs = cpuNs;
    sample.onlineCpus = 4;
    sample.memoryBytes = 61'000'000;
    return sample;
}

/// As Docker sends it: half of a CPU used in each second.
QByteArray dockerLine(int seconds)
{
    const auto number = [](quint64 value) { return QByteArray::number(value); };
    const quint64 cpu = static_cast<quint64>(seconds) * second / 2;
    const quint64 machine = static_cast<quint64>(seconds) * 4 * second;
    const QByteArray stamp =
        QDateTime::fromSecsSinceEpoch(1'700'000'000 + seconds, QTimeZone::utc()).toString(Qt::ISODate).toLatin1();
    return "{\"read\":\"" + stamp + "\",\"cpu_stats\":{\"cpu_usage\":{\"total_usage\":" + number(cpu + second) +
           "},\"system_cpu_usage\":" + number(machine + second) +
           ",\"online_cpus\":4},\"precpu_stats\":{\"cpu_usage\":" + "{\"total_usage\":" + number(cpu + second / 2) +
           "},\"system_cpu_usage\":" + number(machine - 3 * second) +
           ",\"online_cpus\":4},\"memory_stats\":{\"usage\":61000000,\"limit\":1000000000},\"networks\":{\"eth0\":{"
           "\"rx_bytes\":" +
           number(static_cast<quint64>(seconds) * 1000) + ",\"tx_bytes\":0}},\"pids_stats\":{\"current\":3}}\n";
}

} // namespace

class StatsHubTest : public QObject
{
    Q_OBJECT

    struct Lab
    {
        test::ScriptedEngine engine;
        engine::EngineClient client{engine.endpoint()};
        ContainersModel containers;
        StatsHub hub{client, containers};

        [[nodiscard]] test::ScriptedStreamPtr streamOf(const engine::Container &container)
        {
            return engine.stream("GET", "/containers/" + container.id.toLatin1() + "/stats");
        }
        [[nodiscard]] QString cpuText(const engine::Container &container) const
        {
            return containers.indexOfKey(container.id).siblingAtColumn(ContainersModel::Cpu).data().toString();
        }
    };

private Q_SLOTS:
    void cpuByTheDockerFormula()
    {
        StatsSample sample = sampleAt(10, 5 * second);
        QVERIFY(!models::cpuPercent(sample, {}));
        sample.systemCpuNs = 100 * second;
        sample.preCpuTotalNs = 4 * second;
        sample.preSystemCpuNs = 96 * second;
        QCOMPARE(models::cpuPercent(sample, {}).value(), 100.0); // one of four
        sample.preCpuTotalNs = 6 * second;                       // restarted meanwhile
        QCOMPARE(models::cpuPercent(sample, {}).value(), 0.0);
    }

    void cpuWithoutTheEnginesOwnBefore()
    {
        StatsSample before = sampleAt(10, 5 * second);
        StatsSample after = sampleAt(12, 6 * second);
        QCOMPARE(models::cpuPercent(after, before).value(), 50.0); // Podman: by time
        before.systemCpuNs = 40 * second;
        after.systemCpuNs = 48 * second;
        QCOMPARE(models::cpuPercent(after, before).value(), 50.0);
        QVERIFY(!models::cpuPercent(before, before)); // no time has passed
    }

    void rates()
    {
        StatsSample before = sampleAt(10, 0);
        StatsSample after = sampleAt(12, 0);
        after.networkRxBytes = 2000;
        before.networkTxBytes = 5000; // went back
        after.blockWriteBytes = 100;
        after.pids = 7;
        QVERIFY(!models::statsPoint(after, {}));
        const StatsPoint point = models::statsPoint(after, before).value();
        QCOMPARE(point.timeMs, 1'700'000'012'000);
        QCOMPARE(point.networkRxPerSecond, 1000.0);
        QCOMPARE(point.networkTxPerSecond, 0.0);
        QCOMPARE(point.blockWritePerSecond, 50.0);
        QCOMPARE(point.memoryBytes, 61'000'000);
        QCOMPARE(point.pids, 7);
    }

    void streamsOnlyRunningRowsInView()
    {
        Lab lab;
        const engine::Container web = test::container(u"web"_s);
        const engine::Container job = test::container(u"job"_s, ContainerState::Exited);
        lab.containers.setContainers({web, job, test::container(u"other"_s)});
        const auto stream = lab.streamOf(web);
        lab.hub.setVisibleRows({web.id, job.id});
        QTRY_COMPARE(stream->readers(), 1);
        QCOMPARE(lab.hub.streamCount(), 1);
        stream->push(dockerLine(1));
        QTRY_COMPARE(lab.cpuText(web), u"50 %"_s);
        QCOMPARE(lab.containers.indexOfKey(web.id).siblingAtColumn(ContainersModel::Memory).data().toString(),
                 u"61 MB"_s);
        stream->push(dockerLine(2));
        QTRY_COMPARE(lab.hub.history(web.id).size(), 1); // for the tab, when somebody opens it

        lab.hub.setVisibleRows({});
        QTRY_COMPARE(stream->readers(), 0);
        QCOMPARE(lab.cpuText(web), QString()); // nothing that gets old
        QCOMPARE(lab.hub.history(web.id).size(), 1);
    }

    void aWatchedOneKeepsItsHistory()
    {
        Lab lab;
        const engine::Container web = test::container(u"web"_s);
        lab.containers.setContainers({web});
        const auto stream = lab.streamOf(web);
        QSignalSpy added(&lab.hub, &StatsHub::pointAdded);
        std::shared_ptr<void> first = lab.hub.watch(web.id);
        std::shared_ptr<void> second = lab.hub.watch(web.id);
        QTRY_COMPARE(stream->readers(), 1);
        QCOMPARE(lab.engine.count("/containers/" + web.id.toLatin1() + "/stats"), 1);
        // Samples that arrive together count as the last of them.
        stream->push(dockerLine(1));
        QTRY_COMPARE(lab.cpuText(web), u"50 %"_s);
        stream->push(dockerLine(2));
        QTRY_COMPARE(added.count(), 1);
        stream->push(dockerLine(3));
        QTRY_COMPARE(added.count(), 2);
        QCOMPARE(lab.hub.history(web.id).size(), 2);
        QCOMPARE(lab.hub.history(web.id).last().networkRxPerSecond, 1000.0);
        stream->push(dockerLine(700));
        QTRY_COMPARE(added.count(), 3);
        QCOMPARE(lab.hub.history(web.id).size(), 1); // the others are older than ten minutes
        first.reset();
        QCOMPARE(lab.hub.streamCount(), 1);
        second.reset();
        QTRY_COMPARE(stream->readers(), 0);
        QCOMPARE(lab.hub.history(web.id).size(), 1);
        QVERIFY(lab.hub.history(u"nobody"_s).isEmpty());
    }

    void endsWithItsContainer()
    {
        Lab lab;
        engine::Container web = test::container(u"web"_s);
        lab.containers.setContainers({web});
        const auto stream = lab.streamOf(web);
        const std::shared_ptr<void> watch = lab.hub.watch(web.id);
        QTRY_COMPARE(stream->readers(), 1);
        engine::Container stopped = web;
        stopped.state = ContainerState::Exited;
        lab.containers.updateContainers({web.id}, {stopped});
        QTRY_COMPARE(stream->readers(), 0);
        lab.containers.updateContainers({web.id}, {web});
        QTRY_COMPARE(stream->readers(), 1);
    }

    void hiddenOrWithoutEngineNothingIsStreamed()
    {
        Lab lab;
        const engine::Container web = test::container(u"web"_s);
        lab.containers.setContainers({web});
        const auto stream = lab.streamOf(web);
        const std::shared_ptr<void> watch = lab.hub.watch(web.id);
        QTRY_COMPARE(stream->readers(), 1);
        lab.hub.setVisible(false);
        QTRY_COMPARE(stream->readers(), 0);
        lab.hub.setVisible(true);
        QTRY_COMPARE(stream->readers(), 1);
        stream->push(dockerLine(1));
        QTRY_COMPARE(lab.cpuText(web), u"50 %"_s);
        lab.hub.setOnline(false);
        QTRY_COMPARE(stream->readers(), 0);
        QCOMPARE(lab.cpuText(web), QString());
    }

    void isBounded()
    {
        Lab lab;
        QList<engine::Container> many;
        QSet<QString> ids;
        for (int i = 0; i < 100; ++i) {
            many += test::container(u"c%1"_s.arg(i));
            ids += many.last().id;
        }
        lab.engine.hang("GET", "/containers/");
        lab.containers.setContainers(many);
        lab.hub.setVisibleRows(ids);
        QTRY_COMPARE(lab.hub.streamCount(), StatsHub::maxStreams);
        const engine::Container fresh = test::container(u"fresh"_s);
        lab.containers.updateContainers({fresh.id}, {fresh});
        const auto stream = lab.streamOf(fresh);
        lab.hub.setVisibleRows(ids + QSet<QString>{fresh.id}); // what came into view last goes first
        QTRY_COMPARE(stream->readers(), 1);
        QCOMPARE(lab.hub.streamCount(), StatsHub::maxStreams);
    }

    void aWatchMayOutliveTheHub()
    {
        std::shared_ptr<void> watch;
        {
            Lab lab;
            lab.containers.setContainers({test::container(u"web"_s)});
            watch = lab.hub.watch(test::container(u"web"_s).id);
            QCOMPARE(lab.hub.streamCount(), 1);
        }
        watch.reset();
    }
};

QTEST_GUILESS_MAIN(StatsHubTest)
#include "tst_stats_hub.moc"
