// SPDX-License-Identifier: Apache-2.0
#include "engine-client/decode/copy_scan.h"

#include <QByteArray>
#include <QTest>

using engine::CopyScan;

namespace {
constexpr int Longest = 100; // some steps, and every way to end
constexpr char Guard = '#';
} // namespace

class TestCopyScan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void copiesNoMoreThanItIsTold();
    void seesOneByteWhereverItIs_data();
    void seesOneByteWhereverItIs();
    void remembersUntilReset();
};

void TestCopyScan::copiesNoMoreThanItIsTold()
{
    for (int size = 0; size <= Longest; ++size) {
        QByteArray from;
        for (int i = 0; i < size; ++i)
            from.append(char('A' + i % 26));
        QByteArray to(size + 2 * Longest, Guard);
        CopyScan scan;
        QVERIFY(!scan.copy(to.data() + Longest, from.constData(), std::size_t(size)));
        QCOMPARE(to.first(Longest), QByteArray(Longest, Guard));
        QCOMPARE(to.sliced(Longest, size), from);
        QCOMPARE(to.last(Longest), QByteArray(Longest, Guard));
        QVERIFY(!scan.hasEscape());
        QVERIFY(scan.isAscii());
    }
}

void TestCopyScan::seesOneByteWhereverItIs_data()
{
    QTest::addColumn<char>("byte");
    QTest::addColumn<bool>("isFeed");
    QTest::addColumn<bool>("isEscape");
    QTest::addColumn<bool>("isAscii");
    QTest::newRow("line feed") << '\n' << true << false << true;
    QTest::newRow("escape") << '\x1b' << false << true << true;
    QTest::newRow("beyond ASCII") << '\x80' << false << false << false;
    QTest::newRow("escape with the high bit") << '\x9b' << false << false << false;
    QTest::newRow("line feed with the high bit") << '\x8a' << false << false << false;
    QTest::newRow("none of them") << '\x1a' << false << false << true;
    QTest::newRow("zero") << '\0' << false << false << true;
}

void TestCopyScan::seesOneByteWhereverItIs()
{
    QFETCH(const char, byte);
    for (int size = 1; size <= Longest; ++size) {
        for (int at = 0; at < size; ++at) {
            QByteArray from(size, 'a');
            from[at] = byte;
            QByteArray to(size, Guard);
            CopyScan scan;
            QTEST(scan.copy(to.data(), from.constData(), std::size_t(size)), "isFeed");
            QTEST(scan.hasEscape(), "isEscape");
            QTEST(scan.isAscii(), "isAscii");
            QCOMPARE(to, from);
        }
    }
}

void TestCopyScan::remembersUntilReset()
{
    CopyScan scan;
    QByteArray to(Longest, Guard);
    (void)scan.copy(to.data(), "\x1b[0m", 4);
    (void)scan.copy(to.data(), "a line of more than sixteen bytes \xc3\xa9", 36);
    QVERIFY(!scan.copy(to.data(), "and another one, without anything", 33));
    QVERIFY(scan.hasEscape());
    QVERIFY(!scan.isAscii());
    scan.reset();
    QVERIFY(!scan.hasEscape());
    QVERIFY(scan.isAscii());
}

QTEST_GUILESS_MAIN(TestCopyScan)
#include "tst_copy_scan.moc"
