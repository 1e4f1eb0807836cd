// SPDX-License-Identifier: Apache-2.0
#include "tests/support/tar_bytes.h"
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/commit_dialog.h"
#include "ui/confirm_dialog.h"
#include "ui/copy_out_dialog.h"
#include "ui/loss_view.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>

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
    void copiesOutAndGoesOn();
    void asksBeforeReplacing();
    void commitsAndGoesOn();
    void commitIsACommand();

private:
    [[nodiscard]] QDialog *remove(const QStringList &names);
    [[nodiscard]] static QString words(const QDialog &dialog);
    [[nodiscard]] static bool says(const QDialog &dialog, const QString &text)
    {
        return QTest::qWaitFor([&] { return words(dialog).contains(text); });
    }
    [[nodiscard]] static bool clickWhenReady(const QDialog &dialog, const QString &label)
    {
        return QTest::qWaitFor([&] {
                   const QAbstractButton *button = DialogBench::button(dialog, label);
                   return button && button->isEnabled();
               }) &&
               DialogBench::click(dialog, label);
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

void LossViewTest::copiesOutAndGoesOn()
{
    m_bench->engine.answer("GET", old, 200, added({"/root/x.ipynb", "/root/data/y.csv"}));
    const auto body = m_bench->engine.stream("GET", "/containers/bbbbbbbbbbbb2222/archive");
    QDialog *box = remove({u"old"_s});
    QVERIFY(box);
    QVERIFY(clickWhenReady(*box, u"Copy out…"_s));
    QTRY_VERIFY(box->findChild<ui::CopyOutDialog *>());
    auto *dialog = box->findChild<ui::CopyOutDialog *>();
    QVERIFY(DialogBench::activate(dialog));
    auto *folder = DialogBench::named<QLineEdit>(*dialog, u"Folder"_s);
    QVERIFY(folder);
    folder->setText(m_bench->folder.filePath(u"out"_s));
    QTRY_VERIFY(DialogBench::button(*dialog, u"Copy out"_s)->isEnabled());
    test::shoot(*dialog, u"guard-copy-out"_s);
    auto *list = dialog->findChild<QTreeView *>();
    list->setFocus();
    list->setCurrentIndex(list->model()->index(1, 0));
    QTest::keyClick(list, Qt::Key_Space); // not the data
    QVERIFY(clickWhenReady(*dialog, u"Copy out"_s));
    QTRY_VERIFY(!DialogBench::button(*box, u"Remove"_s)->isEnabled());
    QVERIFY(!DialogBench::button(*box, u"Copy out…"_s));
    test::shoot(*box, u"guard-copying"_s);
    body->push(test::tarOf({{"x.ipynb", "{}"}}));
    body->end();
    QVERIFY(says(*box, u"1 file copied to "_s + m_bench->folder.filePath(u"out"_s)));
    QVERIFY(says(*box, u"This file is nowhere else:\n/root/data/y.csv"_s));
    test::shoot(*box, u"guard-copied"_s);
    QVERIFY(QFile::exists(m_bench->folder.filePath(u"out/x.ipynb"_s)));
    m_bench->engine.answer("DELETE", "/containers/bbbbbbbbbbbb2222", 204);
    QVERIFY(DialogBench::click(*box, u"Remove"_s));
    QTRY_COMPARE(m_bench->engine.count("/containers/bbbbbbbbbbbb2222", "DELETE"), 1);
}

void LossViewTest::asksBeforeReplacing()
{
    m_bench->engine.answer("GET", old, 200, added({"/root/x.ipynb"}));
    QFile there(m_bench->folder.filePath(u"x.ipynb"_s));
    QVERIFY(there.open(QIODevice::WriteOnly) && there.write("mine") == 4);
    there.close();
    QDialog *box = remove({u"old"_s});
    QVERIFY(box);
    QVERIFY(clickWhenReady(*box, u"Copy out…"_s));
    auto *dialog = box->findChild<ui::CopyOutDialog *>();
    QVERIFY(dialog && DialogBench::activate(dialog));
    auto *folder = DialogBench::named<QLineEdit>(*dialog, u"Folder"_s);
    folder->setText(m_bench->folder.path());
    QTRY_COMPARE(folder->accessibleDescription(), u"x.ipynb is there already."_s);
    QVERIFY(!DialogBench::button(*dialog, u"Copy out"_s)->isEnabled());
    test::shoot(*dialog, u"guard-replace"_s);
    QVERIFY(DialogBench::click(*dialog, u"Replace it"_s));
    QVERIFY(DialogBench::button(*dialog, u"Copy out"_s)->isEnabled());
    folder->setText(u"/no/such/folder"_s);
    QTRY_COMPARE(folder->accessibleDescription(), u"Folder /no/such does not exist."_s);
    QVERIFY(!DialogBench::button(*dialog, u"Copy out"_s)->isEnabled());
    dialog->reject();
    box->reject();
}

void LossViewTest::commitsAndGoesOn()
{
    m_bench->engine.answer("GET", old, 200, added({"/root/x.ipynb"}));
    m_bench->engine.answer("POST", "/commit", 201, R"({"Id":"sha256:99"})");
    QDialog *box = remove({u"old"_s});
    QVERIFY(box);
    QVERIFY(clickWhenReady(*box, u"Commit to image…"_s));
    auto *dialog = box->findChild<ui::CommitDialog *>();
    QVERIFY(dialog && DialogBench::activate(dialog));
    auto *reference = DialogBench::named<QLineEdit>(*dialog, u"Image"_s);
    QVERIFY(reference->text().startsWith(u"old:20"_s));
    reference->setText(u"Bad Name"_s);
    QVERIFY(!DialogBench::button(*dialog, u"Commit"_s)->isEnabled());
    reference->setText(u"jupyter:1"_s);
    QCOMPARE(reference->accessibleDescription(), u"jupyter:1 is another image now: it loses this tag."_s);
    reference->setText(u"me/old:1"_s);
    DialogBench::named<QLineEdit>(*dialog, u"Message"_s)->setText(u"with data"_s);
    test::shoot(*dialog, u"guard-commit"_s);
    QVERIFY(DialogBench::click(*dialog, u"Commit"_s));
    QVERIFY(says(*box, u"Committed to me/old:1"_s));
    QVERIFY(!words(*box).contains(u"nowhere else"_s));
    QCOMPARE(m_bench->jobs.at(0)->dockerCommands(), QStringList{u"docker commit --message 'with data' old me/old:1"_s});
    test::shoot(*box, u"guard-committed"_s);
    QVERIFY(DialogBench::button(*box, u"Remove"_s)->isEnabled());
    box->reject();
}

void LossViewTest::commitIsACommand()
{
    m_bench->engine.refuse("POST", "/commit", 500, "no space left on device");
    const models::Selection selection{{*m_bench->session.containers().find(u"web"_s)}, {}};
    QCOMPARE(m_bench->commands.dockerCommands(u"container.commit"_s, selection),
             QStringList{u"docker commit web NEW_NAME"_s});
    QVERIFY(m_bench->presenter.present(u"container.commit"_s, selection));
    QDialog *dialog = DialogBench::dialog();
    QVERIFY(dialog && DialogBench::activate(dialog));
    QVERIFY(DialogBench::click(*dialog, u"Pause the container meanwhile"_s));
    QVERIFY(DialogBench::click(*dialog, u"Commit"_s));
    QTRY_COMPARE(m_bench->engine.count("/commit"), 1);
    QVERIFY(m_bench->engine.requests().constLast().query.contains("pause=0"));
    QTRY_COMPARE(m_bench->jobs.at(0)->state(), models::Job::State::Failed);
}

QTEST_MAIN(LossViewTest)
#include "tst_loss_view.moc"
