// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/dialog_bench.h"
#include "tests/ui/shots.h"
#include "ui/confirm_dialog.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

using namespace Qt::StringLiterals;
using test::DialogBench;

class ConfirmDialogsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void init();
    void cleanup() { m_bench.reset(); }

    void removeNamesWhatIsLost();
    void removeManyCountsTheRest();
    void cancelIsTheDefault();
    void killSendsTheSignal();
    void killRefusesNoSignal();
    void renameChecksAsTyped();
    void tagChecksAsTyped();
    void removeImageInUseIsBlocked();
    void removeImageOffersAllTags();
    void pruneContainersListsThem();
    void pruneImagesListsThem();
    void historyShowsLayers();
    void othersBelongToTheWindow();

private:
    [[nodiscard]] QDialog *present(const QString &id, const models::Selection &selection);
    [[nodiscard]] models::Selection containers(const QStringList &names) const;
    [[nodiscard]] models::Selection image(const QString &reference) const;
    [[nodiscard]] static QString words(const QDialog &dialog);
    [[nodiscard]] static QString command(const QDialog &dialog);

    std::unique_ptr<DialogBench> m_bench;
};

void ConfirmDialogsTest::init()
{
    m_bench = std::make_unique<DialogBench>();
    QVERIFY(m_bench->open());
}

QDialog *ConfirmDialogsTest::present(const QString &id, const models::Selection &selection)
{
    if (!m_bench->presenter.present(id, selection))
        return nullptr;
    QDialog *dialog = DialogBench::dialog();
    return dialog && DialogBench::activate(dialog) ? dialog : nullptr;
}

models::Selection ConfirmDialogsTest::containers(const QStringList &names) const
{
    models::Selection selection;
    for (const QString &name : names)
        selection.containers += *m_bench->session.containers().find(name);
    return selection;
}

models::Selection ConfirmDialogsTest::image(const QString &reference) const
{
    const models::ImagesModel &images = m_bench->session.images();
    for (int row = 0; row < images.rowCount({}); ++row) {
        const models::ImagesModel::Row *found = images.at(images.index(row, 0, {}));
        if (found && found->reference == reference)
            return {{}, {*found}};
    }
    return {};
}

QString ConfirmDialogsTest::words(const QDialog &dialog)
{
    QStringList texts;
    const QList<QLabel *> labels = dialog.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible())
            texts += label->text();
    }
    return texts.join(u'\n');
}

QString ConfirmDialogsTest::command(const QDialog &dialog)
{
    auto *text = DialogBench::named<QPlainTextEdit>(dialog, u"Docker command"_s);
    return text ? text->toPlainText() : QString();
}

void ConfirmDialogsTest::removeNamesWhatIsLost()
{
    m_bench->engine.answer("DELETE", "/containers/aaaaaaaaaaaa1111", 204);
    m_bench->engine.answer("DELETE", "/containers/bbbbbbbbbbbb2222", 204);
    QDialog *dialog = present(u"container.remove"_s, containers({u"web"_s, u"old"_s}));
    QVERIFY(dialog);
    const QString text = words(*dialog);
    for (const QString &part :
         {u"Remove 2 containers?"_s, u"web"_s, u"old"_s, u"running"_s, u"exited"_s,
          u"Files written inside them are lost."_s, u"One of them is running and is stopped at once"_s})
        QVERIFY2(text.contains(part), qPrintable(part + u"\nin\n"_s + text));
    QCOMPARE(command(*dialog), u"docker rm --force web old"_s);
    QVERIFY(text.contains(u"Images, volumes and host folders stay."_s));
    QVERIFY(DialogBench::click(*dialog, u"Also remove anonymous volumes"_s));
    QVERIFY(words(*dialog).contains(u"So are those in anonymous volumes, which are not listed here."_s));
    QCOMPARE(command(*dialog), u"docker rm --force --volumes web old"_s);
    test::shoot(*dialog, u"confirm-remove"_s);
    QVERIFY(DialogBench::click(*dialog, u"Stop and remove"_s));
    QTRY_COMPARE(m_bench->engine.count("/containers/aaaaaaaaaaaa1111", "DELETE"), 1);
    QTRY_COMPARE(m_bench->engine.count("/containers/bbbbbbbbbbbb2222", "DELETE"), 1);
    QTRY_VERIFY(!DialogBench::dialog());
}

void ConfirmDialogsTest::removeManyCountsTheRest()
{
    models::Selection many;
    for (int i = 1; i <= 15; ++i) {
        engine::Container container;
        container.id = u"id%1"_s.arg(i);
        container.name = u"job-%1"_s.arg(i);
        container.state = engine::ContainerState::Exited;
        many.containers += container;
    }
    QDialog *dialog = present(u"container.remove"_s, many);
    QVERIFY(dialog);
    QVERIFY(words(*dialog).contains(u"job-10"_s));
    QVERIFY(!words(*dialog).contains(u"job-11"_s));
    QVERIFY(words(*dialog).contains(u"and 5 more"_s));
    QVERIFY(DialogBench::button(*dialog, u"Remove"_s));
    test::shoot(*dialog, u"confirm-remove-many"_s);
    dialog->reject();
}

