// SPDX-License-Identifier: Apache-2.0
#include "models/env_file.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Pair = models::RunForm::Pair;

class EnvFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void EnvFileTest::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QList<Pair>>("pairs");
    QTest::newRow("nothing") << QByteArray() << QList<Pair>();
    QTest::newRow("one") << QByteArray("A=1") << QList<Pair>{{u"A"_s, u"1"_s}};
    QTest::newRow("comments and blank lines") << QByteArray("# x\n\n  \n  # y\nA=1\n") << QList<Pair>{{u"A"_s, u"1"_s}};
    QTest::newRow("as it stands") << QByteArray("A= \"b\" 'c' $D # e \n")
                                  << QList<Pair>{{u"A"_s, u" \"b\" 'c' $D # e "_s}};
    QTest::newRow("more equal signs") << QByteArray("A=b=c\n") << QList<Pair>{{u"A"_s, u"b=c"_s}};
    QTest::newRow("windows") << QByteArray("A=1\r\nB=2\r\n") << QList<Pair>{{u"A"_s, u"1"_s}, {u"B"_s, u"2"_s}};
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf"
                                                   "A=1\n")
                                     << QList<Pair>{{u"A"_s, u"1"_s}};
    QTest::newRow("indented, empty, alone") << QByteArray("  A=\nB\n") << QList<Pair>{{u"A"_s, u""_s}, {u"B"_s, u""_s}};
    QTest::newRow("not ASCII") << QByteArray("GRUSS=Grüße\n") << QList<Pair>{{u"GRUSS"_s, u"Grüße"_s}};
}

void EnvFileTest::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QList<Pair>, pairs);
    const auto read = models::parseEnvFile(bytes);
    QVERIFY(read.has_value());
    QCOMPARE(*read, pairs);
}

void EnvFileTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("problem");
    QTest::newRow("no name") << QByteArray("A=1\n=2\n") << u"Line 2: no name before “=”."_s;
    QTest::newRow("blank in a name") << QByteArray("MY NAME=1\n") << u"Line 1: the name “MY NAME” has a blank in it."_s;
    QTest::newRow("binary") << QByteArray("A=1\0B", 5) << u"This is not a text file."_s;
    QTest::newRow("not UTF-8") << QByteArray("A=\xff\xfe\n") << u"This is not a text file."_s;
}

void EnvFileTest::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, problem);
    const auto read = models::parseEnvFile(bytes);
    QVERIFY(!read.has_value());
    QCOMPARE(read.error(), problem);
}

QTEST_GUILESS_MAIN(EnvFileTest)
#include "tst_env_file.moc"
