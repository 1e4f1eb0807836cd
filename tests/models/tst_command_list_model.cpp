// SPDX-License-Identifier: Apache-2.0
#include "models/command_list_model.h"

#include "models/engine_session.h"
#include "models/jobs_model.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using models::CommandListModel;

class CommandListModelTest : public QObject
{
    Q_OBJECT

    /// On an engine that has not answered.
    struct Lab
    {
        models::EngineSession session{engine::Endpoint{}};
        models::JobsModel jobs;
        models::Commands commands{session, jobs};
        CommandListModel list{commands, {}};
        QAbstractItemModelTester tester{&list, QAbstractItemModelTester::FailureReportingMode::QtTest};

        [[nodiscard]] QStringList labels() const
        {
            QStringList labels;
            for (int row = 0; row < list.rowCount(); ++row)
                labels << list.index(row).data().toString();
            return labels;
        }
    };

private Q_SLOTS:
    void listsEveryCommandButItself()
    {
        const Lab lab;
        QCOMPARE(lab.list.rowCount(), models::Commands::all().size() - 1);
        QVERIFY(!lab.labels().contains(u"Command palette"_s));
        QVERIFY(lab.labels().contains(u"Container: Stop"_s));
    }

    void whatCanRunComesFirstAndTheRestSaysWhyNot()
    {
        const Lab lab;
        bool enabled = true;
        for (int row = 0; row < lab.list.rowCount(); ++row) {
            const QModelIndex index = lab.list.index(row);
            const bool now = index.data(CommandListModel::EnabledRole).toBool();
            QVERIFY2(enabled || !now, qPrintable(index.data().toString()));
            QVERIFY(now || !index.data(CommandListModel::DetailRole).toString().isEmpty());
            enabled = now;
        }
        QVERIFY(!enabled);
    }

    void everyWordMustMatch()
    {
        Lab lab;
        lab.list.setFilterText(u"stop cont"_s);
        QCOMPARE(lab.labels(), QStringList{u"Container: Stop"_s});
        lab.list.setFilterText(u"no such command"_s);
        QCOMPARE(lab.list.rowCount(), 0);
        lab.list.setFilterText(QString());
        QCOMPARE(lab.list.rowCount(), models::Commands::all().size() - 1);
    }
};

QTEST_GUILESS_MAIN(CommandListModelTest)
#include "tst_command_list_model.moc"
