// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"

#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using test::DialogBench;

/// The box that asks before a container is published on this computer only: it shows every command, whole.
class RepublishDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup() { m_bench.reset(); }
    void showsWholeCommands();
    void showsWhatIsKnown();

private:
    [[nodiscard]] QDialog *present();
    [[nodiscard]] static QString command(const QDialog &dialog)
    {
        const auto *text = DialogBench::named<QPlainTextEdit>(dialog, u"Docker command"_s);
        return text ? text->toPlainText() : u"none"_s;
    }

    std::unique_ptr<DialogBench> m_bench;
};

void RepublishDialogTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    QVERIFY(m_bench->open());
}

QDialog *RepublishDialogTest::present()
{
    const engine::Container *web = m_bench->session.containers().find(u"web"_s);
    if (!web || !m_bench->presenter.present(u"container.republish"_s, {{*web}, {}}))
        return nullptr;
    QDialog *dialog = DialogBench::dialog();
    return dialog && DialogBench::activate(dialog) ? dialog : nullptr;
}

void RepublishDialogTest::showsWholeCommands()
{
    m_bench->engine.answer(
        "GET", "/containers/aaaaaaaaaaaa1111/json", 200,
        "{\"Id\":\"aaaaaaaaaaaa1111\",\"Name\":\"/web\",\"Config\":{\"Image\":\"nginx:1.27\",\"Env\":"
        "[\"API_KEY=s3cret\",\"A=1\"]},\"HostConfig\":{\"NetworkMode\":\"default\",\"PortBindings\":{\"80/tcp\":[{"
        "\"HostIp\":\"\",\"HostPort\":\"8080\"}]}},\"NetworkSettings\":{\"Networks\":{\"bridge\":{},\"side\":{}}}}");
    m_bench->engine.answer("GET", "/images/sha256:11/json", 200, "{\"Id\":\"sha256:11\",\"Config\":{}}");
    const QDialog *dialog = present();
    QVERIFY(dialog);
    QTRY_COMPARE(command(*dialog), u"docker stop -t 10 web\ndocker rename web web-open\n"
                                   "docker run -d -p 127.0.0.1:8080:80 --name web -e 'API_KEY=****' -e A=1 nginx:1.27\n"
                                   "docker network connect side web"_s);
    test::shoot(*DialogBench::dialog(), u"republish"_s);
}

/// Whoever is quicker than the engine is asked all the same.
void RepublishDialogTest::showsWhatIsKnown()
{
    m_bench->engine.refuse("GET", "/containers/aaaaaaaaaaaa1111/json", 500, "busy");
    const QDialog *dialog = present();
    QVERIFY(dialog);
    QTRY_COMPARE(command(*dialog), u"docker stop -t 10 web\ndocker rename web web-open"_s);
    QVERIFY(DialogBench::button(*dialog, u"Stop and publish anew"_s)->isEnabled());
}

QTEST_MAIN(RepublishDialogTest)
#include "tst_republish_dialog.moc"
