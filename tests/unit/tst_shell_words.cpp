// SPDX-License-Identifier: Apache-2.0
#include "models/quantities.h"
#include "models/shell_words.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace models;

class TestShellWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void splits_data();
    void splits();
    void saysWhatIsNotClosed_data();
    void saysWhatIsNotClosed();
    void quotes_data();
    void quotes();
    void agreesWithTheShell();
    void readsBytes_data();
    void readsBytes();
    void readsCpus_data();
    void readsCpus();
    void readsDurations_data();
    void readsDurations();
};

void TestShellWords::splits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("empty") << u""_s << QStringList();
    QTest::newRow("blanks") << u" \t\n "_s << QStringList();
    QTest::newRow("plain") << u"jupyter  notebook --ip=0.0.0.0"_s
                           << QStringList{u"jupyter"_s, u"notebook"_s, u"--ip=0.0.0.0"_s};
    QTest::newRow("single") << u"sh -c 'echo \"a b\" $HOME'"_s
                            << QStringList{u"sh"_s, u"-c"_s, u"echo \"a b\" $HOME"_s};
    QTest::newRow("double") << uR"(echo "a \"b\" \$c \n \\")"_s << QStringList{u"echo"_s, uR"(a "b" $c \n \)"_s};
    QTest::newRow("empty words") << u"a '' \"\""_s << QStringList{u"a"_s, u""_s, u""_s};
    QTest::newRow("glued") << u"a'b c'\"d e\"f\\ g"_s << QStringList{u"ab cd ef g"_s};
    QTest::newRow("escaped blank") << u"a\\ b"_s << QStringList{u"a b"_s};
    QTest::newRow("joined lines") << u"run \\\n  -d x\\\ny"_s << QStringList{u"run"_s, u"-d"_s, u"xy"_s};
    QTest::newRow("joined in quotes") << u"\"a\\\nb\""_s << QStringList{u"ab"_s};
    QTest::newRow("nothing is expanded") << u"* $x `y` | > # ~"_s
                                         << QStringList{u"*"_s, u"$x"_s, u"`y`"_s, u"|"_s, u">"_s, u"#"_s, u"~"_s};
    QTest::newRow("unicode") << u"„ä ö“ 日本"_s << QStringList{u"„ä"_s, u"ö“"_s, u"日本"_s};
}

void TestShellWords::splits()
{
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    const auto result = splitShellWords(text);
    QVERIFY(result.has_value());
    QCOMPARE(*result, words);
}

void TestShellWords::saysWhatIsNotClosed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<QString>("message");
    QTest::newRow("single") << u"sh 'a"_s << qsizetype(3) << u"The quote ' at character 4 isn't closed."_s;
    QTest::newRow("double") << u"\"a\\\""_s << qsizetype(0) << u"The quote \" at character 1 isn't closed."_s;
    QTest::newRow("backslash") << u"ab\\"_s << qsizetype(2) << u"Nothing follows the backslash at character 3."_s;
}

void TestShellWords::saysWhatIsNotClosed()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, position);
    QFETCH(QString, message);
    const auto result = splitShellWords(text);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().position, position);
    QCOMPARE(result.error().message, message);
}

void TestShellWords::quotes_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("quoted");
    QTest::newRow("plain") << u"127.0.0.1:8888:8888/udp"_s << u"127.0.0.1:8888:8888/udp"_s;
    QTest::newRow("empty") << u""_s << u"''"_s;
    QTest::newRow("blank") << u"a b"_s << u"'a b'"_s;
    QTest::newRow("apostrophe") << u"it's"_s << uR"('it'\''s')"_s;
    QTest::newRow("dollar") << u"$HOME"_s << u"'$HOME'"_s;
    QTest::newRow("home") << u"~/x"_s << u"'~/x'"_s;
    QTest::newRow("line end") << u"a\nb"_s << u"'a\nb'"_s;
    QTest::newRow("letter") << u"ä"_s << u"'ä'"_s;
}

void TestShellWords::quotes()
{
    QFETCH(QString, word);
    QFETCH(QString, quoted);
    QCOMPARE(quoteShellWord(word), quoted);
    QCOMPARE(splitShellWords(quoted).value(), QStringList{word});
}

