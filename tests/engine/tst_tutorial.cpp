// SPDX-License-Identifier: Apache-2.0
// The whole app on a real Docker Engine, worked by clicks and keys; what came of it is asked of the engine.
#include "app/longshore.h"
#include "app/pilot.h"
#include "models/embedded_engine.h"
#include "models/engine_session.h"
#include "tests/support/real_engine.h"
#include "tests/support/scripted_engine.h"
#include "tests/support/slow_proxy.h"
#include "tests/support/web_status.h"
#include "ui/engine_banner.h"
#include "ui/main_window.h"
#include "ui/open_link.h"
#include "ui/theme.h"

#include <QApplication>
#include <QPushButton>
#include <QRegularExpression>
#include <QTest>
#include <QUrlQuery>

#include <memory>
#include <unistd.h>

using namespace Qt::StringLiterals;
using test::webStatus;

namespace {

QUrl &opened()
{
    static QUrl link;
    return link;
}

/// What is done once it can be done (QTRY_VERIFY would do it twice).
template<class Act>
bool eventually(const Act &act)
{
    return QTest::qWaitFor(act, 10'000);
}

/// An engine that nobody has named.
engine::Endpoint found(const test::ScriptedEngine &engine)
{
    engine::Endpoint endpoint = engine.endpoint();
    endpoint.isExplicit = false;
    return endpoint;
}

} // namespace

class TestTutorial : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<app::Longshore> m_app;
    std::unique_ptr<app::Pilot> m_pilot;

    [[nodiscard]] QString inspected(const QString &name, const QString &format) const
    {
        QString output;
        m_engine.tryDocker({u"inspect"_s, u"--format"_s, format, name}, &output);
        return output;
    }
    [[nodiscard]] bool isConnected() const { return m_pilot->says(u", Connected"_s); }
    [[nodiscard]] QString row(const QString &name) const { return m_pilot->row(u"Containers"_s, name); }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void fromPullToRemove();
    void showsWhatOthersDo();
    void explainsAnEngineThatRefusesThisUser();
    void staysWithTheEngineThatComesUp();
    void survivesAnEngineKilledMidPull();
    void survivesAnEngineKilledMidLog();
};

void TestTutorial::initTestCase()
{
    ui::applyTheme(*qApp);
    QVERIFY(m_engine.start());
    m_engine.docker({u"pull"_s, u"-q"_s, u"busybox"_s});
}

void TestTutorial::init()
{
    m_app = std::make_unique<app::Longshore>(QList<engine::Endpoint>{m_engine.endpoint()});
    m_app->showWindow();
    m_app->window().resize(1600, 1000); // wide enough for every button, whatever the font
    m_pilot = std::make_unique<app::Pilot>(m_app->window());
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 20'000);
}

void TestTutorial::cleanup()
{
    m_app->closeWindow();
    m_pilot.reset();
    m_app.reset();
    QVERIFY(m_engine.setMirror(test::RealEngine::registry()));
    QString ids;
    QVERIFY(m_engine.tryDocker({u"ps"_s, u"-aq"_s}, &ids));
    if (!ids.isEmpty())
        m_engine.docker(QStringList{u"rm"_s, u"-fv"_s} + ids.split(u'\n'));
}

