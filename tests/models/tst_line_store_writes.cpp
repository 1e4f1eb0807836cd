// SPDX-License-Identifier: Apache-2.0
// Lines that are taken off while they are on their way into the file.
#include "models/line_store.h"
#include "tests/support/gated_disk.h"

#include <QTemporaryDir>
#include <QTest>

using models::LineStore;
using models::LogSpill;

namespace {

constexpr qint64 Budget = 4 * LineStore::ChunkBytes;
constexpr int Releases = 1000; ///< more than there are writes

/// A store whose oldest chunk is on its way to a disk that does not answer yet.
struct Bench
{
    Bench() { gate->holdsWrites = true; }
    Bench(const Bench &) = delete;
    Bench &operator=(const Bench &) = delete;
    ~Bench() { gate->passWrite.release(Releases); } ///< nobody waits for ever

    void fill()
    {
        while (!store.isFileBehind())
            store.append({QByteArray(1000, 'x'), 1, engine::LogStream::Stdout, false, false});
    }

    const QTemporaryDir folder;
    const std::shared_ptr<test::GatedDisk::Gate> gate = std::make_shared<test::GatedDisk::Gate>();
    const std::shared_ptr<LogSpill> spill =
        std::make_shared<LogSpill>(folder.path(), LogSpill::MaxBytes, std::make_unique<test::GatedDisk>(gate));
    LineStore store{Budget, spill};
};

} // namespace

class TestLineStoreWrites : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void arrivesForNobody();
    void arrivesForAnother();
};

void TestLineStoreWrites::arrivesForNobody()
{
    Bench bench;
    bench.fill();
    QTRY_COMPARE(bench.gate->writes, 1);
    bench.store.truncate(bench.store.firstLine());
    QVERIFY(bench.store.isEmpty());
    bench.gate->passWrite.release(Releases);
    QTRY_VERIFY(bench.spill->isIdle());
    QVERIFY(!bench.store.isFileBehind());
    QCOMPARE(bench.store.memoryBytes(), 0);
}

/// Lines with the same numbers, which are on their way themselves.
void TestLineStoreWrites::arrivesForAnother()
{
    Bench bench;
    bench.fill();
    QTRY_COMPARE(bench.gate->writes, 1);
    bench.store.truncate(bench.store.firstLine());
    bench.fill();
    bench.gate->passWrite.release(2); // index and lines
    QTRY_COMPARE(bench.gate->writes, 3);
    QVERIFY(bench.store.isFileBehind());
    bench.gate->passWrite.release(Releases);
    QTRY_VERIFY(bench.spill->isIdle());
    QVERIFY(!bench.store.isFileBehind());
    QVERIFY(bench.store.runAt(0).isInFile);
    QCOMPARE(bench.store.droppedLines(), 0);
}

QTEST_GUILESS_MAIN(TestLineStoreWrites)
#include "tst_line_store_writes.moc"
