// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tar_bytes.h"
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/command_actions.h"

#include <QClipboard>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>

using namespace Qt::StringLiterals;
using test::DialogBench;

/// The menu Share of a container.
class ShareTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_bench.reset(); }

    void isAMenu();
    void copiesTheRunCommand();
    void copiesNetworks();
    void copiesForOthers();
    void tellsOfFailure();
    void savesComposeFile();
    void savesDockerfile();
    void savesPreset();

private:
    [[nodiscard]] bool present(const QString &id);
    /// Answers the file dialog that is open.
    [[nodiscard]] bool choose(const QString &path);
    [[nodiscard]] models::Job *job() const { return m_bench->jobs.at(0); }
    [[nodiscard]] static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QTemporaryDir m_config;
    std::unique_ptr<DialogBench> m_bench;
};

void ShareTest::initTestCase()
{
    qputenv("XDG_CONFIG_HOME", m_config.path().toLocal8Bit());
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    ui::applyTheme(*qApp);
}

void ShareTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    m_bench->engine.answer(
        "GET", "/containers/aaaaaaaaaaaa1111/json", 200,
        "{\"Id\":\"aaaaaaaaaaaa1111\",\"Name\":\"/web\",\"Config\":{\"Image\":\"nginx:1.27\",\"Env\":"
        "[\"API_KEY=s3cret\",\"A=1\"]},\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostIp\":"
        "\"127.0.0.1\",\"HostPort\":\"8080\"}]}}}");
    m_bench->engine.answer("GET", "/images/sha256:11/json", 200,
                           "{\"Id\":\"sha256:11\",\"RepoDigests\":[\"nginx@sha256:55\"],\"Config\":{}}");
    QVERIFY(m_bench->open());
}

bool ShareTest::present(const QString &id)
{
    return m_bench->presenter.present(id, {{*m_bench->session.containers().find(u"web"_s)}, {}});
}

bool ShareTest::choose(const QString &path)
{
    auto *dialog = m_bench->window.findChild<QFileDialog *>();
    if (!dialog)
        return false;
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    Q_EMIT dialog->fileSelected(path);
    dialog->close();
    return true;
}

void ShareTest::isAMenu()
{
    ui::CommandActions actions(m_bench->commands, &m_bench->window);
    QMenu menu;
    actions.fillMenu(menu, models::Command::Scope::Container);
    const auto *share = menu.findChild<QMenu *>(u"share"_s);
    QVERIFY(share);
    QCOMPARE(share->title(), u"Share"_s);
    QStringList labels;
    for (const QAction *action : share->actions())
        labels += action->text();
    QCOMPARE(labels, (QStringList{u"Copy run command"_s, u"Copy as podman run"_s, u"Copy as compose service"_s,
                                  u"Save as preset…"_s, u"Save as compose file…"_s, u"Save as Dockerfile…"_s}));
}

void ShareTest::copiesTheRunCommand()
{
    QVERIFY(present(u"container.copyRun"_s));
    QTRY_COMPARE(job()->state(), models::Job::State::Succeeded);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"docker run -d -p 127.0.0.1:8080:80 --name web -e API_KEY=s3cret -e A=1 nginx:1.27"_s);
    QCOMPARE(job()->statusText(), u"Copied to the clipboard, with secrets in plain text: API_KEY"_s);
    QCOMPARE(job()->dockerCommands(), QStringList{u"docker inspect web"_s});
}

/// One that docker run can't join is no secret.
void ShareTest::copiesNetworks()
{
    m_bench->engine.answer(
        "GET", "/containers/aaaaaaaaaaaa1111/json", 200,
        "{\"Id\":\"aaaaaaaaaaaa1111\",\"Name\":\"/web\",\"Config\":{\"Image\":\"nginx:1.27\"},\"HostConfig\":{"
        "\"NetworkMode\":\"default\"},\"NetworkSettings\":{\"Networks\":{\"bridge\":{},\"side\":{\"Aliases\":["
        "\"db\",\"aaaaaaaaaaaa\"]}}}}");
    QVERIFY(present(u"container.copyRun"_s));
    QTRY_COMPARE(job()->state(), models::Job::State::Succeeded);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"docker run -d --name web nginx:1.27\ndocker network connect --alias db side web"_s);
    QCOMPARE(job()->statusText(),
             u"Copied to the clipboard. docker run can’t join all of its networks: the lines after it do"_s);
    QVERIFY(present(u"container.copyPodman"_s));
    QTRY_COMPARE(job()->state(), models::Job::State::Succeeded);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u" --network bridge --network side:alias=db "_s));
}

void ShareTest::copiesForOthers()
{
    QVERIFY(present(u"container.copyPodman"_s));
    QTRY_COMPARE(job()->state(), models::Job::State::Succeeded);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"podman run -d -p 127.0.0.1:8080:80 --name web -e API_KEY=s3cret -e A=1 docker.io/library/nginx:1.27"_s);
    QVERIFY(present(u"container.copyCompose"_s));
    QTRY_COMPARE(job()->state(), models::Job::State::Succeeded);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY2(text.contains(u"127.0.0.1:8080:80"_s) && !text.contains(u"s3cret"_s), qPrintable(text));
}

