// SPDX-License-Identifier: Apache-2.0
#include "models/pull_layers_model.h"
#include "models/rate_meter.h"
#include "tests/support/fixtures.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using engine::PullMessage;
using models::PullLayersModel;

namespace {

/// The engine client's own decoder is tested by itself; here only the meaning of the messages counts.
QList<PullMessage> recorded(const QString &engine, const QString &file)
{
    QList<PullMessage> messages;
    for (const QByteArray &line : test::fixture(engine, file).split('\n')) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (!json.is_object())
            continue;
        PullMessage message;
        message.id = QString::fromStdString(json.value("id", ""));
        message.status = QString::fromStdString(json.value("status", ""));
        const auto detail = json.value("progressDetail", nlohmann::json::object());
        message.current = detail.value("current", qint64(-1));
        message.total = detail.value("total", qint64(-1));
        message.seconds = detail.value("units", "") == "s";
        messages += message;
    }
    return messages;
}

QString dump(const PullLayersModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount({}); ++row) {
        const QModelIndex first = model.index(row, 0);
        QStringList cells;
        for (int column = 0; column < PullLayersModel::ColumnCount; ++column)
            cells += model.index(row, column).data().toString();
        cells += QString::number(model.data(first, PullLayersModel::FractionRole).toDouble(), 'f', 2);
        cells += model.data(first, PullLayersModel::DoneRole).toBool() ? u"done"_s : u"-"_s;
        rows += cells.join(u" | "_s);
    }
    return rows.join(u'\n');
}

PullMessage message(const QString &id, const QString &status, qint64 current = -1, qint64 total = -1,
                    bool seconds = false)
{
    return {id, status, current, total, seconds};
}

bool isPodman(const QString &engine)
{
    return engine.startsWith(u"podman");
}

} // namespace

class TestPullLayers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void followsDocker();
    void followsTheContainerdStore();
    void followsPodman();
    void endsRightOnEveryEngine_data();
    void endsRightOnEveryEngine();
    void survivesDroppedLines_data();
    void survivesDroppedLines();
    void knowsNothingOfUnknownSizes();
    void retryLeadsBack();
    void repaintsOnlyWhatChanged();
    void metersTheRate();
};

void TestPullLayers::followsDocker()
{
    PullLayersModel model(true);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.apply({message(u"latest"_s, u"Pulling from library/postgres"_s), message(u"a1"_s, u"Already exists"_s),
                 message(u"b2"_s, u"Pulling fs layer"_s), message(u"c3"_s, u"Pulling fs layer"_s),
                 message(u"c3"_s, u"Waiting"_s), message(u"b2"_s, u"Downloading"_s, 1'000'000, 4'000'000)});
    QCOMPARE(dump(model), u"a1 | Already exists |  | 1.00 | done\n"
                          "b2 | Downloading | 1 MB of 4 MB | 0.25 | -\n"
                          "c3 | Waiting |  | 0.00 | -"_s);
    QVERIFY(model.fraction() < 0);
    QVERIFY(!model.isTotalKnown());
    model.apply({message(u"c3"_s, u"Downloading"_s, 0, 6'000'000), message(u"b2"_s, u"Verifying Checksum"_s),
                 message(u"b2"_s, u"Download complete"_s)});
    QCOMPARE(model.bytesDone(), 4'000'000);
    QCOMPARE(model.bytesTotal(), 10'000'000);
    QCOMPARE(model.fraction(), 0.7 * 0.4);
    model.apply({message(u"b2"_s, u"Extracting"_s, 1'000'000, 4'000'000),
                 message(u"c3"_s, u"Downloading"_s, 3'000'000, 6'000'000)});
    QCOMPARE(dump(model), u"a1 | Already exists |  | 1.00 | done\n"
                          "b2 | Extracting | 1 MB of 4 MB | 0.25 | -\n"
                          "c3 | Downloading | 3 MB of 6 MB | 0.50 | -"_s);
    QCOMPARE(model.fraction(), 0.7 * 0.7 + 0.3 * 0.1);
    model.apply({message(u"b2"_s, u"Pull complete"_s), message(u"b2"_s, u"Downloading"_s, 1, 4'000'000),
                 message(u"c3"_s, u"Pull complete"_s)});
    QCOMPARE(dump(model), u"a1 | Already exists |  | 1.00 | done\n"
                          "b2 | Pull complete | 4 MB | 1.00 | done\n"
                          "c3 | Pull complete | 6 MB | 1.00 | done"_s);
    QCOMPARE(model.fraction(), 1.0);
    QVERIFY(!model.isDownloading());
}

