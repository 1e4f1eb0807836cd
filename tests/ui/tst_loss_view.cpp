// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/confirm_dialog.h"
#include "ui/loss_view.h"

#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;
using test::DialogBench;

/// What the boxes that remove containers say about the files inside.
class LossViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup() { m_bench.reset(); }

    void listsWhatIsLost();
    void opensWhileItLooks();
    void neverClaimsNone();
    void severalContainers();
    void pruneLooksAtStoppedOnes();
    void pruneOfNothing();

private:
    [[nodiscard]] QDialog *remove(const QStringList &names);
    [[nodiscard]] static QString words(const QDialog &dialog);
    [[nodiscard]] static bool says(const QDialog &dialog, const QString &text)
    {
        return QTest::qWaitFor([&] { return words(dialog).contains(text); });
    }
    static QByteArray added(const QByteArrayList &paths)
    {
        QByteArrayList rows;
        for (const QByteArray &path : paths)
            rows += "{\"Path\":\"" + path + "\",\"Kind\":1}";
        return '[' + rows.join(',') + ']';
    }

    static constexpr auto web = "/containers/aaaaaaaaaaaa1111/changes";
    static constexpr auto old = "/containers/bbbbbbbbbbbb2222/changes";
    std::unique_ptr<DialogBench> m_bench;
};

void LossViewTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    m_bench->engine.handle("HEAD", "/containers/", [](const test::ScriptedRequest &) {
        test::ScriptedAnswer answer;
        answer.headers =
            "X-Docker-Container-Path-Stat: " + QByteArray(R"({"name":"x","size":52000,"mode":420})").toBase64() +
            "\r\n";
        return answer;
    });
    QVERIFY(m_bench->open());
}

QDialog *LossViewTest::remove(const QStringList &names)
{
    models::Selection selection;
    for (const QString &name : names)
        selection.containers += *m_bench->session.containers().find(name);
    if (!m_bench->presenter.present(u"container.remove"_s, selection))
        return nullptr;
    QDialog *dialog = DialogBench::dialog();
    return dialog && DialogBench::activate(dialog) ? dialog : nullptr;
}

QString LossViewTest::words(const QDialog &dialog)
{
    QStringList texts;
    const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible())
            texts += label->accessibleName().isEmpty() ? label->text() : label->accessibleName();
    }
    return texts.join(u'\n');
}

void LossViewTest::listsWhatIsLost()
{
    m_bench->engine.answer("GET", old, 200,
                           added({"/home/jovyan/notes.txt", "/home/jovyan/Untitled.ipynb", "/usr/bin/git",
                                  "/home/jovyan/data/measurements-of-the-whole-year-by-station-and-hour-2026.parquet",
                                  "/home/jovyan/fit.py", "/home/jovyan/a.txt", "/home/jovyan/b.txt",
                                  "/home/jovyan/c.txt", "/home/jovyan/model.safetensors", "/home/jovyan/.cache/x"}));
    QDialog *dialog = remove({u"old"_s});
    QVERIFY(dialog);
    QVERIFY(says(*dialog, u"8 files are nowhere else:\n/home/jovyan/Untitled.ipynb"_s));
    QTRY_COMPARE(words(*dialog).count(u"52 kB"_s), 6);
    QVERIFY(says(*dialog, u"and 2 more, 1 file of installed programs and libraries"_s));
    QVERIFY(DialogBench::button(*dialog, u"Remove"_s)->isEnabled());
    test::shoot(*dialog, u"guard-remove"_s);
    dialog->reject();
}

void LossViewTest::opensWhileItLooks()
{
    m_bench->engine.hang("GET", old);
    QDialog *dialog = remove({u"old"_s});
    QVERIFY(dialog);
    QVERIFY(words(*dialog).contains(u"Looking for files that would be lost…"_s));
    QVERIFY(DialogBench::button(*dialog, u"Remove"_s)->isEnabled());
    dialog->reject();
    QTRY_VERIFY(!DialogBench::dialog());
}

void LossViewTest::neverClaimsNone()
{
    m_bench->engine.refuse("GET", old, 500, "not on this storage");
    QDialog *dialog = remove({u"old"_s});
    QVERIFY(dialog);
    QVERIFY(says(*dialog, u"The engine can't tell which files old would lose."_s));
    QVERIFY(says(*dialog, u"ot on this storage"_s));
    QVERIFY(!words(*dialog).contains(u"No files"_s));
    dialog->reject();
}

void LossViewTest::severalContainers()
{
    m_bench->engine.answer("GET", web, 200, added({"/srv/page.csv"}));
    m_bench->engine.answer("GET", old, 200, added({"/root/x.ipynb"}));
    QDialog *dialog = remove({u"web"_s, u"old"_s});
    QVERIFY(dialog);
    const QString expected = u"2 files are nowhere else:\nold: /root/x.ipynb\n52 kB\nweb: /srv/page.csv\n52 kB"_s;
    QVERIFY2(says(*dialog, expected), qPrintable(words(*dialog)));
    test::shoot(*dialog, u"guard-remove-several"_s);
    dialog->reject();
}

void LossViewTest::pruneLooksAtStoppedOnes()
{
    m_bench->engine.answer("GET", old, 200, "null");
    QVERIFY(m_bench->presenter.present(u"container.prune"_s, {}));
    QDialog *dialog = DialogBench::dialog();
    QVERIFY(dialog);
    QVERIFY(says(*dialog, u"No files worth keeping were found."_s));
    QCOMPARE(m_bench->engine.count(web), 0);
    dialog->reject();
}

void LossViewTest::pruneOfNothing()
{
    m_bench->engine.answer("GET", "/containers/json", 200, "[]");
    m_bench->session.refresh();
    QTRY_COMPARE(m_bench->session.containers().totalCount(), 0);
    QVERIFY(m_bench->presenter.present(u"container.prune"_s, {}));
    QDialog *dialog = DialogBench::dialog();
    QVERIFY(dialog);
    QVERIFY(!dialog->findChild<ui::LossView *>());
    dialog->reject();
}

QTEST_MAIN(LossViewTest)
#include "tst_loss_view.moc"
