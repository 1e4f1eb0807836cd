// SPDX-License-Identifier: Apache-2.0
// The built-in engine's life as a child process, with this executable in the place of podman (see standIn), and the
// configuration that is written for each kind of machine.
#include "models/embedded_engine.h"
#include "models/embedded_engine_config.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using models::EmbeddedEngine;

namespace {

/// What podman is to the built-in engine: `… system service … unix://SOCKET` listens until it is ended, `… stop --all …` ends
/// at once. Both leave their arguments beside the storage.
int standIn(const QStringList &arguments)
{
    QFile told(arguments.at(arguments.indexOf(u"--root"_s) + 1) + u".told"_s);
    if (told.open(QIODevice::Append))
        told.write(arguments.join(u' ').toUtf8() + ' ' + qgetenv("CONTAINERS_CONF") + '\n');
    told.close();
    if (arguments.contains(u"stop"_s))
        return 0;
    if (qEnvironmentVariableIsSet("STAND_IN_FAILS")) {
        std::fputs("Error: no such luck\n", stderr);
        return 125;
    }
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const QByteArray path = arguments.last().mid(7).toLocal8Bit();
    std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (::bind(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 || ::listen(socket, 8) != 0)
        return 1;
    if (qEnvironmentVariableIsSet("STAND_IN_DEAF"))
        std::signal(SIGTERM, SIG_IGN);
    for (;;)
        ::pause();
}

} // namespace

class TestEmbeddedEngine : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;