void TestPullLayers::followsTheContainerdStore()
{
    PullLayersModel model(true);
    model.apply({message(u"a1"_s, u"Pulling fs layer"_s), message(u"a1"_s, u"Downloading"_s, 500, 1000),
                 message(u"a1"_s, u"Download complete"_s), message(u"a1"_s, u"Extracting"_s, 3, -1, true)});
    QCOMPARE(dump(model), u"a1 | Extracting | 3 s | -1.00 | -"_s);
    QCOMPARE(model.fraction(), 0.7);
    model.apply({message(u"a1"_s, u"Pull complete"_s)});
    QCOMPARE(dump(model), u"a1 | Pull complete | 1 kB | 1.00 | done"_s);
}

void TestPullLayers::followsPodman()
{
    PullLayersModel model(false);
    model.apply({message(u"a1"_s, u"Pulling fs layer"_s), message(u"a1"_s, u"Downloading"_s, 250, 1000)});
    QCOMPARE(model.fraction(), 0.25);
    model.apply({message(u"a1"_s, u"Download complete"_s)});
    QCOMPARE(dump(model), u"a1 | Download complete | 1 kB | 1.00 | done"_s);
    QCOMPARE(model.fraction(), 1.0);
    model.apply({message(u"c0"_s, u"Pulling fs layer"_s), message(u"c0"_s, u"Download complete"_s),
                 message(u"c0"_s, u"Download complete"_s)});
    QCOMPARE(model.doneCount(), 2);
    QCOMPARE(model.fraction(), 1.0);
}

void TestPullLayers::endsRightOnEveryEngine_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("file");
    const QStringList files{u"pull-jupyter.ndjson"_s,        u"pull-multi.ndjson"_s,  u"pull-busybox.ndjson"_s,
                            u"pull-already-exists.ndjson"_s, u"pull-no-tag.ndjson"_s, u"pull-same-digest.ndjson"_s,
                            u"pull-up-to-date.ndjson"_s};
    for (const QString &engine : test::recordedEngines()) {
        for (const QString &file : files) {
            if (test::hasFixture(engine, file))
                QTest::newRow(qUtf8Printable(engine + u' ' + file)) << engine << file;
        }
    }
}

void TestPullLayers::endsRightOnEveryEngine()
{
    QFETCH(QString, engine);
    QFETCH(QString, file);
    PullLayersModel model(!isPodman(engine));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    double before = -1;
    qint64 fetched = 0;
    for (const PullMessage &one : recorded(engine, file)) {
        model.apply({one});
        model.flush();
        QVERIFY2(model.fraction() >= before, qUtf8Printable(one.id + one.status));
        before = model.fraction();
        QVERIFY(model.bytesDone() >= fetched && model.bytesDone() <= std::max(model.bytesTotal(), model.bytesDone()));
        fetched = model.bytesDone();
    }
    // These engines told of every layer's end by themselves.
    QCOMPARE(model.doneCount(), model.rowCount({}));
    QVERIFY(!model.isDownloading());
    const QString text = dump(model);
    model.finishAll();
    QCOMPARE(dump(model), text);
    if (file == u"pull-multi.ndjson") {
        QVERIFY(model.bytesTotal() > 100'000'000);
        QCOMPARE(before, 1.0);
    }
}

void TestPullLayers::survivesDroppedLines_data()
{
    endsRightOnEveryEngine_data();
}