void ConfirmDialogsTest::cancelIsTheDefault()
{
    QDialog *dialog = present(u"container.remove"_s, containers({u"old"_s}));
    QVERIFY(dialog);
    QCOMPARE(command(*dialog), u"docker rm old"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!DialogBench::dialog());
    QCOMPARE(m_bench->jobs.rowCount(), 0);
}

void ConfirmDialogsTest::killSendsTheSignal()
{
    m_bench->engine.answer("POST", "/containers/aaaaaaaaaaaa1111/kill", 204);
    QDialog *dialog = present(u"container.kill"_s, containers({u"web"_s}));
    QVERIFY(dialog);
    QCOMPARE(command(*dialog), u"docker kill web"_s);
    test::shoot(*dialog, u"confirm-kill"_s);
    auto *box = DialogBench::named<QComboBox>(*dialog, u"Signal"_s);
    box->setFocus();
    box->lineEdit()->selectAll();
    QTest::keyClicks(box, u"sigwinch"_s);
    QCOMPARE(command(*dialog), u"docker kill --signal WINCH web"_s);
    QVERIFY(DialogBench::click(*dialog, u"Send WINCH"_s));
    QTRY_COMPARE(m_bench->engine.count("/containers/aaaaaaaaaaaa1111/kill"), 1);
    QVERIFY(m_bench->engine.requests().constLast().query.contains("WINCH"));
}

void ConfirmDialogsTest::killRefusesNoSignal()
{
    QDialog *dialog = present(u"container.kill"_s, containers({u"web"_s}));
    QVERIFY(dialog);
    auto *box = DialogBench::named<QComboBox>(*dialog, u"Signal"_s);
    for (const QString &bad : {u"99"_s, u"no signal"_s, u"-9"_s}) {
        box->setEditText(bad);
        QVERIFY2(!box->accessibleDescription().isEmpty(), qPrintable(bad));
        QVERIFY(!DialogBench::click(*dialog, u"Kill"_s));
    }
    box->setEditText(u"9"_s);
    QVERIFY(DialogBench::button(*dialog, u"Send 9"_s)->isEnabled());
    dialog->reject();
}

