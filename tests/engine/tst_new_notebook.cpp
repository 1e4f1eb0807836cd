// SPDX-License-Identifier: Apache-2.0
// Notebooks from a click to an open page, on a real Docker Engine with a real Jupyter server, worked through the widgets.
#include "app/longshore.h"
#include "app/pilot.h"
#include "tests/support/real_engine.h"
#include "tests/support/web_status.h"
#include "ui/main_window.h"
#include "ui/new_notebook_dialog.h"
#include "ui/open_link.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QTcpServer>
#include <QTest>
#include <QUrlQuery>

#include <memory>
#include <unistd.h>

using namespace Qt::StringLiterals;
using test::webStatus;

namespace {

constexpr int launchLimitMs = 120'000;

QUrl &opened()
{
    static QUrl link;
    return link;
}

template<class Act>
bool eventually(const Act &act)
{
    return QTest::qWaitFor(act, 10'000);
}

/// The status that a browser would get, redirects followed, whoever signed the certificate.
} // namespace

class TestNewNotebook : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<app::Longshore> m_app;
    std::unique_ptr<app::Pilot> m_pilot;
    QString m_folder;

    [[nodiscard]] QString inspected(const QString &format) const
    {
        return m_engine.docker({u"inspect"_s, u"--format"_s, format, u"nb"_s});
    }
    [[nodiscard]] ui::NewNotebookDialog *dialog() const { return m_app->window().findChild<ui::NewNotebookDialog *>(); }
    /// A kind of one's own for the lab's image, whose server is started with `arguments` further ones.
    static void writePreset(const QByteArray &title, const QByteArray &fields, const QByteArray &arguments = {});
    [[nodiscard]] bool choose(const QString &kind) const;
    [[nodiscard]] bool launch() const;
    [[nodiscard]] bool openIt() const;
    [[nodiscard]] QByteArray statusOf(const QString &path, bool withToken) const;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void opensWithItsToken();
    void opensUnderABasePath();
    void opensOverHttps();
    void opensOnAnotherPortInside();
    void opensAnyImage();
    void takesAnotherPortAtTheLastMoment();
    void saysThatTheFolderIsReadOnly();
    void savesInAForeignFolder();
    void saysWhyItEndedAndClearsUp();
};