void TestPullLayers::survivesDroppedLines()
{
    QFETCH(QString, engine);
    QFETCH(QString, file);
    const QList<PullMessage> messages = recorded(engine, file);
    for (quint32 seed = 1; seed <= 30; ++seed) {
        QRandomGenerator random(seed);
        PullLayersModel model(!isPodman(engine));
        double before = -1;
        QList<PullMessage> batch;
        for (const PullMessage &one : messages) {
            if (random.bounded(3) > 0)
                batch += one;
            if (random.bounded(5) > 0)
                continue;
            model.apply(batch);
            batch.clear();
            QVERIFY(model.fraction() >= before && model.fraction() <= 1);
            QVERIFY(model.bytesDone() <= model.bytesTotal());
            before = model.fraction();
        }
        model.apply(batch);
        model.finishAll();
        QCOMPARE(model.doneCount(), model.rowCount({}));
        QCOMPARE(model.bytesDone(), model.bytesTotal());
        QCOMPARE(model.fraction(), 1.0);
        for (int row = 0; row < model.rowCount({}); ++row) {
            const QString phase = model.index(row, PullLayersModel::Phase).data().toString();
            QVERIFY2(phase == u"Pull complete" || phase == u"Already exists" || phase == u"Download complete",
                     qUtf8Printable(phase));
            QCOMPARE(model.index(row, 0).data(PullLayersModel::FractionRole).toDouble(), 1.0);
        }
    }
}

void TestPullLayers::knowsNothingOfUnknownSizes()
{
    PullLayersModel model(true);
    model.apply({message(u"a1"_s, u"Downloading"_s, 700, -1)});
    QCOMPARE(dump(model), u"a1 | Downloading | 700 B | -1.00 | -"_s);
    QVERIFY(model.fraction() < 0);
    QCOMPARE(model.bytesDone(), 700);
    QCOMPARE(model.bytesTotal(), 0);
    model.apply({message(u"a1"_s, u"Downloading"_s, 900, -1), message(u"a1"_s, u"Download complete"_s)});
    QCOMPARE(model.bytesTotal(), 900);
    QCOMPARE(model.fraction(), 0.7);
    model.apply({message(u"b2"_s, u"Extracting"_s, 5, 100)}); // all before it was dropped
    QCOMPARE(model.bytesTotal(), 1000);
    QCOMPARE(model.fraction(), 0.7 + 0.3 * 0.005);
}

void TestPullLayers::retryLeadsBack()
{
    PullLayersModel model(true);
    model.apply({message(u"a1"_s, u"Downloading"_s, 800, 1000)});
    const double before = model.fraction();
    model.apply({message(u"a1"_s, u"Retrying in 5 seconds"_s)});
    QCOMPARE(dump(model), u"a1 | Retrying in 5 seconds |  | 0.00 | -"_s);
    QCOMPARE(model.bytesDone(), 0);
    QCOMPARE(model.fraction(), before);
    model.apply({message(u"a1"_s, u"Downloading"_s, 100, 1000)});
    QCOMPARE(dump(model), u"a1 | Downloading | 100 B of 1 kB | 0.10 | -"_s);
}

void TestPullLayers::repaintsOnlyWhatChanged()
{
    PullLayersModel model(true);
    QList<PullMessage> start;
    for (int i = 0; i < 8; ++i)
        start += message(QString::number(i), u"Pulling fs layer"_s);
    model.apply(start);
    model.flush();
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    for (int i = 0; i < 1000; ++i)
        model.apply({message(QString::number(3 + i % 2), u"Downloading"_s, i, 1000)});
    QCOMPARE(changes.size(), 0);
    model.flush();
    model.flush();
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.first().at(0).toModelIndex().row(), 3);
    QCOMPARE(changes.first().at(1).toModelIndex().row(), 4);
    model.apply({message(u"3"_s, u"Downloading"_s, 998, 1000)});
    model.flush();
    QCOMPARE(changes.size(), 1); // the same again is no news
}

void TestPullLayers::metersTheRate()
{
    models::RateMeter meter;
    meter.add(0, 0);
    QCOMPARE(meter.perSecond(0), 0.0);
    meter.add(100, 1'000'000);
    QCOMPARE(meter.perSecond(100), 0.0); // too short to say
    for (qint64 ms = 133; ms <= 10'000; ms += 33)
        meter.add(ms, 1'000'000 + ms * 2000);
    QVERIFY(qAbs(meter.perSecond(10'000) - 2'000'000) < 20'000);
    QVERIFY(meter.perSecond(11'500) < 2'000'000);
    QCOMPARE(meter.perSecond(13'100), 0.0);
    meter.add(13'200, 0); // begun anew
    QCOMPARE(meter.perSecond(13'200), 0.0);
}

QTEST_GUILESS_MAIN(TestPullLayers)
#include "tst_pull_layers.moc"