/// What is quoted here a real shell reads back, word by word.
void TestShellWords::agreesWithTheShell()
{
    const QStringList words{u"a b"_s,        u"it's"_s, u"$(x) `y` \"z\" \\"_s, u"*?[a]{b,c}"_s,
                            u"!#&|;<>()~"_s, u""_s,     u"tab\there"_s,         u"ü=ö"_s};
    QProcess shell;
    shell.start(u"/bin/sh"_s, {u"-c"_s, u"printf '%s\\0' "_s + joinShellWords(words)});
    QVERIFY(shell.waitForFinished());
    QStringList answer = QString::fromUtf8(shell.readAllStandardOutput()).split(QChar(u'\0'));
    QVERIFY(answer.takeLast().isEmpty());
    QCOMPARE(answer, words);
    QCOMPARE(splitShellWords(joinShellWords(words)).value(), words);
}

void TestShellWords::readsBytes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("number") << u"512"_s << qint64(512);
    QTest::newRow("b") << u"512b"_s << qint64(512);
    QTest::newRow("k") << u"2k"_s << qint64(2048);
    QTest::newRow("m") << u"512m"_s << qint64(512) * 1024 * 1024;
    QTest::newRow("MB") << u"512MB"_s << qint64(512) * 1024 * 1024;
    QTest::newRow("g") << u" 1.5g "_s << qint64(1536) * 1024 * 1024;
    QTest::newRow("KiB") << u"64 KiB"_s << qint64(65536);
    QTest::newRow("word") << u"much"_s << qint64(-1);
    QTest::newRow("negative") << u"-1m"_s << qint64(-1);
    QTest::newRow("unit") << u"1x"_s << qint64(-1);
    QTest::newRow("empty") << u""_s << qint64(-1);
    QTest::newRow("too much") << u"99999999p"_s << qint64(-1);
    QTest::newRow("far too much") << QString(400, u'9') << qint64(-1);
    QTest::newRow("exponent") << u"1e3"_s << qint64(-1);
}

void TestShellWords::readsBytes()
{
    QFETCH(QString, text);
    QFETCH(qint64, bytes);
    QCOMPARE(parseBytes(text).value_or(-1), bytes);
}

void TestShellWords::readsCpus_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nano");
    QTest::newRow("one") << u"1"_s << qint64(1'000'000'000);
    QTest::newRow("half") << u".5"_s << qint64(500'000'000);
    QTest::newRow("one and a half") << u"1.5"_s << qint64(1'500'000'000);
    QTest::newRow("too exact") << u"0.0000000001"_s << qint64(-1);
    QTest::newRow("negative") << u"-1"_s << qint64(-1);
    QTest::newRow("word") << u"two"_s << qint64(-1);
    QTest::newRow("dot") << u"."_s << qint64(-1);
}

void TestShellWords::readsCpus()
{
    QFETCH(QString, text);
    QFETCH(qint64, nano);
    QCOMPARE(parseNanoCpus(text).value_or(-1), nano);
}

void TestShellWords::readsDurations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("nanoseconds");
    QTest::newRow("seconds") << u"30s"_s << qint64(30'000'000'000);
    QTest::newRow("minutes and seconds") << u"1m30s"_s << qint64(90'000'000'000);
    QTest::newRow("hours") << u"1.5h"_s << qint64(5'400'000'000'000);
    QTest::newRow("milliseconds") << u"500ms"_s << qint64(500'000'000);
    QTest::newRow("microseconds") << u"2us"_s << qint64(2000);
    QTest::newRow("microseconds by their letter") << u"2µs"_s << qint64(2000);
    QTest::newRow("no unit") << u"30"_s << qint64(-1);
    QTest::newRow("wrong unit") << u"30d"_s << qint64(-1);
    QTest::newRow("empty") << u""_s << qint64(-1);
    QTest::newRow("too long") << u"99999999999h"_s << qint64(-1);
}

void TestShellWords::readsDurations()
{
    QFETCH(QString, text);
    QFETCH(qint64, nanoseconds);
    QCOMPARE(parseDuration(text).value_or(-1), nanoseconds);
}

QTEST_GUILESS_MAIN(TestShellWords)
#include "tst_shell_words.moc"
