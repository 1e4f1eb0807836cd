// SPDX-License-Identifier: Apache-2.0
#include "models/line_cutter.h"
#include "models/log_text.h"
#include "tests/support/elsewhere.h"
#include "tests/support/file_log.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using models::LineOwners;
using models::LineStore;
using models::LogDocument;
using models::LogPiece;
using models::LogSpan;
using models::LogSpill;
using models::LogText;
using models::StoredLine;

namespace {

void add(LogDocument &document, const QByteArrayList &lines)
{
    document.append([&](LineStore &store) {
        for (const QByteArray &line : lines)
            store.append(LogPiece{line, 1'700'000'000'000'000'000, engine::LogStream::Stdout, false, false});
    });
}

struct FileBench : test::FileLog
{
    LogText text;
    QSignalSpy collected{&text, &LogText::collected};
};

/// What a plain walk over the lines gives.
QByteArray expectedText(const LogDocument &document, const LogSpan &span)
{
    QString text;
    document.store().visit(span.firstLine, span.lastLine + 1, [&](qint64 index, const StoredLine &line) {
        if (index > span.firstLine && !line.continuation)
            text += u'\n';
        const models::AnsiState state = line.continuation ? document.store().ansiState(index) : models::AnsiState();
        const QString shown = models::parseAnsi(line.bytes, state).text;
        const qsizetype from = index == span.firstLine ? std::min(span.firstOffset, shown.size()) : 0;
        const qsizetype to = index == span.lastLine ? std::clamp(span.lastOffset, from, shown.size()) : shown.size();
        text += models::plainText(QStringView(shown).mid(from, to - from));
        return true;
    });
    return text.toUtf8();
}

/// What containers print, whole lines and pieces, on both streams.
void addAnything(LogDocument &document, QRandomGenerator &random, int lines)
{
    static const QByteArrayList Parts{"plain text ",  "\x1b[1;31m", "\x1b[0m",      "\t",     "\xc3\xa4\xe2\x82\xac",
                                      "\xff",         "\r",         "\x1b]0;title", "\x1b\\", "\b",
                                      "\xe2\x80\xae", "\x1b[3",     "8;5;9m"};
    document.append([&](LineStore &store) {
        std::array<bool, 2> open{};
        for (int i = 0; i < lines; ++i) {
            QByteArray text;
            for (int parts = random.bounded(12); parts > 0; --parts)
                text += Parts[std::max(0, random.bounded(60) - 60 + int(Parts.size()))];
            const bool isError = random.bounded(3) == 0;
            const bool isOpen = random.bounded(4) == 0;
            const auto stream = isError ? engine::LogStream::Stderr : engine::LogStream::Stdout;
            store.append(LogPiece{text, i * 1'000'000LL, stream, std::exchange(open[isError], isOpen), isOpen});
            if (random.bounded(50) == 0)
                store.appendMark("Container restarted", i * 1'000'000LL);
        }
    });
}

} // namespace

class TestLogText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void collectsText();
    void collectsAnything();
    void namesContainers();
    void readsTheFileElsewhere();
    void tellsWhatCannotBeRead();
    void isForgotten();
    void staysAsItWas();
    void refusesTooMuch();
};

