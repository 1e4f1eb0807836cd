// SPDX-License-Identifier: Apache-2.0
#include "engine-client/endpoint.h"
#include "tests/support/scripted_engine.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace engine;
using namespace Qt::StringLiterals;

namespace {
/// "source url", with " explicit" behind it, one a line; or the error.
QString listed(const Result<QList<Endpoint>> &endpoints)
{
    if (!endpoints)
        return u"error: "_s + endpoints.error().message;
    QString text;
    for (const Endpoint &endpoint : *endpoints)
        text += endpoint.source + u' ' + endpoint.url() + (endpoint.isExplicit ? u" explicit\n"_s : u"\n"_s);
    return text;
}
} // namespace

class TestEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void listsDefaults();
    void optionStandsAlone();
    void hostComesFirst();
    void hostIsNotListedTwice();
    void readsContexts_data();
    void readsContexts();
    void contextOfEnvironmentWins();
    void refusesTlsOfEnvironment();
    void brokenConfigurationIsNone();
    void choosesTheFirstThatAccepts();
    void choosesExplicitOnesUntried();

private:
    void writeConfig(const QByteArray &text);

    std::unique_ptr<QTemporaryDir> m_home;
    QProcessEnvironment m_environment;
};

/// A home of its own for each test, with the docker client's contexts in it.
void TestEndpoint::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_environment = QProcessEnvironment();
    m_environment.insert(u"HOME"_s, m_home->path());
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, m_home->filePath(u"run"_s));
}

void TestEndpoint::writeConfig(const QByteArray &text)
{
    const QDir source(QStringLiteral(LONGSHORE_SOURCE_DIR "/tests/fixtures/contexts/meta"));
    const QString meta = m_home->filePath(u".docker/contexts/meta/"_s);
    for (const QString &id : source.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QVERIFY(QDir().mkpath(meta + id));
        QVERIFY(QFile::copy(source.filePath(id + u"/meta.json"_s), meta + id + u"/meta.json"_s));
    }
    QFile file(m_home->filePath(u".docker/config.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

void TestEndpoint::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *text, const char *url, const char *shown) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(url) << QString::fromUtf8(shown);
    };
    row("unix:///var/run/docker.sock", "unix:///var/run/docker.sock", "local");
    row("/tmp/a b%20c.sock", "unix:///tmp/a b%20c.sock", "local");
    row(" UNIX:///x ", "unix:///x", "local");
    row("tcp://box", "tcp://box:2375", "box:2375");
    row("tcp://10.0.0.1:4243/", "tcp://10.0.0.1:4243", "10.0.0.1:4243");
    row("http://box:80", "tcp://box:80", "box:80");
    row("tcp://[::1]:2375", "tcp://[::1]:2375", "[::1]:2375");
}

void TestEndpoint::parses()
{
    QFETCH(const QString, text);
    const Result<Endpoint> endpoint = parseEndpoint(text, u"test"_s);
    QVERIFY(endpoint);
    QTEST(endpoint->url(), "url");
    QTEST(endpoint->displayHost(), "shown");
    QCOMPARE(endpoint->source, u"test"_s);
    QVERIFY(!endpoint->isExplicit);
}

void TestEndpoint::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const QString &text, const char *says) {
        QTest::newRow(qPrintable(text.left(30))) << text << QString::fromUtf8(says);
    };
    row(u""_s, "form unix:///path");
    row(u"box:2375"_s, "form unix:///path");
    row(u"unix://"_s, "must begin with /");
    row(u"unix://relative/x.sock"_s, "must begin with /");
    row(u"unix:///"_s + QString(200, u'x'), "too long");
    row(u"tcp://"_s, "not an address");
    row(u"tcp://box:99999"_s, "not an address");
    row(u"tcp://box:0"_s, "no valid port");
    row(u"tcp://box:2375/path"_s, "more than a host");
    row(u"tcp://user@box"_s, "more than a host");
    row(u"ssh://root@box"_s, "ssh are not supported");
    row(u"https://box"_s, "TLS connections are not supported");
    row(u"foo://bar"_s, "“foo” is no known kind");
}

void TestEndpoint::refuses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, says);
    const Result<Endpoint> endpoint = parseEndpoint(text, u"DOCKER_HOST"_s);
    QVERIFY(!endpoint);
    QCOMPARE(endpoint.error().kind, ErrorKind::InvalidArgument);
    QVERIFY2(endpoint.error().message.startsWith(u"DOCKER_HOST: "_s), qPrintable(endpoint.error().message));
    QVERIFY2(endpoint.error().message.contains(says), qPrintable(endpoint.error().message));
}

void TestEndpoint::listsDefaults()
{
    const QString home = m_home->path();
    QCOMPARE(listed(discoverEndpoints({}, m_environment)),
             u"default socket unix:///var/run/docker.sock\n"
             "rootless socket unix://%1/run/docker.sock\n"
             "Docker Desktop socket unix://%1/.docker/run/docker.sock\n"
             "Podman socket unix:///run/podman/podman.sock\n"
             "rootless Podman socket unix://%1/run/podman/podman.sock\n"_s.arg(home));
}

void TestEndpoint::optionStandsAlone()
{
    m_environment.insert(u"DOCKER_HOST"_s, u"tcp://box"_s);
    QCOMPARE(listed(discoverEndpoints(u"/x.sock"_s, m_environment)), u"--engine unix:///x.sock explicit\n"_s);
    QVERIFY(listed(discoverEndpoints(u"x.sock"_s, m_environment)).startsWith(u"error: --engine: "_s));
}