void TestTutorial::fromPullToRemove()
{
    const QString image = u"dwhitena/minimal-jupyter"_s;
    QVERIFY(eventually([&] { return m_pilot->press(u"Images"_s); }));
    QVERIFY(eventually([&] { return m_pilot->press(u"Pull…"_s); }));
    QVERIFY(eventually([&] { return m_pilot->type(u"Image"_s, image); }));
    QVERIFY(eventually([&] { return m_pilot->press(u"Pull"_s); }));
    QTRY_VERIFY_WITH_TIMEOUT(m_pilot->offers(u"Run…"_s), 120'000);
    QVERIFY(inspected(image, u"{{.Id}}"_s).startsWith(u"sha256:"_s));

    QVERIFY(m_pilot->press(u"Run…"_s));
    QVERIFY(eventually([&] { return m_pilot->type(u"Name"_s, u"notebook"_s); }));
    QTRY_VERIFY(m_pilot->text(u"Docker command"_s).contains(u"127.0.0.1:8888:8888"_s));
    QVERIFY(m_pilot->press(u"Run"_s));
    QTRY_VERIFY_WITH_TIMEOUT(row(u"notebook"_s).contains(u"Up"_s), 60'000);
    QCOMPARE(inspected(u"notebook"_s, u"{{.State.Running}} {{.Config.Image}} {{json .HostConfig.PortBindings}}"_s),
             u"true %1:latest {\"8888/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8888\"}]}"_s.arg(image));

    QTRY_VERIFY_WITH_TIMEOUT(m_pilot->text(u"Log"_s).contains(u"?token="_s), 60'000);
    const QString log = m_engine.docker({u"logs"_s, u"notebook"_s});
    const QString token = QRegularExpression(u"token=([0-9a-f]+)"_s).match(log).captured(1);
    QVERIFY(!token.isEmpty());
    QVERIFY(m_pilot->text(u"Log"_s).contains(token));

    opened().clear();
    ui::setLinkOpener([](const QUrl &url) { opened() = url; });
    // Until the row knows what the log shows, the port alone is opened.
    QTRY_VERIFY_WITH_TIMEOUT((m_pilot->press(u"Open in browser"_s), QUrlQuery(opened()).hasQueryItem(u"token"_s)),
                             60'000);
    ui::setLinkOpener(nullptr);
    QCOMPARE(opened().adjusted(QUrl::RemoveQuery).toString(), u"http://127.0.0.1:8888/"_s);
    QCOMPARE(QUrlQuery(opened()).queryItemValue(u"token"_s), token);
    QUrl status = opened();
    status.setPath(u"/api/status"_s);
    QCOMPARE(webStatus(status), QByteArray("200"));
    status.setQuery(QString());
    QCOMPARE(webStatus(status), QByteArray("403")); // it was the token that opened it

    QVERIFY(m_pilot->press(u"Stop"_s));
    QTRY_COMPARE_WITH_TIMEOUT(inspected(u"notebook"_s, u"{{.State.Status}} {{.State.ExitCode}}"_s), u"exited 0"_s,
                              20'000);
    QTRY_VERIFY(row(u"notebook"_s).contains(u"Exited (0)"_s));
    QVERIFY(eventually([&] { return m_pilot->press(u"Remove…"_s); }));
    QTRY_VERIFY_WITH_TIMEOUT(m_pilot->offers(u"Remove"_s), 30'000);
    QVERIFY(m_pilot->press(u"Remove"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_engine.docker({u"ps"_s, u"-aq"_s}), QString(), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(row(u"notebook"_s).isEmpty(), 30'000);
    QVERIFY(inspected(image, u"{{.Id}}"_s).startsWith(u"sha256:"_s)); // the image stays
}

void TestTutorial::showsWhatOthersDo()
{
    QVERIFY(m_pilot->press(u"Containers"_s));
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"other"_s, u"busybox"_s, u"sleep"_s, u"1000"_s});
    QTRY_VERIFY(row(u"other"_s).contains(u"Up"_s));
    m_engine.docker({u"pause"_s, u"other"_s});
    QTRY_VERIFY2(row(u"other"_s).contains(u"Paused"_s), qPrintable(row(u"other"_s)));
    m_engine.docker({u"rename"_s, u"other"_s, u"another"_s});
    QTRY_VERIFY(!row(u"another"_s).isEmpty());
    m_engine.docker({u"rm"_s, u"-f"_s, u"another"_s});
    QTRY_VERIFY(row(u"another"_s).isEmpty());
}

/// Rather than going on with an engine of its own, where nothing of what this user expects is to be seen.
void TestTutorial::explainsAnEngineThatRefusesThisUser()
{
    const test::ScriptedEngine refusing;
    QVERIFY(QFile::setPermissions(refusing.socketPath(), {}));
    const uid_t self = ::geteuid();
    constexpr uid_t nobody = 65534;
    QVERIFY(self != 0 || ::seteuid(nobody) == 0); // root may open every socket, so it plays somebody else
    const auto restore = qScopeGuard([self] { QCOMPARE(::seteuid(self), 0); });
    app::Longshore longshore({found(refusing)});
    longshore.showWindow();
    const auto *banner = longshore.window().findChild<ui::EngineBanner *>();
    const auto offers = [banner](const QString &text) {
        const auto buttons = banner->findChildren<QPushButton *>();
        return std::any_of(buttons.cbegin(), buttons.cend(), [&text](const QPushButton *button) {
            return button->isVisible() && button->text() == text;
        });
    };
    QTRY_VERIFY(offers(u"Use the built-in engine"_s));
    QVERIFY(offers(u"Retry"_s));
    QVERIFY(banner->accessibleName().startsWith(u"Can't reach Docker at "_s + refusing.socketPath()));
}

/// Nobody is there, so the built-in engine is started; before it is up, the one that was looked for is.
void TestTutorial::staysWithTheEngineThatComesUp()
{
    test::ScriptedEngine late;
    late.stop();
    app::Longshore longshore({found(late)});
    longshore.showWindow();
    const QString builtIn = models::EmbeddedEngine::defaultPlaces().runtimeFolder + u"/podman.sock"_s;
    QTRY_COMPARE(longshore.session().state(), models::ConnectionState::NotReachable);
    late.start();
    QTRY_COMPARE(longshore.session().state(), models::ConnectionState::Connected);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(builtIn), 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(builtIn), 20'000);
    QCOMPARE(longshore.session().state(), models::ConnectionState::Connected);
    QCOMPARE(longshore.session().endpoint(), found(late));
}

void TestTutorial::survivesAnEngineKilledMidPull()
{
    const test::SlowProxy slow(test::RealEngine::registry(), 2'000'000);
    QVERIFY(m_engine.setMirror(slow.address()));
    QVERIFY(eventually([&] { return m_pilot->press(u"Images"_s); }));
    QVERIFY(eventually([&] { return m_pilot->press(u"Pull…"_s); }));
    QVERIFY(eventually([&] { return m_pilot->type(u"Image"_s, u"ubuntu"_s); }));
    QVERIFY(eventually([&] { return m_pilot->press(u"Pull"_s); }));
    QTRY_VERIFY_WITH_TIMEOUT(!m_pilot->row(u"Layers"_s, u"Downloading"_s).isEmpty(), 30'000);
    QVERIFY(m_engine.kill());
    QTRY_VERIFY(m_pilot->offers(u"Retry"_s)); // the pull says that it has failed
    QTRY_VERIFY(!isConnected());
    QVERIFY(m_engine.start());
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 40'000);
    QVERIFY(m_engine.setMirror(test::RealEngine::registry()));
    QVERIFY(m_pilot->press(u"Retry"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_pilot->offers(u"Run…"_s), 60'000);
    QVERIFY(inspected(u"ubuntu"_s, u"{{.Id}}"_s).startsWith(u"sha256:"_s));
}

void TestTutorial::survivesAnEngineKilledMidLog()
{
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"talker"_s, u"busybox"_s, u"sh"_s, u"-c"_s,
                     u"trap 'exit 0' TERM; i=0; while true; do echo line $i; i=$((i+1)); sleep 1; done"_s});
    // One line a second: what the log tells an accessibility tool is what is in view, and both runs have to fit into it.
    QVERIFY(m_pilot->press(u"Containers"_s));
    QVERIFY(eventually([&] { return m_pilot->selectRow(u"Containers"_s, u"talker"_s); }));
    QVERIFY(eventually([&] { return m_pilot->press(u"View logs"_s); }));
    QTRY_VERIFY_WITH_TIMEOUT(m_pilot->text(u"Log"_s).contains(u"line 3\n"_s), 20'000);
    QVERIFY(m_engine.kill());
    QTRY_VERIFY(!isConnected());
    QVERIFY(m_engine.start());
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 40'000);
    // This engine ends what ran under the one that died: nothing may go on looking alive.
    QTRY_VERIFY2_WITH_TIMEOUT(row(u"talker"_s).contains(u"Exited"_s), qPrintable(row(u"talker"_s)), 20'000);
    m_engine.docker({u"start"_s, u"talker"_s});
    QTRY_VERIFY(row(u"talker"_s).contains(u"Up"_s));
    // The log goes on: the second run's lines follow the first's, none twice.
    QTRY_VERIFY_WITH_TIMEOUT(m_pilot->text(u"Log"_s).count(u"line 1\n"_s) == 2, 20'000);
    QVERIFY2(m_pilot->text(u"Log"_s).count(u"line 0\n"_s) == 2, qPrintable(m_pilot->text(u"Log"_s)));
}

QTEST_MAIN(TestTutorial)
#include "tst_tutorial.moc"
