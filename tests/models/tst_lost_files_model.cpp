// SPDX-License-Identifier: Apache-2.0
#include "models/lost_files_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::LossCheck;
using models::LostFile;
using models::LostFilesModel;

/// The list of files to be ticked for copying.
class LostFilesModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsAndChooses();
    void leavesManyOthersOut();

private:
    static LossCheck::Entry entry(const QString &name, const QList<LostFile> &files)
    {
        LossCheck::Entry entry;
        entry.container.name = name;
        entry.state = LossCheck::State::Known;
        entry.losses.files = files;
        return entry;
    }
};

void LostFilesModelTest::showsAndChooses()
{
    LostFilesModel model({entry(u"lab"_s, {{u"/a/x.csv"_s, LostFile::Sort::Data, true, 52'000}, {u"/a/y"_s}}),
                          entry(u"web"_s, {{u"/a/z.ipynb"_s, LostFile::Sort::Notebook}})});
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QSignalSpy changed(&model, &LostFilesModel::chosenChanged);
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows += model.index(row, 0).data().toString() + u' ' + model.index(row, 1).data().toString();
    QCOMPARE(rows, (QStringList{u"web: /a/z.ipynb "_s, u"lab: /a/x.csv 52 kB"_s, u"lab: /a/y "_s}));
    QCOMPARE(model.chosenCount(), 3);
    QVERIFY(model.setData(model.index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    QVERIFY(!model.setData(model.index(0, 1), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(model.chosenCount(), 2);
    QCOMPARE(model.chosen().size(), 1);
    QCOMPARE(model.chosen().first().paths, (QStringList{u"/a/x.csv"_s, u"/a/y"_s}));
    model.chooseAll(false);
    QCOMPARE(model.chosen().size(), 0);
    model.chooseAll(true);
    QCOMPARE(model.chosenCount(), 3);
    QCOMPARE(changed.size(), 3);
}

void LostFilesModelTest::leavesManyOthersOut()
{
    QList<LostFile> files{{u"/a/x.csv"_s, LostFile::Sort::Data}};
    for (qsizetype i = 0; i <= LostFilesModel::ManyOthers; ++i)
        files += {u"/a/%1"_s.arg(i)};
    const LostFilesModel model({entry(u"lab"_s, files)});
    QCOMPARE(model.chosenCount(), 1);
    QCOMPARE(model.rowCount(), files.size());
}

QTEST_GUILESS_MAIN(LostFilesModelTest)
#include "tst_lost_files_model.moc"