    EmbeddedEngine::Places places(const QString &program = QCoreApplication::applicationFilePath()) const
    {
        return {program, m_dir.path() + u"/run"_s, m_dir.path() + u"/data"_s, u"127.0.0.1:5000"_s};
    }
    QString told() const
    {
        QFile file(m_dir.path() + u"/data/storage.told"_s);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

private Q_SLOTS:
    void init()
    {
        if (models::lookAtMachine().runtime.isEmpty() || !models::lookAtMachine().subordinateIds)
            QSKIP("this machine has no container runtime");
        QFile::remove(m_dir.path() + u"/data/storage.told"_s);
        qunsetenv("STAND_IN_FAILS");
        qunsetenv("STAND_IN_DEAF");
    }

    void startsServesAndEnds()
    {
        EmbeddedEngine engine(places());
        QSignalSpy ready(&engine, &EmbeddedEngine::ready);
        QSignalSpy stopped(&engine, &EmbeddedEngine::stopped);
        engine.start();
        QVERIFY(ready.wait());
        const auto endpoint = ready.at(0).at(0).value<engine::Endpoint>();
        QCOMPARE(endpoint.path, m_dir.path() + u"/run/podman.sock"_s);
        QCOMPARE(endpoint.source, u"built-in engine (Podman)"_s);
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
        QVERIFY(!(QFile::permissions(endpoint.path) & others));
        QVERIFY(!(QFile::permissions(m_dir.path() + u"/run"_s) & others));
        QVERIFY(told().contains(u"--runroot "_s + m_dir.path() + u"/run/run "_s));
        QVERIFY(told().contains(m_dir.path() + u"/run/containers.conf\n"_s));
        QVERIFY(QFileInfo::exists(m_dir.path() + u"/run/registries.conf"_s));

        engine.stop();
        QVERIFY(stopped.wait());
        QVERIFY(told().contains(u" stop --all --time 10"_s));
        QVERIFY(!QFileInfo::exists(endpoint.path));
        QVERIFY(!engine.isActive());
    }

    void joinsTheServiceOfAnotherInstance()
    {
        EmbeddedEngine first(places());
        QSignalSpy firstReady(&first, &EmbeddedEngine::ready);
        first.start();
        QVERIFY(firstReady.wait());

        EmbeddedEngine second(places());
        QSignalSpy secondReady(&second, &EmbeddedEngine::ready);
        QSignalSpy secondStopped(&second, &EmbeddedEngine::stopped);
        second.start();
        QVERIFY(secondReady.wait());
        QCOMPARE(told().count(u'\n'), 1); // one service
        second.stop();
        QVERIFY(secondStopped.wait());
        QVERIFY(QFileInfo::exists(first.endpoint().path));
        QVERIFY(!told().contains(u" stop "_s));
    }

    void tellsWhatPodmanSaidWhenItEnds()
    {
        qputenv("STAND_IN_FAILS", "1");
        EmbeddedEngine engine(places());
        QSignalSpy failed(&engine, &EmbeddedEngine::failed);
        engine.start();
        QVERIFY(failed.wait());
        QCOMPARE(failed.at(0).at(0).toString(),
                 u"Podman ended while it was starting. What it said: Error: no such luck"_s);
        QVERIFY(!engine.isActive());
    }

    void hasAPlaceOfItsOwn()
    {
        const engine::Endpoint endpoint = EmbeddedEngine::defaultEndpoint();
        QCOMPARE(endpoint.url(), EmbeddedEngine().endpoint().url());
        QVERIFY(!endpoint.isExplicit); // it is started where nothing answers yet
    }

    void saysWhatToInstall()
    {
        EmbeddedEngine engine(places(QString()));
        QSignalSpy failed(&engine, &EmbeddedEngine::failed);
        engine.start();
        QVERIFY(failed.wait());
        QCOMPARE(failed.at(0).at(0).toString(),
                 u"No engine answers, and Podman is not installed. Install it: sudo apt install podman runc"_s);
    }

    void namesAProgramThatCantBeStarted()
    {
        EmbeddedEngine engine(places(u"/nonexistent/podman"_s));
        QSignalSpy failed(&engine, &EmbeddedEngine::failed);
        engine.start();
        QVERIFY(failed.wait());
        QVERIFY(failed.at(0).at(0).toString().startsWith(u"/nonexistent/podman can't be started"_s));
    }

    void killsAServiceThatWillNotEnd()
    {
        qputenv("STAND_IN_DEAF", "1");
        EmbeddedEngine engine(places());
        QSignalSpy ready(&engine, &EmbeddedEngine::ready);
        QSignalSpy stopped(&engine, &EmbeddedEngine::stopped);
        engine.start();
        QVERIFY(ready.wait());
        engine.stop();
        QVERIFY(stopped.wait(20'000));
    }

    void configuresForTheMachine()
    {
        models::MachineFacts old;
        old.cgroupsV2 = false;
        old.systemd = false;
        old.runtime = u"runc"_s;
        old.maxOpenFiles = 20'000;
        old.maxProcesses = ~quint64(0);
        QCOMPARE(models::containersConf(old),
                 QByteArray("# Written by Longshore at each start of its built-in engine.\n"
                            "[containers]\n"
                            "default_ulimits = [\"nofile=20000:20000\", \"nproc=1048576:1048576\"]\n"
                            "log_driver = \"k8s-file\"\n\n"
                            "[engine]\n"
                            "cgroup_manager = \"cgroupfs\"\n"
                            "events_logger = \"file\"\n"
                            "runtime = \"runc\"\n"));
        models::MachineFacts usual;
        usual.runtime = u"crun"_s;
        usual.maxOpenFiles = 1'048'576;
        usual.maxProcesses = 90'000;
        usual.iptablesOnly = true;
        const QByteArray text = models::containersConf(usual);
        QVERIFY(text.contains("\"nofile=65536:65536\", \"nproc=90000:90000\""));
        QVERIFY(text.contains("cgroup_manager = \"systemd\""));
        QVERIFY(text.contains("[network]\nfirewall_driver = \"iptables\""));
    }

    void namesWhatIsInTheWay()
    {
        models::MachineFacts facts;
        QVERIFY(models::obstacle(facts).contains(u"sudo apt install runc"_s));
        facts.runtime = u"runc"_s;
        QCOMPARE(models::obstacle(facts), QString());
        facts.subordinateIds = false;
        facts.user = u"ann"_s;
        QVERIFY(models::obstacle(facts).contains(u"--add-subgids 100000-165535 ann"_s));
    }
};

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (application.arguments().contains(u"--root"_s))
        return standIn(application.arguments().mid(1));
    TestEmbeddedEngine test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_embedded_engine.moc"