void ConfirmDialogsTest::renameChecksAsTyped()
{
    m_bench->engine.answer("POST", "/containers/aaaaaaaaaaaa1111/rename", 204);
    QDialog *dialog = present(u"container.rename"_s, containers({u"web"_s}));
    QVERIFY(dialog);
    auto *name = DialogBench::named<QLineEdit>(*dialog, u"New name"_s);
    QAbstractButton *rename = DialogBench::button(*dialog, u"Rename"_s);
    QCOMPARE(QApplication::focusWidget(), name);
    QVERIFY(!rename->isEnabled());
    QCOMPARE(name->accessibleDescription(), QString()); // no mistake yet
    QTest::keyClicks(name, u"old"_s);
    QVERIFY(name->accessibleDescription().startsWith(u"A container named old exists"_s));
    QVERIFY(!rename->isEnabled());
    test::shoot(*dialog, u"rename"_s);
    QTest::keyClicks(name, u" one"_s);
    QVERIFY(!rename->isEnabled());
    name->selectAll();
    QTest::keyClicks(name, u"shop"_s);
    QCOMPARE(command(*dialog), u"docker rename web shop"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE(m_bench->engine.count("/containers/aaaaaaaaaaaa1111/rename"), 1);
    QTRY_VERIFY(!DialogBench::dialog());
}

void ConfirmDialogsTest::tagChecksAsTyped()
{
    m_bench->engine.answer("POST", "/images/nginx:1.27/tag", 201);
    QDialog *dialog = present(u"image.tag"_s, image(u"nginx:1.27"_s));
    QVERIFY(dialog);
    auto *name = DialogBench::named<QLineEdit>(*dialog, u"New reference"_s);
    QVERIFY(!DialogBench::button(*dialog, u"Tag"_s)->isEnabled());
    name->selectAll();
    QTest::keyClicks(name, u"jupyter:1"_s);
    QCOMPARE(name->accessibleDescription(), u"jupyter:1 is another image now: it loses this tag."_s);
    name->selectAll();
    QTest::keyClicks(name, u"Bad Name"_s);
    QVERIFY(!DialogBench::button(*dialog, u"Tag"_s)->isEnabled());
    name->selectAll();
    QTest::keyClicks(name, u"me/web"_s);
    QCOMPARE(name->accessibleDescription(), u"Will be tagged me/web:latest"_s);
    QCOMPARE(command(*dialog), u"docker tag nginx:1.27 me/web:latest"_s);
    QVERIFY(DialogBench::click(*dialog, u"Tag"_s));
    QTRY_COMPARE(m_bench->engine.count("/images/nginx:1.27/tag"), 1);
}

void ConfirmDialogsTest::removeImageInUseIsBlocked()
{
    QDialog *dialog = present(u"image.remove"_s, image(u"nginx:1.27"_s));
    QVERIFY(dialog);
    QVERIFY(words(*dialog).contains(u"stays: used by web"_s));
    QVERIFY(!DialogBench::click(*dialog, u"Remove"_s));
    QVERIFY(!DialogBench::button(*dialog, u"Copy docker command"_s));
    test::shoot(*dialog, u"confirm-image-used"_s);
    dialog->reject();
}

void ConfirmDialogsTest::removeImageOffersAllTags()
{
    m_bench->engine.answer("DELETE", "/images/sha256:33", 200, "[]");
    QDialog *dialog = present(u"image.remove"_s, image(u"jupyter:1"_s));
    QVERIFY(dialog);
    QVERIFY(words(*dialog).contains(u"only this tag; the image stays as lab:latest"_s));
    QCOMPARE(command(*dialog), u"docker rmi jupyter:1"_s);
    QVERIFY(DialogBench::click(*dialog, u"Also remove its other tag, lab:latest"_s));
    QVERIFY(command(*dialog).startsWith(u"docker rmi --force "_s));
    test::shoot(*dialog, u"confirm-image"_s);
    QVERIFY(DialogBench::click(*dialog, u"Remove"_s));
    QTRY_COMPARE(m_bench->engine.count("/images/sha256:33", "DELETE"), 1);
    QVERIFY(m_bench->engine.requests().constLast().query.contains("force=1") ||
            m_bench->engine.requests().constLast().query.contains("force=true"));
}

void ConfirmDialogsTest::pruneContainersListsThem()
{
    m_bench->engine.answer("POST", "/containers/prune", 200, R"({"ContainersDeleted":["bbbb"],"SpaceReclaimed":0})");
    QDialog *dialog = present(u"container.prune"_s, {});
    QVERIFY(dialog);
    QVERIFY(words(*dialog).contains(u"old"_s));
    QVERIFY(!words(*dialog).contains(u"web"_s));
    QCOMPARE(command(*dialog), u"docker container prune --force"_s);
    QVERIFY(DialogBench::click(*dialog, u"Prune"_s));
    QTRY_COMPARE(m_bench->engine.count("/containers/prune"), 1);
}

void ConfirmDialogsTest::pruneImagesListsThem()
{
    m_bench->engine.answer("GET", "/images/json", 200, R"([
        {"Id":"sha256:11","RepoTags":["nginx:1.27"],"Created":1700000000,"Size":190000000},
        {"Id":"sha256:4444444444445555","RepoTags":[],"Created":1700000000,"Size":7000000},
        {"Id":"sha256:33","RepoTags":["lab:latest"],"Created":1700000000,"Size":204000000}])");
    m_bench->engine.answer("POST", "/images/prune", 200, R"({"ImagesDeleted":null,"SpaceReclaimed":0})");
    QDialog *dialog = present(u"image.prune"_s, {});
    QVERIFY(dialog);
    QTRY_VERIFY(words(*dialog).contains(u"444444444444"_s));
    QVERIFY(!words(*dialog).contains(u"lab:latest"_s));
    QVERIFY(words(*dialog).contains(u"7 MB"_s));
    QVERIFY(DialogBench::click(*dialog, u"All images that no container uses"_s));
    QTRY_VERIFY(words(*dialog).contains(u"lab:latest"_s));
    QVERIFY(!words(*dialog).contains(u"nginx"_s));
    QCOMPARE(command(*dialog), u"docker image prune --all --force"_s);
    test::shoot(*dialog, u"confirm-prune"_s);
    QVERIFY(DialogBench::click(*dialog, u"Prune"_s));
    QTRY_COMPARE(m_bench->engine.count("/images/prune"), 1);
}

void ConfirmDialogsTest::historyShowsLayers()
{
    m_bench->engine.answer("GET", "/images/nginx:1.27/history", 200, R"([
        {"Id":"sha256:11","Created":1700000000,"CreatedBy":"/bin/sh -c #(nop)  CMD [\"nginx\"]","Size":0},
        {"Id":"<missing>","Created":1600000000,"CreatedBy":"/bin/sh -c apt-get update","Size":190000000}])");
    QDialog *dialog = present(u"image.history"_s, image(u"nginx:1.27"_s));
    QVERIFY(dialog);
    auto *layers = DialogBench::named<QTableView>(*dialog, u"Layers"_s);
    QTRY_COMPARE(layers->model()->rowCount(), 2);
    QCOMPARE(layers->model()->index(0, 2).data().toString(), u"CMD [\"nginx\"]"_s);
    layers->selectRow(1);
    QCOMPARE(DialogBench::named<QPlainTextEdit>(*dialog, u"Command of the layer"_s)->toPlainText(),
             u"RUN apt-get update"_s);
    test::shoot(*dialog, u"history"_s);
    dialog->reject();
}

void ConfirmDialogsTest::othersBelongToTheWindow()
{
    QVERIFY(!m_bench->presenter.present(u"global.quit"_s, {}));
    QVERIFY(!m_bench->presenter.present(u"container.open"_s, containers({u"web"_s})));
    QVERIFY(!DialogBench::dialog());
}

QTEST_MAIN(ConfirmDialogsTest)
#include "tst_confirm_dialogs.moc"
