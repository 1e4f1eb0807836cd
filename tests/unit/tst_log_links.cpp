// SPDX-License-Identifier: Apache-2.0
#include "models/log_json.h"
#include "models/log_links.h"
#include "tests/support/gated_disk.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestLogLinks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsLinks_data();
    void findsLinks();
    void tellsWhere();
    void showsAllOfIt();
    void indentsJson();
    void keepsJsonAsItIs();
    void refusesWhatIsNoObject_data();
    void refusesWhatIsNoObject();
    void deepAndLongJsonIsBounded();
    void putsPiecesTogether();
    void waitsForNoDisk();
};

void TestLogLinks::findsLinks_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("links");
    const auto row = [](const char *name, const QString &text, const QStringList &links = {}) {
        QTest::newRow(name) << text << links;
    };
    row("plain", u"see http://localhost:8888/?token=abc"_s, {u"http://localhost:8888/?token=abc"_s});
    row("two", u"http://a.example and https://b.example/x"_s, {u"http://a.example"_s, u"https://b.example/x"_s});
    row("sentence", u"(see https://a.example/x)."_s, {u"https://a.example/x"_s});
    row("its own bracket", u"https://a.example/x_(y), then"_s, {u"https://a.example/x_(y)"_s});
    row("a bracket too many", u"(https://a.example/x_(y)[1])]."_s, {u"https://a.example/x_(y)[1]"_s});
    row("brackets only", u"http://a.example"_s + QString(8000, u')'), {u"http://a.example"_s});
    row("quoted", u"url=\"https://a.example/x\" next"_s, {u"https://a.example/x"_s});
    row("json", uR"({"url":"https://a.example/x?a=1&b=2","n":1})"_s, {u"https://a.example/x?a=1&b=2"_s});
    row("angles", u"<http://a.example/>"_s, {u"http://a.example/"_s});
    row("capitals", u"HTTPS://A.EXAMPLE/X"_s, {u"https://a.example/X"_s});
    row("ip", u"on http://127.0.0.1:80/ and http://[::1]:80/"_s, {u"http://127.0.0.1:80/"_s, u"http://[::1]:80/"_s});
    row("umlaut", u"http://b\u00fccher.example/\u00e4"_s, {u"http://xn--bcher-kva.example/%C3%A4"_s});
    row("none", u"http https:// http:/x http:///x xhttp://a.example"_s);
    row("other schemes", u"ftp://a.example file:///etc/passwd javascript:alert(1) data:text/html,x"_s);
    row("user", u"http://bank.example@evil.example/ https://user:secret@evil.example"_s);
    row("hidden user", u"http://bank.example%40evil.example/"_s);
    row("control", u"http://a.example/\u0007x"_s, {u"http://a.example/"_s});
    row("direction", u"http://a.example/\u202egpj.exe"_s, {u"http://a.example/"_s});
    row("zero width", u"http://a\u200b.example"_s, {u"http://a"_s});
    row("too long", u"http://a.example/"_s + QString(3000, u'x'));
}

void TestLogLinks::findsLinks()
{
    QFETCH(QString, text);
    QFETCH(QStringList, links);
    QStringList found;
    for (const models::LogLink &link : models::findLogLinks(text)) {
        found << models::linkText(link.url);
        QVERIFY(link.start >= 0 && link.length > 0 && link.start + link.length <= text.size());
    }
    QCOMPARE(found, links);
}

void TestLogLinks::tellsWhere()
{
    const auto links = models::findLogLinks(u"a http://b.example, c");
    QCOMPARE(links.size(), 1u);
    QCOMPARE(links.front().start, 2);
    QCOMPARE(links.front().length, 16);
}

void TestLogLinks::showsAllOfIt()
{
    const QString text = models::linkText(models::findLogLinks(u"https://\u0430pple.com/\u00fc?q=%20")[0].url);
    QVERIFY(text.startsWith(u"https://xn--"));
    QVERIFY(std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; }));
}

void TestLogLinks::indentsJson()
{
    const QByteArray json = R"( {"a":1,"b":[true , null],"c":{},"d":[ ],"e":{"f":"x, {y}: \" [z]"}} )";
    const QStringList rows{u"{"_s,
                           u"  \"a\": 1,"_s,
                           u"  \"b\": ["_s,
                           u"    true,"_s,
                           u"    null"_s,
                           u"  ],"_s,
                           u"  \"c\": {},"_s,
                           u"  \"d\": [],"_s,
                           u"  \"e\": {"_s,
                           u"    \"f\": \"x, {y}: \\\" [z]\""_s,
                           u"  }"_s,
                           u"}"_s};
    QCOMPARE(models::indentedJson(json).split(u'\n'), rows);
    QCOMPARE(models::indentedJson("{}"), u"{}"_s);
    QCOMPARE(models::indentedJson("{\"a\":\"\xe2\x80\xae\"}"), u"{\n  \"a\": \"\ufffd\"\n}"_s);
}

