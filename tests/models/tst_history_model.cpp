// SPDX-License-Identifier: Apache-2.0
#include "models/history_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using models::HistoryModel;

class HistoryModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsLayers();
    void shortensCommands_data();
    void shortensCommands();
};

void HistoryModelTest::listsLayers()
{
    HistoryModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries({{u"sha256:1"_s, 1, u"/bin/sh -c #(nop)  CMD [\"sh\"]"_s, 0, {}, {}},
                      {u"<missing>"_s, 1, u"COPY a\x1b[31m b # buildkit"_s, 4'200'000, {}, {}}});
    QCOMPARE(model.rowCount({}), 2);
    QCOMPARE(model.totalSize(), 4'200'000);
    QCOMPARE(model.index(0, HistoryModel::Command).data().toString(), u"CMD [\"sh\"]"_s);
    QCOMPARE(model.index(1, HistoryModel::Command).data().toString(), u"COPY a[31m b"_s);
    QCOMPARE(model.index(1, HistoryModel::Size).data().toString(), u"4.2 MB"_s);
    QCOMPARE(model.headerData(HistoryModel::Size, Qt::Horizontal, Qt::DisplayRole).toString(), u"Size"_s);
    QCOMPARE(model.asText().count(u'\n'), 2);
    model.setEntries({});
    QCOMPARE(model.rowCount({}), 0);
}

void HistoryModelTest::shortensCommands_data()
{
    QTest::addColumn<QString>("createdBy");
    QTest::addColumn<QString>("shown");
    QTest::newRow("instruction") << u"/bin/sh -c #(nop)  EXPOSE 80"_s << u"EXPOSE 80"_s;
    QTest::newRow("shell") << u"/bin/sh -c apt-get update"_s << u"RUN apt-get update"_s;
    QTest::newRow("buildkit") << u"RUN /bin/sh -c make # buildkit"_s << u"RUN /bin/sh -c make"_s;
    QTest::newRow("none") << u""_s << u""_s;
}

void HistoryModelTest::shortensCommands()
{
    QFETCH(QString, createdBy);
    QFETCH(QString, shown);
    QCOMPARE(HistoryModel::commandText(createdBy), shown);
}

QTEST_GUILESS_MAIN(HistoryModelTest)
#include "tst_history_model.moc"
