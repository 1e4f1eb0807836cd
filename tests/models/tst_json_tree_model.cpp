// SPDX-License-Identifier: Apache-2.0
#include "models/json_tree_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using models::JsonTreeModel;
using namespace Qt::StringLiterals;

namespace {

/// The tree as indented text, a line a row.
QString dump(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex name = model.index(row, JsonTreeModel::Name, parent);
        const QModelIndex value = model.index(row, JsonTreeModel::Value, parent);
        text += QString(depth * 2, u' ') + name.data().toString() + u" = "_s + value.data().toString() + u'\n';
        text += dump(model, name, depth + 1);
    }
    return text;
}

} // namespace

class TestJsonTreeModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheEnginesOrder()
    {
        JsonTreeModel model;
        const QAbstractItemModelTester tester(&model);
        QVERIFY(model.setJson(
            R"({"Id":"1","Config":{"Env":["A=1","B=two"],"Tty":false,"Labels":{}},"Cpu":1.5,"Error":null})", true));
        QCOMPARE(dump(model), u"Id = 1\n"
                              "Config = 3 members\n"
                              "  Env = 2 items\n"
                              "    0 = A=1\n"
                              "    1 = B=two\n"
                              "  Tty = false\n"
                              "  Labels = {}\n"
                              "Cpu = 1.5\n"
                              "Error = null\n"_s);
        const QModelIndex env = model.index(0, 0, model.index(1, 0));
        QCOMPARE(model.index(1, 0, env).data(JsonTreeModel::PathRole).toString(), u"Config.Env[1]"_s);
        QCOMPARE(env.data(JsonTreeModel::CopyRole).toString(), u"[\n  \"A=1\",\n  \"B=two\"\n]"_s);
        QVERIFY(!model.hasSecrets());
    }

    void masksSecretsUntilAsked()
    {
        const QByteArray json =
            R"({"Env":["JUPYTER_TOKEN=abc123","PATH=/bin"],"Args":["--NotebookApp.token=xyz789","--token","uvw456","--port"],"Password":"hunter2"})";
        JsonTreeModel model;
        const QAbstractItemModelTester tester(&model);
        QVERIFY(model.setJson(json, true));
        QVERIFY(model.hasSecrets());
        const QString all = dump(model) + model.text();
        for (const QString &secret : {u"abc123"_s, u"xyz789"_s, u"uvw456"_s, u"hunter2"_s})
            QVERIFY2(!all.contains(secret), qPrintable(secret));
        QVERIFY(all.contains(u"PATH=/bin"_s));
        QVERIFY(all.contains(u"--port"_s));
        QVERIFY(model.setJson(json, false));
        QVERIFY(model.text().contains(u"abc123"_s));
        QVERIFY(!model.hasSecrets());
    }

    void survivesWhatIsNoDocument_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut short") << QByteArray(R"({"Id":)");
        QTest::newRow("html") << QByteArray("<html>");
        QTest::newRow("over the bound") << QByteArray("\"" + QByteArray(9 << 20, 'a') + "\"");
    }

    void survivesWhatIsNoDocument()
    {
        QFETCH(const QByteArray, json);
        JsonTreeModel model;
        const QAbstractItemModelTester tester(&model);
        QVERIFY(model.setJson(R"({"Id":"1"})", true));
        QVERIFY(!model.setJson(json, true));
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.text(), QString());
    }

    void boundsDepthAndShowsNoControlCharacters()
    {
        JsonTreeModel model;
        QVERIFY(model.setJson(QByteArray(5000, '[') + QByteArray(5000, ']'), true));
        int depth = 0;
        for (QModelIndex at = model.index(0, 0); at.isValid(); at = model.index(0, 0, at))
            ++depth;
        QCOMPARE(depth, 64);
        QVERIFY(model.setJson(R"({"a\u001b[31m":"x\u001b]0;owned\u0007\ny"})", true));
        QVERIFY(!dump(model).contains(QChar(0x1b)));
    }
};

QTEST_GUILESS_MAIN(TestJsonTreeModel)
#include "tst_json_tree_model.moc"