void TestLogLinks::keepsJsonAsItIs()
{
    const QByteArray json = R"({"z":12345678901234567890123,"a":1.10,"z":"\u00e9\\","e":-0e+7})";
    const QString text = models::indentedJson(json);
    for (const auto *part : {u"12345678901234567890123", u"1.10", u"\"\\u00e9\\\\\"", u"-0e+7"})
        QVERIFY2(text.contains(QStringView(part)), qPrintable(text));
    QVERIFY(text.indexOf(u"\"z\"") < text.indexOf(u"\"a\""));
    QCOMPARE(text.count(u"\"z\""), 2);
}

void TestLogLinks::refusesWhatIsNoObject_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *const text : {"", "{", "}", "hello", "[1]", "1", "{\"a\":}", "{\"a\":1} {\"b\":2}", "{'a':1}",
                                   "{\"a\":\"\xff\"}", "{\"a\":\"\\\"}", "{\"a\":\"b}"})
        QTest::newRow(text) << QByteArray(text);
}

void TestLogLinks::refusesWhatIsNoObject()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(models::indentedJson(bytes), QString());
}

void TestLogLinks::deepAndLongJsonIsBounded()
{
    const auto nested = [](int depth) {
        return R"({"a":)" + QByteArray(depth, '[') + '1' + QByteArray(depth, ']') + '}';
    };
    const QByteArray deep = nested(900);
    const QString text = models::indentedJson(deep);
    QVERIFY(text.size() > deep.size());
    QVERIFY(text.size() < 100 * deep.size());
    QCOMPARE(models::indentedJson(nested(int(models::MostLogJsonRows) / 2)), QString());
    QCOMPARE(models::indentedJson("{\"a\":[" + QByteArray("1,").repeated(int(models::MostLogJsonRows)) + "1]}"),
             QString());
    const QByteArray tooLong = "{\"a\":\"" + QByteArray(models::LongestLogJson, 'x') + "\"}";
    QCOMPARE(models::indentedJson(tooLong), QString());
}

void TestLogLinks::putsPiecesTogether()
{
    models::LineStore store;
    const auto add = [&](const QByteArray &bytes, bool continuation, bool open,
                         engine::LogStream stream = engine::LogStream::Stdout) {
        store.append(models::LogPiece{bytes, 1, stream, continuation, open});
    };
    add("before", false, false);
    add(R"({"a":"one)", false, true);
    add("an error", false, false, engine::LogStream::Stderr);
    add(R"( two","b":[)", true, true);
    add("1]}", true, false);
    add("\x1b[32m{\"c\":2}\x1b[0m", false, false);
    store.appendMark("{}", 1);
    for (const qint64 line : {1, 3, 4})
        QCOMPARE(models::logLineAsJson(store, line), u"{\n  \"a\": \"one two\",\n  \"b\": [\n    1\n  ]\n}"_s);
    QCOMPARE(models::logLineAsJson(store, 5), u"{\n  \"c\": 2\n}"_s);
    for (const qint64 line : {-1, 0, 2, 6, 7})
        QCOMPARE(models::logLineAsJson(store, line), QString());
    add(R"({"a":)", false, true);
    for (int i = 0; i < 5000; ++i)
        add("an error", false, false, engine::LogStream::Stderr);
    add("1}", true, false);
    for (const qint64 line : {qint64(7), store.endLine() - 1})
        QCOMPARE(models::logLineAsJson(store, line), QString());
}

void TestLogLinks::waitsForNoDisk()
{
    const QTemporaryDir folder;
    const auto gate = std::make_shared<test::GatedDisk::Gate>();
    models::LineStore store(1024 * 1024, std::make_shared<models::LogSpill>(folder.path(), models::LogSpill::MaxBytes,
                                                                            std::make_unique<test::GatedDisk>(gate)));
    const QByteArray begin = "{\"a\":\"" + QByteArray(20'000, 'x');
    for (int i = 0; i < 500; ++i) { // each begins in one piece and ends in another
        store.append(models::LogPiece{begin, 1, engine::LogStream::Stdout, false, true});
        store.append(models::LogPiece{"\"}", 1, engine::LogStream::Stdout, true, false});
        QTRY_VERIFY(store.spill()->isIdle());
    }
    QCOMPARE(store.firstLine(), 0);
    const QString shown = u"{\n  \"a\": \""_s + QString(20'000, u'x') + u"\"\n}"_s;
    QCOMPARE(models::logLineAsJson(store, 999), shown);
    QVERIFY(!models::logLineAsJson(store, 100));
    QTRY_COMPARE(gate->reads, 1);
    QVERIFY(!models::logLineAsJson(store, 101)); // not yet
    gate->pass.release(100);
    for (int line = 0; line < 200; ++line)
        QTRY_COMPARE(models::logLineAsJson(store, line), shown);
    gate->fails = true;
    QTRY_COMPARE(models::logLineAsJson(store, 500), QString());
}

QTEST_GUILESS_MAIN(TestLogLinks)
#include "tst_log_links.moc"