void TestEndpoint::hostComesFirst()
{
    writeConfig(R"({"currentContext":"sock"})");
    m_environment.insert(u"DOCKER_HOST"_s, u"tcp://box"_s);
    m_environment.insert(u"DOCKER_CONTEXT"_s, u"sock"_s);
    const QString text = listed(discoverEndpoints({}, m_environment));
    QVERIFY2(text.startsWith(u"DOCKER_HOST tcp://box:2375 explicit\ndefault socket unix:///var/run/docker.sock\n"_s),
             qPrintable(text));
    QVERIFY(!text.contains(u"docker context"_s));
}

void TestEndpoint::hostIsNotListedTwice()
{
    m_environment.insert(u"DOCKER_HOST"_s, u"unix:///var/run/docker.sock"_s);
    const QString text = listed(discoverEndpoints({}, m_environment));
    QVERIFY(text.startsWith(u"DOCKER_HOST unix:///var/run/docker.sock explicit\n"_s));
    QCOMPARE(text.count(u"unix:///var/run/docker.sock"_s), 1);
}

void TestEndpoint::readsContexts_data()
{
    QTest::addColumn<QString>("context");
    QTest::addColumn<QString>("first");
    const auto row = [](const char *name, const char *first) {
        QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(first);
    };
    row("sock", "docker context sock unix:///tmp/engine.sock explicit");
    row("default", "default socket unix:///var/run/docker.sock");
    row("", "default socket unix:///var/run/docker.sock");
    row("remote-ssh", "error: docker context remote-ssh: connections over ssh are not supported yet");
    row("insecure", "error: docker context insecure: TLS connections are not supported yet");
    row("tlsbox", "docker context tlsbox tcp://127.0.0.1:2376 explicit"); // its certificates are not in the fixture
    row("bad", "error: docker context bad: “foo” is no known kind of address; known are unix:// and tcp://");
    row("../nosuch", "error: docker context ../nosuch: there is no such context");
}

void TestEndpoint::readsContexts()
{
    QFETCH(const QString, context);
    writeConfig(R"({"auths":{},"currentContext":")" + context.toUtf8() + "\"}");
    QTEST(listed(discoverEndpoints({}, m_environment)).section(u'\n', 0, 0), "first");
}

void TestEndpoint::contextOfEnvironmentWins()
{
    writeConfig(R"({"currentContext":"bad"})");
    m_environment.insert(u"DOCKER_CONTEXT"_s, u"sock"_s);
    QVERIFY(listed(discoverEndpoints({}, m_environment))
                .startsWith(u"docker context sock unix:///tmp/engine.sock explicit\n"_s));
    m_environment.insert(u"DOCKER_CONTEXT"_s, u"default"_s);
    QVERIFY(listed(discoverEndpoints({}, m_environment)).startsWith(u"default socket "_s));
    m_environment.insert(u"DOCKER_CONTEXT"_s, u"sock"_s);
    m_environment.insert(u"DOCKER_CONFIG"_s, m_home->filePath(u"elsewhere"_s));
    QCOMPARE(listed(discoverEndpoints({}, m_environment)), u"error: docker context sock: there is no such context"_s);
}

void TestEndpoint::refusesTlsOfEnvironment()
{
    m_environment.insert(u"DOCKER_HOST"_s, u"tcp://box:2376"_s);
    m_environment.insert(u"DOCKER_TLS_VERIFY"_s, u"1"_s);
    QCOMPARE(listed(discoverEndpoints({}, m_environment)),
             u"error: DOCKER_HOST: TLS connections are not supported yet"_s);
    writeConfig(R"({"currentContext":"tlsbox"})");
    QVERIFY(
        QDir(m_home->path())
            .mkpath(u".docker/contexts/tls/01ccdde12d7e6eec90afa321f02624bd553002ea9f8a9333fbe0dbbd2e29086c/docker"_s));
    m_environment.remove(u"DOCKER_HOST"_s);
    QCOMPARE(listed(discoverEndpoints({}, m_environment)),
             u"error: docker context tlsbox: TLS connections are not supported yet"_s);
}

void TestEndpoint::brokenConfigurationIsNone()
{
    for (const char *text : {"", "{", "[]", "{\"currentContext\":7}"}) {
        QVERIFY(QDir(m_home->filePath(u".docker"_s)).removeRecursively());
        writeConfig(text);
        QVERIFY(listed(discoverEndpoints({}, m_environment)).startsWith(u"default socket "_s));
    }
}

void TestEndpoint::choosesTheFirstThatAccepts()
{
    test::ScriptedEngine dead;
    test::ScriptedEngine first;
    test::ScriptedEngine second;
    dead.stop();
    QList<Endpoint> candidates = {dead.endpoint(), first.endpoint(), second.endpoint()};
    Endpoint missing;
    missing.path = m_home->filePath(u"none.sock"_s);
    candidates.prepend(missing);
    for (Endpoint &candidate : candidates)
        candidate.isExplicit = false;
    QCOMPARE(chooseEndpoint(candidates).path, first.socketPath());
    first.stop();
    QCOMPARE(chooseEndpoint(candidates).path, second.socketPath());
    second.stop();
    QCOMPARE(chooseEndpoint(candidates).path, missing.path);
}

void TestEndpoint::choosesExplicitOnesUntried()
{
    test::ScriptedEngine engine;
    Endpoint tcp;
    tcp.kind = Endpoint::Kind::Tcp;
    tcp.host = u"box"_s;
    tcp.isExplicit = true;
    QCOMPARE(chooseEndpoint({tcp, engine.endpoint()}), tcp);
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