void TestNewNotebook::writePreset(const QByteArray &title, const QByteArray &fields, const QByteArray &arguments)
{
    const QString folder = QDir::homePath() + u"/.config/longshore/presets"_s;
    QDir().mkpath(folder);
    QByteArray id = title.toLower();
    id.replace(' ', '-');
    QFile file(folder + u'/' + QString::fromUtf8(id) + u".json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray json = "{\"id\": \"" + id + "\", \"title\": \"" + title + "\", \"folder\": \"/notebooks/work\", " +
                      fields + ", \"secret\": {\"kind\": \"token\", \"variable\": \"JUPYTER_TOKEN\"}";
    if (!arguments.isEmpty())
        json += ", \"arguments\": [\"jupyter\", \"notebook\", \"--ip=0.0.0.0\", \"--no-browser\", \"--allow-root\", " +
                arguments + "]";
    QVERIFY(file.write(json + "}\n") > 0);
}

void TestNewNotebook::initTestCase()
{
    ui::applyTheme(*qApp);
    ui::setLinkOpener([](const QUrl &url) { opened() = url; });
    QVERIFY(m_engine.start());
    m_engine.docker({u"pull"_s, u"-q"_s, u"dwhitena/minimal-jupyter"_s});
    // The same as somebody who is not root, as the images of Jupyter are.
    m_engine.docker({u"create"_s, u"--name"_s, u"base"_s, u"dwhitena/minimal-jupyter"_s});
    m_engine.docker(
        {u"commit"_s, u"-c"_s, u"USER 1000:100"_s, u"-c"_s, u"ENV HOME=/tmp"_s, u"base"_s, u"lab/jovyan:latest"_s});
    m_engine.docker({u"rm"_s, u"base"_s});
    const QByteArray image =
        "\"image\": \"dwhitena/minimal-jupyter\", \"user\": {\"name\": \"root\", \"uid\": 0, \"gid\": 0}, ";
    const QByteArray ready = "\"probe\": {\"path\": \"api\"}";
    writePreset("Lab plain", image + "\"ports\": [{\"port\": 8888, " + ready + "}], \"open\": \"tree\"");
    writePreset("Lab base",
                image + "\"ports\": [{\"port\": 8888, " + ready + "}], \"base\": \"/team/\", \"open\": \"tree\"",
                "\"--port=8888\", \"--NotebookApp.base_url=/team/\"");
    writePreset("Lab https",
                image + "\"ports\": [{\"port\": 8888, \"https\": true, " + ready + "}], \"open\": \"tree\"",
                "\"--port=8888\", \"--certfile=/notebooks/work/cert.pem\"");
    writePreset("Lab inside", image + "\"ports\": [{\"port\": 9999, " + ready + "}], \"open\": \"tree\"",
                "\"--port=9999\"");
    writePreset("Lab jovyan",
                "\"image\": \"lab/jovyan\", \"user\": {\"name\": \"jovyan\", \"uid\": 1000, \"gid\": 100}, \"ports\": "
                "[{\"port\": 8888, " +
                    ready + "}], \"open\": \"tree\"");
    writePreset("Lab broken", image + "\"ports\": [{\"port\": 8888, " + ready + "}]",
                "\"--port=8888\", \"--no-such-option\"");
}

void TestNewNotebook::init()
{
    opened().clear();
    m_folder = test::RealEngine::labFolder() + u"/work-"_s + QString::fromLatin1(QTest::currentTestFunction());
    QVERIFY(QDir().mkpath(m_folder));
    m_app = std::make_unique<app::Longshore>(QList<engine::Endpoint>{m_engine.endpoint()});
    m_app->showWindow();
    m_app->window().resize(1600, 1000); // wide enough for every button, whatever the font
    m_pilot = std::make_unique<app::Pilot>(m_app->window());
    QTRY_VERIFY_WITH_TIMEOUT(m_pilot->says(u", Connected"_s), 20'000);
}

void TestNewNotebook::cleanup()
{
    m_app->closeWindow();
    m_pilot.reset();
    m_app.reset();
    QString ids;
    QVERIFY(m_engine.tryDocker({u"ps"_s, u"-aq"_s}, &ids));
    if (!ids.isEmpty())
        m_engine.docker(QStringList{u"rm"_s, u"-fv"_s} + ids.split(u'\n'));
}

bool TestNewNotebook::choose(const QString &kind) const
{
    return eventually([this] { return m_pilot->press(u"New notebook"_s); }) &&
           eventually([this, &kind] { return m_pilot->selectRow(u"Kind"_s, kind); }) &&
           m_pilot->type(u"Name"_s, u"nb"_s) && m_pilot->type(u"Folder to work in"_s, m_folder);
}

bool TestNewNotebook::launch() const
{
    return eventually([this] { return m_pilot->press(u"Launch"_s); });
}

bool TestNewNotebook::openIt() const
{
    return QTest::qWaitFor([this] { return m_pilot->offers(u"Open notebook"_s); }, launchLimitMs) &&
           m_pilot->press(u"Open notebook"_s) && opened().isValid();
}

QByteArray TestNewNotebook::statusOf(const QString &path, bool withToken) const
{
    QUrl url = opened();
    url.setPath(path);
    if (!withToken)
        url.setQuery(QString());
    return webStatus(url, {u"-L"_s});
}

void TestNewNotebook::opensWithItsToken()
{
    QVERIFY(choose(u"Lab plain"_s));
    QVERIFY(launch());
    QVERIFY(openIt());
    QCOMPARE(webStatus(opened(), {u"-L"_s}), QByteArray("200"));
    QCOMPARE(statusOf(u"/api/status"_s, true), QByteArray("200"));
    QCOMPARE(statusOf(u"/api/status"_s, false), QByteArray("403")); // it was the token that opened it
    const QString token = QUrlQuery(opened()).queryItemValue(u"token"_s);
    QCOMPARE(token.size(), 48);
    QCOMPARE(opened().host(), u"127.0.0.1"_s);
    QCOMPARE(inspected(u"{{(index (index .HostConfig.PortBindings \"8888/tcp\") 0).HostIp}}"_s), u"127.0.0.1"_s);
    QVERIFY(inspected(u"{{.Config.Env}}"_s).contains(u"JUPYTER_TOKEN="_s + token));
    QVERIFY(!inspected(u"{{.Config.Cmd}} {{.Path}} {{.Args}} {{.Name}} {{.Config.Labels}}"_s).contains(token));
    QVERIFY(!m_pilot->text(u"Docker command"_s).contains(token));
    // What is saved in there is here.
    m_engine.docker({u"exec"_s, u"nb"_s, u"touch"_s, u"/notebooks/work/a.ipynb"_s});
    QVERIFY(QFile::exists(m_folder + u"/a.ipynb"_s));
    QTRY_VERIFY(m_pilot->row(u"Containers"_s, u"nb"_s).contains(u"Up"_s));
}

void TestNewNotebook::opensUnderABasePath()
{
    QVERIFY(choose(u"Lab base"_s));
    QVERIFY(launch());
    QVERIFY(openIt());
    QCOMPARE(opened().path(), u"/team/tree"_s);
    QCOMPARE(webStatus(opened(), {u"-L"_s}), QByteArray("200"));
    QCOMPARE(statusOf(u"/team/api/status"_s, true), QByteArray("200"));
    QCOMPARE(statusOf(u"/team/api/status"_s, false), QByteArray("403"));
}

void TestNewNotebook::opensOverHttps()
{
    const QString file = m_folder + u"/cert.pem"_s;
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-days"_s, u"2"_s,
                                 u"-subj"_s, u"/CN=localhost"_s, u"-keyout"_s, file, u"-out"_s, file + u".crt"_s});
    QVERIFY(openssl.waitForFinished());
    QFile certificate(file + u".crt"_s);
    QFile both(file);
    QVERIFY(certificate.open(QIODevice::ReadOnly));
    QVERIFY(both.open(QIODevice::Append));
    QVERIFY(both.write(certificate.readAll()) > 0);
    both.close();

    QVERIFY(choose(u"Lab https"_s));
    QVERIFY(launch());
    QVERIFY(openIt());
    QCOMPARE(opened().scheme(), u"https"_s);
    QCOMPARE(webStatus(opened(), {u"-L"_s}), QByteArray("200"));
    QCOMPARE(statusOf(u"/api/status"_s, false), QByteArray("403"));
}

void TestNewNotebook::opensOnAnotherPortInside()
{
    QVERIFY(choose(u"Lab inside"_s));
    QVERIFY(launch());
    QVERIFY(openIt());
    QCOMPARE(webStatus(opened(), {u"-L"_s}), QByteArray("200"));
    QVERIFY(inspected(u"{{json .NetworkSettings.Ports}}"_s).contains(u"9999/tcp"));
}

void TestNewNotebook::opensAnyImage()
{
    QVERIFY(eventually([this] { return m_pilot->press(u"New notebook"_s); }));
    QVERIFY(eventually([this] { return m_pilot->selectRow(u"Kind"_s, u"Any image"_s); }));
    QVERIFY(m_pilot->type(u"Image"_s, u"dwhitena/minimal-jupyter"_s));
    QVERIFY(m_pilot->type(u"Name"_s, u"nb"_s));
    QVERIFY(m_pilot->type(u"Folder to work in"_s, m_folder));
    QVERIFY(m_pilot->type(u"Folder inside"_s, u"/data"_s));
    QVERIFY(launch());
    QVERIFY(openIt());
    QCOMPARE(webStatus(opened(), {u"-L"_s}), QByteArray("200"));
    QVERIFY(inspected(u"{{json .Mounts}}"_s).contains(m_folder));
    QCOMPARE(statusOf(u"/api/status"_s, true), QByteArray("200"));
}

void TestNewNotebook::takesAnotherPortAtTheLastMoment()
{
    QVERIFY(choose(u"Lab plain"_s));
    QTRY_VERIFY(m_pilot->text(u"Port on this machine"_s).toInt() > 0);
    const quint16 proposed = quint16(m_pilot->text(u"Port on this machine"_s).toUShort());
    QVERIFY(launch());
    QTcpServer thief;
    QVERIFY(thief.listen(QHostAddress::LocalHost, proposed));
    QVERIFY(openIt());
    QVERIFY(opened().port() != int(proposed));
    QCOMPARE(webStatus(opened(), {u"-L"_s}), QByteArray("200"));
    QCOMPARE(m_engine.docker({u"ps"_s, u"-aq"_s}).split(u'\n').size(), 1); // that of the first try is gone
}

void TestNewNotebook::saysThatTheFolderIsReadOnly()
{
    constexpr uid_t jovyan = 1000;
    QVERIFY(chown(QFile::encodeName(m_folder).constData(), jovyan, jovyan) == 0);
    QVERIFY(QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::ExeOwner));
    QVERIFY(choose(u"Lab jovyan"_s));
    const auto said = [this](const QString &text) {
        const auto labels = dialog()->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&text](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
    };
    QTRY_VERIFY(said(u"The folder is read-only for its owner"_s));
    QVERIFY(launch());
    QVERIFY(openIt());
    QVERIFY(said(u"what is changed there can’t be saved."_s));
}