void TestLogText::collectsText()
{
    LogDocument document;
    add(document, {"first", "\x1b[31msec\tond\x1b[0m", "", "last line"});
    LogText text;
    QSignalSpy collected(&text, &LogText::collected);
    text.collect(document, {0, 2, 3, 4});
    QCOMPARE(collected.size(), 1); // at once
    QCOMPARE(collected.takeFirst().first().toByteArray(), QByteArray("rst\nsec\tond\n\nlast"));
    text.collect(document, {0, 1, 0, 3});
    QCOMPARE(collected.takeFirst().first().toByteArray(), QByteArray("ir"));
    QVERIFY(!text.isRunning());

    LogDocument cut;
    const QByteArray whole(50'000, 'w');
    engine::LogBatch batch{whole, {{0, quint32(whole.size()), 1, engine::LogStream::Stdout, false}}};
    cut.append([&](LineStore &store) {
        models::LineCutter().push(batch, [&](const LogPiece &piece) { store.append(piece); });
    });
    text.collect(cut, {cut.firstLine(), 0, cut.endLine(), 0});
    QCOMPARE(collected.takeFirst().first().toByteArray(), whole);
    document.clear();
    text.collect(document, {0, 0, 3, 4});
    QVERIFY(!text.isRunning());
    QCOMPARE(collected.size(), 0);
}

void TestLogText::collectsAnything()
{
    QRandomGenerator random(7);
    const QTemporaryDir folder;
    LogDocument document(2 * 1024 * 1024, std::make_shared<LogSpill>(folder.path()));
    for (int i = 0; i < 20; ++i) {
        addAnything(document, random, 3000);
        QTRY_VERIFY(document.store().spill()->isIdle());
    }
    QVERIFY(document.store().spill()->bytesUsed() > 0);
    QCOMPARE(document.firstLine(), 0);
    LogText text;
    QSignalSpy collected(&text, &LogText::collected);
    for (int i = 0; i < 40; ++i) {
        const qint64 from = random.bounded(document.endLine());
        const qint64 to = i % 8 ? std::min<qint64>(document.endLine() - 1, from + random.bounded(3))
                                : from + random.bounded(document.endLine() - from);
        const LogSpan span{from, random.bounded(12), to, random.bounded(40)};
        text.collect(document, span);
        QTRY_COMPARE_WITH_TIMEOUT(collected.size(), 1, 30'000);
        QCOMPARE(collected.first()[1].toLongLong(), 0);
        const QByteArray expected = test::elsewhere([&] { return expectedText(document, span); });
        QCOMPARE(collected.takeFirst().first().toByteArray(), expected);
    }
}

void TestLogText::namesContainers()
{
    LogDocument document;
    add(document, {"one", "two", "mark", "three"});
    document.setOwners(
        [](qint64 from, qint64 to, LineOwners::Owner *owners) {
            for (qint64 line = from; line < to; ++line)
                *owners++ = line == 2 ? LineOwners::None : LineOwners::Owner(line % 2);
        },
        {u"web"_s, u"db"_s});
    LogText text;
    QSignalSpy collected(&text, &LogText::collected);
    text.collect(document, {0, 0, 3, 5}, true);
    QCOMPARE(collected.takeFirst().first().toByteArray(), QByteArray("web | one\ndb | two\nmark\ndb | three"));
    text.collect(document, {0, 1, 1, 3}, true); // not before a part of a line
    QCOMPARE(collected.takeFirst().first().toByteArray(), QByteArray("ne\ndb | two"));
    text.collect(document, {0, 0, 3, 5}, false);
    QCOMPARE(collected.takeFirst().first().toByteArray(), QByteArray("one\ntwo\nmark\nthree"));
}

void TestLogText::readsTheFileElsewhere()
{
    FileBench bench;
    QVERIFY(bench.fill());
    QSignalSpy progressed(&bench.text, &LogText::progressed);
    bench.text.collect(bench.document, {1000, 5, FileBench::Lines - 1, 4}); // nobody waits, though the disk does
    QVERIFY(bench.text.isRunning());
    QCOMPARE(bench.collected.size(), 0);
    QTRY_COMPARE(bench.gate->reads, 1);
    QTRY_VERIFY(progressed.size() >= 2);
    QCOMPARE(bench.text.fraction(), 0.0);
    bench.gate->pass.release(1);
    QTRY_COMPARE(bench.gate->reads, 2);
    QTRY_VERIFY(bench.text.fraction() > 0 && bench.text.fraction() < 1);
    bench.gate->pass.release(100);
    QTRY_COMPARE(bench.collected.size(), 1);
    QVERIFY(!bench.text.isRunning());
    const QByteArray expected =
        bench.line(1000).mid(5) + '\n' + bench.lines(1001, FileBench::Lines - 1) + '\n' + "line";
    QCOMPARE(bench.collected.first().first().toByteArray(), expected);
    QCOMPARE(bench.collected.first()[1].toLongLong(), 0);
}

void TestLogText::tellsWhatCannotBeRead()
{
    FileBench bench;
    QVERIFY(bench.fill());
    bench.gate->fails = true;
    bench.gate->pass.release(100);
    bench.text.collect(bench.document, {10, 0, FileBench::Lines - 1, 20});
    QTRY_COMPARE(bench.collected.size(), 1);
    const QByteArray text = bench.collected.first().first().toByteArray();
    const qint64 missing = bench.collected.first()[1].toLongLong();
    QVERIFY(missing > 0 && missing < FileBench::Lines - 10);
    QCOMPARE(text, '[' + QByteArray::number(missing) + " lines could not be read back from the cache folder]\n" +
                       bench.lines(int(missing) + 10, FileBench::Lines));
}

void TestLogText::isForgotten()
{
    FileBench bench;
    QVERIFY(bench.fill());
    bench.text.collect(bench.document, {0, 0, FileBench::Lines - 1, 4});
    QTRY_COMPARE(bench.gate->reads, 1);
    bench.text.collect(bench.document, {FileBench::Lines - 2, 0, FileBench::Lines - 1, 4}); // only this one is wanted
    QCOMPARE(bench.collected.size(), 1);
    QCOMPARE(bench.collected.takeFirst().first().toByteArray(), bench.line(FileBench::Lines - 2) + "\nline");
    QVERIFY(!bench.text.isRunning());
    {
        LogText other;
        other.collect(bench.document, {0, 0, FileBench::Lines - 1, 4}); // it goes while it waits
    }
    bench.text.collect(bench.document, {FileBench::Lines - 2, 0, FileBench::Lines - 1, 4});
    bench.collected.clear();
    bench.text.collect(bench.document, {0, 0, 20, 4});
    bench.text.cancel();
    bench.gate->pass.release(100);
    bench.text.collect(bench.document, {0, 0, 1, 4});
    QTRY_COMPARE(bench.collected.size(), 1);
    QCOMPARE(bench.collected.first().first().toByteArray(), QByteArray("line 0\nline"));
}

void TestLogText::staysAsItWas()
{
    FileBench bench;
    QVERIFY(bench.fill());
    const int from = FileBench::Lines - 5000;
    bench.text.collect(bench.document, {0, 0, FileBench::Lines - 1, 20});
    QTRY_COMPARE(bench.gate->reads, 1);
    bench.document.truncate(from); // a late line takes newer ones off
    add(bench.document, {"late"});
    bench.gate->pass.release(100);
    QTRY_COMPARE(bench.collected.size(), 1);
    QCOMPARE(bench.collected.first().first().toByteArray(), bench.lines(0, FileBench::Lines));
}

void TestLogText::refusesTooMuch()
{
    LogDocument document;
    add(document, QByteArrayList(200, QByteArray(8000, 'x')));
    LogText text(1'000'000);
    QSignalSpy tooLong(&text, &LogText::tooLong);
    QSignalSpy collected(&text, &LogText::collected);
    text.collect(document, {0, 0, 199, 8000});
    QTRY_COMPARE(tooLong.size(), 1);
    QCOMPARE(collected.size(), 0);
    QVERIFY(!text.isRunning());
}

QTEST_GUILESS_MAIN(TestLogText)
#include "tst_log_text.moc"
