// SPDX-License-Identifier: Apache-2.0
// A LogView of lines that lie in a file, on a disk that answers late.
#include "tests/support/gated_disk.h"
#include "ui/log_view.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LogDocument;
using models::LogHit;
using models::LogPiece;
using models::LogSpill;
using ui::LogView;

namespace {

/// A view of lines most of which are in a file, on a disk that answers when it is told to.
struct SlowFileBench
{
    SlowFileBench()
    {
        view.resize(600, 300);
        view.setDocument(&document);
        view.show();
    }
    [[nodiscard]] bool fill(const QByteArray &prefix, int lines = 50'000)
    {
        const int step = lines / 50;
        for (int i = 0; i < lines; i += step) {
            addLines(prefix, i, i + step);
            if (!QTest::qWaitFor([this] { return document.store().spill()->isIdle(); }))
                return false;
        }
        return document.store().spill()->bytesUsed() > 0;
    }
    void addLines(const QByteArray &prefix, int from, int to)
    {
        document.append([&](models::LineStore &store) {
            for (int i = from; i < to; ++i) {
                const QByteArray text = prefix + QByteArray::number(i);
                store.append(LogPiece{text, 0, engine::LogStream::Stdout, false, false});
            }
        });
    }
    [[nodiscard]] QString shownText() { return QAccessible::queryAccessibleInterface(&view)->text(QAccessible::Value); }

    const QTemporaryDir folder;
    const std::shared_ptr<test::GatedDisk::Gate> gate = std::make_shared<test::GatedDisk::Gate>();
    LogDocument document{1024 * 1024, std::make_shared<LogSpill>(folder.path(), LogSpill::MaxBytes,
                                                                 std::make_unique<test::GatedDisk>(gate))};
    LogView view;
};

} // namespace

class TestLogViewFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ui::applyTheme(*qApp); }
    void linesComeWhenTheyAreRead();
    void hitIsFoundAgain();
};

void TestLogViewFile::linesComeWhenTheyAreRead()
{
    SlowFileBench bench;
    QVERIFY(bench.fill("line number "));
    QTRY_VERIFY(bench.shownText().contains(u"line number 49999"_s));
    bench.view.verticalScrollBar()->setValue(0);
    QTRY_COMPARE(bench.gate->reads, 1);
    QCOMPARE(bench.view.topRow().line, 0); // nobody waits
    QCOMPARE(bench.shownText().trimmed(), QString());
    QVERIFY(QTest::qWaitForWindowExposed(&bench.view));
    bench.gate->pass.release(8);
    QTRY_VERIFY(bench.shownText().startsWith(u"line number 0\n"_s));
    QCOMPARE(bench.view.topRow().line, 0);
    QTest::keyClick(&bench.view, Qt::Key_End);
    QTRY_VERIFY(bench.shownText().contains(u"line number 49999"_s));
}

void TestLogViewFile::hitIsFoundAgain()
{
    SlowFileBench bench;
    QVERIFY(bench.fill(QByteArray(3000, 'x') + ' ', 2000)); // many rows each
    const LogHit hit{100, 2990, 5};
    bench.view.setCurrentHit(hit);
    QTRY_COMPARE(bench.gate->reads, 1);
    QVERIFY(bench.view.cellRect({hit.line, hit.start}).isNull());
    bench.gate->pass.release(8);
    QTRY_VERIFY(!bench.view.cellRect({hit.line, hit.start}).isNull());
}

QTEST_MAIN(TestLogViewFile)
#include "tst_log_view_file.moc"
