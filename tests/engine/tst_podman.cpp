// SPDX-License-Identifier: Apache-2.0
// The main job over Podman's Docker API, on the built-in engine: what Podman answers differently must make no difference.
#include "engine-client/engine_client.h"
#include "models/actions.h"
#include "models/containers_model.h"
#include "models/embedded_engine.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "tests/support/await.h"
#include "tests/support/real_engine.h"

#include <QSignalSpy>

#include <memory>

using namespace Qt::StringLiterals;
using engine::ErrorKind;
using models::EmbeddedEngine;
using test::await;

class TestPodman : public QObject
{
    Q_OBJECT
    std::unique_ptr<EmbeddedEngine> m_engine;
    std::unique_ptr<engine::EngineClient> m_client;
    QObject m_context;

    engine::ContainersApi &containers() { return m_client->containers(); }
    engine::Result<engine::CreatedContainer> create(const engine::ContainerSpec &spec)
    {
        return await<engine::CreatedContainer>(
            [&](auto *context, auto reply) { return containers().create(spec, context, reply); });
    }
    QString docker(const QStringList &arguments) const
    {
        QString output;
        if (!test::runDocker(m_engine->endpoint().path, arguments, &output))
            QTest::qFail(qPrintable(output), __FILE__, __LINE__);
        return output;
    }
    engine::Result<void> pull(const QString &reference)
    {
        std::optional<engine::Result<void>> end;
        const auto handle = m_client->images().pull(reference, {}, &m_context,
                                                    {{}, [&end](const engine::Result<void> &result) { end = result; }});
        if (!QTest::qWaitFor([&end] { return end.has_value(); }, 60'000))
            return tl::unexpected(engine::EngineError{ErrorKind::Timeout, 0, u"the pull does not end"_s});
        return *end;
    }

private Q_SLOTS:
    void initTestCase()
    {
        EmbeddedEngine::Places places = EmbeddedEngine::defaultPlaces();
        places.registryMirror = test::RealEngine::registry();
        m_engine = std::make_unique<EmbeddedEngine>(places);
        QSignalSpy ready(m_engine.get(), &EmbeddedEngine::ready);
        QSignalSpy failed(m_engine.get(), &EmbeddedEngine::failed);
        m_engine->start();
        QTRY_VERIFY_WITH_TIMEOUT(!ready.isEmpty() || !failed.isEmpty(), 30'000);
        QVERIFY2(failed.isEmpty(), failed.isEmpty() ? "" : qPrintable(failed.at(0).at(0).toString()));
        m_client = std::make_unique<engine::EngineClient>(m_engine->endpoint());
    }
    void cleanupTestCase()
    {
        m_client.reset();
        QSignalSpy stopped(m_engine.get(), &EmbeddedEngine::stopped);
        m_engine->stop();
        QVERIFY(stopped.wait(30'000));
    }
    void cleanup()
    {
        const QString ids = docker({u"ps"_s, u"-aq"_s});
        if (!ids.isEmpty())
            docker(QStringList{u"rm"_s, u"-fv"_s} + ids.split(u'\n'));
    }

    void saysThatItIsPodman()
    {
        const auto ping =
            await<engine::PingInfo>([&](auto *context, auto reply) { return m_client->system().ping(context, reply); });
        VERIFY_RESULT(ping);
        QVERIFY(ping->isPodman());
        const auto version = await<engine::VersionInfo>(
            [&](auto *context, auto reply) { return m_client->system().version(context, reply); });
        VERIFY_RESULT(version);
        QCOMPARE(version->name, u"Podman"_s);
        const QString format = u"{{.Server.Version}}"_s;
        QCOMPARE(version->version, docker({u"version"_s, u"--format"_s, format}));
    }

    void pullsAndRefuses()
    {
        VERIFY_RESULT(pull(u"busybox"_s));
        const auto list = await<QList<engine::Image>>(
            [&](auto *context, auto reply) { return m_client->images().list(context, reply); });
        VERIFY_RESULT(list);
        QCOMPARE(list->size(), 1);
        QVERIFY2(list->first().tags.first().endsWith(u"library/busybox:latest"_s),
                 qPrintable(list->first().tags.first()));
        // 200 and an error inside the stream
        const auto unknown = pull(test::RealEngine::registry() + u"/library/nosuch"_s);
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
    }

    void runsAContainerThroughItsLife()
    {
        engine::ContainerSpec spec;
        spec.name = u"web"_s;
        spec.image = u"busybox"_s;
        spec.command = {u"sh"_s, u"-c"_s, u"echo one; echo two >&2; sleep 1000"_s};
        spec.ports = {{u"127.0.0.1"_s, u"18080"_s, u"80"_s, u"tcp"_s}};
        const auto created = create(spec);
        VERIFY_RESULT(created);
        const QString id = created->id;
        const auto act = [&](auto &&call) {
            const engine::Result<void> result = await<void>(call);
            return result ? docker({u"inspect"_s, u"--format"_s, u"{{.State.Status}}"_s, id}) : result.error().message;
        };
        auto &api = containers();
        QCOMPARE(act([&](auto *context, auto reply) { return api.start(id, context, reply); }), u"running"_s);
        QCOMPARE(act([&](auto *context, auto reply) { return api.pause(id, context, reply); }), u"paused"_s);
        QCOMPARE(act([&](auto *context, auto reply) { return api.unpause(id, context, reply); }), u"running"_s);

        QStringList lines;
        const auto following =
            api.logs(id, {}, &m_context,
                     {[&lines](const engine::LogBatch &batch) {
                          for (const engine::LogLine &line : batch.lines)
                              lines.append(QString::number(int(line.stream)) + u' ' +
                                           QString::fromUtf8(batch.bytes.mid(line.offset, line.length)));
                      },
                      {}});
        QTRY_COMPARE(lines.size(), 2);
        lines.sort();
        QCOMPARE(lines, QStringList({u"1 one"_s, u"2 two"_s}));

        const auto top =
            await<engine::ProcessList>([&](auto *context, auto reply) { return api.top(id, {}, context, reply); });
        VERIFY_RESULT(top);
        QVERIFY(!top->rows.isEmpty());
        QCOMPARE(act([&](auto *context, auto reply) { return api.stop(id, 0, context, reply); }), u"exited"_s);
        QCOMPARE(act([&](auto *context, auto reply) { return api.stop(id, 0, context, reply); }), u"exited"_s);
        VERIFY_RESULT(await<void>([&](auto *context, auto reply) { return api.remove(id, {}, context, reply); }));
        QCOMPARE(docker({u"ps"_s, u"-aq"_s}), QString());
    }

    /// Podman 4 kills at once when it is told no time.
    void stopsPolitely()
    {
        docker({u"run"_s, u"-d"_s, u"--name"_s, u"polite"_s, u"busybox"_s, u"sh"_s, u"-c"_s,
                u"trap 'echo bye; exit 3' TERM; echo ready; while true; do sleep 0.1; done"_s});
        QTRY_COMPARE(docker({u"logs"_s, u"polite"_s}), u"ready"_s);
        models::EngineSession session(m_engine->endpoint());
        session.start();
        QTRY_VERIFY(session.isPodman());
        QTRY_VERIFY(session.containers().totalCount() == 1);
        models::JobsModel jobs;
        models::Actions actions(session, jobs);
        engine::Container polite;
        polite.id = docker({u"inspect"_s, u"--format"_s, u"{{.Id}}"_s, u"polite"_s});
        polite.name = u"polite"_s;
        models::Job *job = actions.simple(models::Actions::Simple::Stop, {polite});
        QTRY_COMPARE_WITH_TIMEOUT(job->state(), models::Job::State::Succeeded, 20'000);
        QCOMPARE(docker({u"inspect"_s, u"--format"_s, u"{{.State.ExitCode}}"_s, u"polite"_s}), u"3"_s);
    }

    void takesSamples()
    {
        docker(
            {u"run"_s, u"-d"_s, u"--name"_s, u"busy"_s, u"busybox"_s, u"sh"_s, u"-c"_s, u"while true; do :; done"_s});
        QList<engine::StatsSample> samples;
        const auto stream = containers().stats(
            u"busy"_s, &m_context, {[&samples](const engine::StatsSample &sample) { samples.append(sample); }, {}});
        QTRY_VERIFY_WITH_TIMEOUT(samples.size() >= 2, 20'000);
        QVERIFY(samples.last().cpuTotalNs > samples.first().cpuTotalNs);
        QVERIFY(samples.last().memoryBytes > 0);
    }

    void reportsEvents()
    {
        QStringList actions;
        bool answered = false;
        const auto stream = m_client->system().events(0, &m_context,
                                                      {[&](const QList<engine::Event> &batch) {
                                                           answered = true;
                                                           for (const engine::Event &event : batch) {
                                                               if (event.type == u"container"_s)
                                                                   actions.append(event.action);
                                                           }
                                                       },
                                                       {}});
        QTRY_VERIFY(answered);
        docker({u"run"_s, u"--name"_s, u"short"_s, u"busybox"_s, u"true"_s});
        for (const QString &action : {u"create"_s, u"start"_s, u"die"_s})
            QTRY_VERIFY2(actions.contains(action), qPrintable(action + u" is not among "_s + actions.join(u' ')));
    }

    void explainsConflicts()
    {
        engine::ContainerSpec spec;
        spec.name = u"web"_s;
        spec.image = u"busybox"_s;
        VERIFY_RESULT(create(spec));
        const auto again = create(spec); // 500 here, 409 from Docker
        QVERIFY(!again);
        QVERIFY2(again.error().message.contains(u"that name is already in use"_s), qPrintable(again.error().message));
        spec.name = u"absent"_s;
        spec.image = u"nosuch:1"_s;
        const auto imageless = create(spec);
        QVERIFY(!imageless);
        QCOMPARE(imageless.error().kind, ErrorKind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestPodman)
#include "tst_podman.moc"
