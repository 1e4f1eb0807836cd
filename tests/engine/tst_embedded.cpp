// SPDX-License-Identifier: Apache-2.0
// The built-in engine with the real Podman: what a person does on it, and that nothing runs on when it ends.
#include "models/embedded_engine.h"
#include "tests/support/real_engine.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using models::EmbeddedEngine;

class TestEmbedded : public QObject
{
    Q_OBJECT
    EmbeddedEngine::Places m_places;

    bool docker(const QStringList &arguments, QString *output = nullptr) const
    {
        return test::runDocker(m_places.runtimeFolder + u"/podman.sock"_s, arguments, output);
    }
    bool start(EmbeddedEngine &engine)
    {
        QSignalSpy ready(&engine, &EmbeddedEngine::ready);
        QSignalSpy failed(&engine, &EmbeddedEngine::failed);
        engine.start();
        if (QTest::qWaitFor([&] { return !ready.isEmpty() || !failed.isEmpty(); }, 30'000) && failed.isEmpty())
            return true;
        QTest::qFail(failed.isEmpty() ? "no answer" : qPrintable(failed.at(0).at(0).toString()), __FILE__, __LINE__);
        return false;
    }
    bool stop(EmbeddedEngine &engine)
    {
        QSignalSpy stopped(&engine, &EmbeddedEngine::stopped);
        engine.stop();
        return stopped.wait(30'000);
    }
    /// Processes whose command line has `text`.
    static int processesWith(const QString &text)
    {
        QProcess pgrep;
        pgrep.start(u"pgrep"_s, {u"-fc"_s, text});
        pgrep.waitForFinished();
        return pgrep.readAll().trimmed().toInt();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_places = EmbeddedEngine::defaultPlaces(); // in the lab these lie in the lab's folder
        QVERIFY2(!m_places.program.isEmpty(), "podman is not installed; ./test installs it");
        QVERIFY(m_places.dataFolder.startsWith(test::RealEngine::labFolder()));
        QCOMPARE(m_places.runtimeFolder, u"/run/lab/longshore"_s);
        m_places.registryMirror = test::RealEngine::registry();
    }

    void doesTheMainJob()
    {
        EmbeddedEngine engine(m_places);
        QVERIFY(start(engine));
        QString output;
        QVERIFY2(docker({u"pull"_s, u"busybox"_s}, &output), qPrintable(output));
        QVERIFY2(docker({u"run"_s, u"-d"_s, u"--name"_s, u"web"_s, u"-p"_s, u"127.0.0.1:18080:80"_s, u"busybox"_s,
                         u"sh"_s, u"-c"_s, u"echo hello; umask; echo page > /www/index.html; httpd -f -h /www"_s},
                        &output),
                 qPrintable(output));
        QTRY_VERIFY2(docker({u"logs"_s, u"web"_s}, &output) && output == u"hello\n0022"_s, qPrintable(output));
        QProcess curl;
        QTRY_COMPARE(
            (curl.start(u"curl"_s, {u"-s"_s, u"http://127.0.0.1:18080/"_s}), curl.waitForFinished(), curl.readAll()),
            QByteArray("page\n"));
        QVERIFY2(docker({u"stop"_s, u"-t"_s, u"0"_s, u"web"_s}, &output), qPrintable(output));
        QVERIFY2(docker({u"rm"_s, u"web"_s}, &output), qPrintable(output));
        QVERIFY(stop(engine));
    }

    void stopsItsContainersAndKeepsThem()
    {
        EmbeddedEngine engine(m_places);
        QVERIFY(start(engine));
        QString output;
        QVERIFY2(docker({u"run"_s, u"-d"_s, u"--name"_s, u"polite"_s, u"busybox"_s, u"sh"_s, u"-c"_s,
                         u"trap 'echo bye; exit 3' TERM; while true; do sleep 0.1; done"_s},
                        &output),
                 qPrintable(output));
        QTRY_COMPARE(processesWith(u"sleep 0[.]1"_s) > 0, true);
        QVERIFY(stop(engine));
        QCOMPARE(processesWith(u"trap 'ech[o] bye"_s), 0);
        QCOMPARE(processesWith(u"[p]odman.*system service"_s), 0);

        QVERIFY(start(engine));
        QVERIFY2(docker({u"ps"_s, u"-a"_s, u"--format"_s, u"{{.Names}} {{.State}}"_s}, &output), qPrintable(output));
        QCOMPARE(output, u"polite exited"_s);
        QVERIFY2(docker({u"logs"_s, u"polite"_s}, &output), qPrintable(output));
        QCOMPARE(output, u"bye"_s);
        QVERIFY(docker({u"rm"_s, u"polite"_s}));
        QVERIFY(stop(engine));
    }

    /// A process that owns the service is killed as a crash would end it.
    void diesWithTheApp()
    {
        const pid_t app = ::fork();
        if (app == 0) {
            int argc = 0;
            const QCoreApplication application(argc, nullptr);
            EmbeddedEngine engine(m_places);
            engine.start();
            QCoreApplication::exec();
            ::_exit(0);
        }
        QTRY_VERIFY_WITH_TIMEOUT(docker({u"ps"_s}), 20'000);
        QVERIFY(processesWith(u"[p]odman.*system service"_s) > 0);
        QCOMPARE(::kill(app, SIGKILL), 0);
        ::waitpid(app, nullptr, 0);
        QTRY_COMPARE(processesWith(u"[p]odman.*system service"_s), 0);

        EmbeddedEngine next(m_places); // the socket that was left behind is no hindrance
        QVERIFY(start(next));
        QVERIFY(docker({u"ps"_s}));
        QVERIFY(stop(next));
    }
};

QTEST_GUILESS_MAIN(TestEmbedded)
#include "tst_embedded.moc"