void TestNewNotebook::savesInAForeignFolder()
{
    constexpr uid_t owner = 4321;
    QVERIFY(chown(QFile::encodeName(m_folder).constData(), owner, owner) == 0);
    QVERIFY(QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(choose(u"Lab jovyan"_s));
    const QString remedy = u"Run as the folder’s owner (--user 4321)"_s;
    QVERIFY(eventually([&] { return m_pilot->press(remedy); }));
    QTRY_VERIFY(m_pilot->text(u"Docker command"_s).contains(u"-u 4321"));
    QVERIFY(launch());
    QVERIFY(openIt());
    QCOMPARE(webStatus(opened(), {u"-L"_s}), QByteArray("200"));
    m_engine.docker({u"exec"_s, u"nb"_s, u"touch"_s, u"/notebooks/work/mine"_s});
    QCOMPARE(QFileInfo(m_folder + u"/mine"_s).ownerId(), owner);
}

void TestNewNotebook::saysWhyItEndedAndClearsUp()
{
    QVERIFY(choose(u"Lab broken"_s));
    QVERIFY(launch());
    const auto said = [this] {
        const auto labels = dialog()->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(u"before its server answered"_s);
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(said(), launchLimitMs);
    QVERIFY(m_pilot->offers(u"Launch"_s));
    QCOMPARE(m_engine.docker({u"ps"_s, u"-aq"_s}), QString());
    QVERIFY(!m_engine.docker({u"images"_s, u"-q"_s, u"dwhitena/minimal-jupyter"_s}).isEmpty()); // the image stays
}

QTEST_MAIN(TestNewNotebook)
#include "tst_new_notebook.moc"