void ShareTest::tellsOfFailure()
{
    m_bench->engine.refuse("GET", "/containers/aaaaaaaaaaaa1111/json", 404, "No such container: web");
    QVERIFY(present(u"container.copyRun"_s));
    QTRY_COMPARE(job()->state(), models::Job::State::Failed);
    QVERIFY(!job()->errorText().isEmpty());
}

void ShareTest::savesComposeFile()
{
    const QString path = m_bench->folder.filePath(u"compose.yaml"_s);
    QVERIFY(present(u"container.saveCompose"_s));
    QVERIFY(choose(path));
    QTRY_COMPARE(job()->state(), models::Job::State::Succeeded);
    QCOMPARE(job()->statusText(), u"Saved to "_s + path);
    const QByteArray text = contents(path);
    QVERIFY2(text.contains("image: \"nginx@sha256:55\"") && !text.contains("s3cret"), text.constData());
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(present(u"container.saveCompose"_s));
    QVERIFY(choose(u"/proc/no"_s));
    QTRY_COMPARE(job()->state(), models::Job::State::Failed);
    QVERIFY2(job()->errorText().startsWith(u"Can't write /proc/no: "_s), qPrintable(job()->errorText()));
}

void ShareTest::savesDockerfile()
{
    m_bench->engine.answer("GET", "/containers/aaaaaaaaaaaa1111/changes", 200,
                           "[{\"Path\":\"/srv/a b.csv\",\"Kind\":1}]");
    test::ScriptedAnswer tar;
    tar.body = test::tarOf({{"a b.csv", "1,2"}});
    m_bench->engine.answer("GET", "/containers/aaaaaaaaaaaa1111/archive", tar);
    test::ScriptedAnswer stat;
    stat.headers = "X-Docker-Container-Path-Stat: " + QByteArray("{\"size\":3,\"mode\":420}").toBase64() + "\r\n";
    m_bench->engine.answer("HEAD", "/containers/aaaaaaaaaaaa1111/archive", stat);
    const QString folder = m_bench->folder.filePath(u"shared"_s);
    QVERIFY(present(u"container.saveDockerfile"_s));
    QDialog *dialog = DialogBench::dialog();
    QVERIFY(dialog && DialogBench::activate(dialog));
    DialogBench::named<QLineEdit>(*dialog, u"Folder"_s)->setText(folder);
    QTRY_VERIFY(DialogBench::button(*dialog, u"With the file that is nowhere else"_s));
    QTRY_VERIFY(DialogBench::button(*dialog, u"With the file that is nowhere else"_s)->isEnabled());
    QVERIFY(DialogBench::click(*dialog, u"With the file that is nowhere else"_s));
    QTRY_VERIFY(DialogBench::button(*dialog, u"Save"_s)->isEnabled());
    test::shoot(*dialog, u"share-dockerfile"_s);
    QVERIFY(DialogBench::click(*dialog, u"Save"_s));
    QTRY_COMPARE(m_bench->jobs.runningCount(), 0);
    QCOMPARE(m_bench->jobs.rowCount(), 2);
    const QByteArray text = contents(folder + u"/Dockerfile"_s);
    QVERIFY2(text.contains("\nFROM nginx@sha256:55\n") && text.contains("\nENV A=\"1\"\n") && !text.contains("s3cret"),
             text.constData());
    QVERIFY2(text.contains("\nCOPY [\"files/a b.csv\",\"/srv/a b.csv\"]\n"), text.constData());
    QCOMPARE(contents(folder + u"/files/a b.csv"_s), QByteArray("1,2"));

    QVERIFY(present(u"container.saveDockerfile"_s)); // asks before it replaces
    QTRY_VERIFY(DialogBench::dialog());
    dialog = DialogBench::dialog();
    QVERIFY(DialogBench::activate(dialog));
    auto *field = DialogBench::named<QLineEdit>(*dialog, u"Folder"_s);
    field->setText(folder);
    QTRY_COMPARE(field->accessibleDescription(), u"Dockerfile is there already."_s);
    QVERIFY(!DialogBench::button(*dialog, u"Save"_s)->isEnabled());
    QVERIFY(DialogBench::click(*dialog, u"Replace it"_s));
    QTRY_VERIFY(DialogBench::button(*dialog, u"Save"_s)->isEnabled()); // once the folder was looked at again
    dialog->reject();
}

void ShareTest::savesPreset()
{
    QVERIFY(present(u"container.savePreset"_s));
    QDialog *dialog = DialogBench::dialog();
    QVERIFY(dialog && DialogBench::activate(dialog));
    auto *title = DialogBench::named<QLineEdit>(*dialog, u"Title"_s);
    QCOMPARE(title->text(), u"web"_s);
    title->setText(u"My page"_s);
    test::shoot(*dialog, u"share-preset"_s);
    QVERIFY(DialogBench::click(*dialog, u"Save"_s));
    QTRY_COMPARE(job()->state(), models::Job::State::Succeeded);
    QCOMPARE(job()->statusText(), u"New notebook offers My page now"_s);
    const QByteArray text = contents(m_config.filePath(u"longshore/presets/my-page.json"_s));
    QVERIFY2(text.contains("nginx:1.27") && !text.contains("s3cret"), text.constData());
}

QTEST_MAIN(ShareTest)
#include "tst_share.moc"
