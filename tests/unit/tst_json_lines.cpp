// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/json_lines.h"
#include "tests/support/cuts.h"

#include <QTest>

using engine::JsonLines;

namespace {
/// The documents, one a line, after checking that no cut changes them.
QByteArray documents(const QByteArray &bytes, std::size_t limit, std::size_t &dropped)
{
    QByteArray first;
    for (const QList<QByteArray> &pieces : test::everyCut(bytes)) {
        JsonLines lines(limit);
        std::string_view document;
        QByteArray text;
        const auto add = [&] { text += QByteArray(document.data(), static_cast<qsizetype>(document.size())) + '\n'; };
        for (const QByteArray &piece : pieces) {
            std::string_view input(piece.constData(), static_cast<std::size_t>(piece.size()));
            while (lines.next(input, document))
                add();
        }
        if (lines.finish(document))
            add();
        if (lines.finish(document))
            return "finish gave a document twice";
        dropped = lines.dropped();
        if (first.isNull())
            first = text;
        else if (text != first)
            return "differs when cut in " + QByteArray::number(pieces.size()) + ":\n" + text;
    }
    return first;
}
} // namespace

class TestJsonLines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cuts_data();
    void cuts();
    void dropsLongDocuments();
};

void TestJsonLines::cuts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("nothing", "", "");
    row("lines", "{\"a\":1}\n{\"b\":[2]}\r\n", "{\"a\":1}\n{\"b\":[2]}\n");
    row("no line end", "{\"a\":1}\n{\"b\":2}", "{\"a\":1}\n{\"b\":2}\n");
    row("concatenated", "{\"a\":1}{\"b\":{}}[1,[2]] {}", "{\"a\":1}\n{\"b\":{}}\n[1,[2]]\n{}\n");
    row("brackets in strings", R"({"a":"}{]["}{"b":"\"}\\"}{"c":"\\\""})",
        "{\"a\":\"}{][\"}\n{\"b\":\"\\\"}\\\\\"}\n{\"c\":\"\\\\\\\"\"}\n");
    row("blank lines", "\n\r\n  \n{}\n\n", "{}\n");
    row("scalars", "1\nnull\n\"x\"\n", "1\nnull\n\"x\"\n");
    row("broken lines cost only themselves", "{\"a\":\n{\"b\":1}\n\"open\n{\"c\":1}\n]}\n{}\n",
        "{\"a\":\n{\"b\":1}\n\"open\n{\"c\":1}\n]}\n{}\n");
    row("cut short", "{}\n{\"a\":\"b", "{}\n{\"a\":\"b\n");
}

void TestJsonLines::cuts()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);
    std::size_t dropped = 0;
    QCOMPARE(documents(bytes, JsonLines::defaultLimit, dropped), expected);
    QCOMPARE(dropped, 0U);
}

void TestJsonLines::dropsLongDocuments()
{
    std::size_t dropped = 0;
    QCOMPARE(documents("{\"a\":\"0123456789\"}{}\n{\"a\":\"0123456789\"}\n[1]\n{\"ab\":\"cd\"}{\"a\":\"0123456789", 12,
                       dropped),
             "{}\n[1]\n{\"ab\":\"cd\"}\n");
    QCOMPARE(dropped, 3U);
}

QTEST_GUILESS_MAIN(TestJsonLines)
#include "tst_json_lines.moc"
