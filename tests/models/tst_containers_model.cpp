// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "tests/support/container_lists.h"
#include "tests/support/model_text.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using engine::Container;
using engine::ContainerState;
using models::ContainersModel;
using test::container;

class ContainersModelTest : public QObject
{
    Q_OBJECT

    struct Fixture
    {
        ContainersModel model;
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        [[nodiscard]] QString text() const
        {
            return u'\n' + test::modelText(model, {ContainersModel::Name, ContainersModel::Status});
        }
    };

    static QList<Container> shop()
    {
        return {container(u"notebook"_s), container(u"shop-web"_s, ContainerState::Running, u"shop"_s),
                container(u"shop-db"_s, ContainerState::Exited, u"shop"_s),
                container(u"Alpha"_s, ContainerState::Created)};
    }

private Q_SLOTS:
    void groupsByProject()
    {
        Fixture f;
        QVERIFY(!f.model.isLoaded());
        f.model.setContainers(shop());
        QVERIFY(f.model.isLoaded());
        QCOMPARE(f.text(), uR"(
Alpha | Created
notebook | Up 2 h
shop (compose project) | 1 of 2 up
  shop-db | Exited (0) 2 h ago
  shop-web | Up 2 h)"_s);
        QCOMPARE(f.model.totalCount(), 4);
        QCOMPARE(f.model.shownCount(), 4);
        QCOMPARE(f.model.runningCount(), 2);
        const QModelIndex group = f.model.index(2, 0);
        QVERIFY(group.data(models::IsGroupRole).toBool());
        QCOMPARE(group.data(models::IdRole).toString(), u"group:shop"_s);
        QCOMPARE(f.model.at(group), nullptr);
        QCOMPARE(f.model.at(f.model.index(1, 0, group))->name, u"shop-web"_s);
        QCOMPARE(f.model.indexOfKey(shop().at(1).id).parent(), group);
    }

    void ungroupedIsFlat()
    {
        Fixture f;
        f.model.setContainers(shop());
        const QPersistentModelIndex web = f.model.indexOfKey(shop().at(1).id);
        f.model.setGrouped(false);
        QCOMPARE(f.text(), uR"(
Alpha | Created
notebook | Up 2 h
shop-db | Exited (0) 2 h ago
shop-web | Up 2 h)"_s);
        QCOMPARE(web.data().toString(), u"shop-web"_s);
        QVERIFY(!web.parent().isValid());
        f.model.setGrouped(true);
        QCOMPARE(web.data().toString(), u"shop-web"_s);
        QCOMPARE(web.parent().data().toString(), u"shop (compose project)"_s);
    }

    void sortsRawValuesUnderGroups()
    {
        Fixture f;
        f.model.setContainers(shop());
        f.model.sort(ContainersModel::Name, Qt::DescendingOrder);
        QCOMPARE(f.text(), uR"(
shop (compose project) | 1 of 2 up
  shop-web | Up 2 h
  shop-db | Exited (0) 2 h ago
notebook | Up 2 h
Alpha | Created)"_s);
        // By another column a group stands where its first row would.
        f.model.sort(ContainersModel::Status, Qt::AscendingOrder);
        QCOMPARE(f.text(), uR"(
notebook | Up 2 h
shop (compose project) | 1 of 2 up
  shop-web | Up 2 h
  shop-db | Exited (0) 2 h ago
Alpha | Created)"_s);
    }

    void rowsWithoutValueComeLastBothWays()
    {
        Fixture f;
        QList<Container> list{container(u"a"_s), container(u"b"_s), container(u"c"_s)};
        list[1].ports = {{{}, 8080, 80, u"tcp"_s}};
        list[2].ports = {{{}, 0, 80, u"tcp"_s}, {{}, 9000, 90, u"tcp"_s}};
        f.model.setContainers(list);
        f.model.sort(ContainersModel::Ports, Qt::AscendingOrder);
        QCOMPARE(test::modelText(f.model, {ContainersModel::Name}), u"b\nc\na"_s);
        f.model.sort(ContainersModel::Ports, Qt::DescendingOrder);
        QCOMPARE(test::modelText(f.model, {ContainersModel::Name}), u"c\nb\na"_s);
    }

    void filters()
    {
        Fixture f;
        f.model.setContainers(shop());
        f.model.setFilterText(u"SHOP up"_s);
        QCOMPARE(f.text(), uR"(
shop (compose project) | 1 of 2 up
  shop-web | Up 2 h)"_s);
        QCOMPARE(f.model.shownCount(), 1);
        f.model.setFilterText(u"shop up zebra"_s);
        QCOMPARE(f.text(), u"\n"_s);
        f.model.setFilterText(u"nginx:1.27 "_s);
        QCOMPARE(f.model.shownCount(), 4);
        f.model.setFilterText({});
        f.model.setStateFilter(ContainersModel::StateFilter::Stopped);
        QCOMPARE(f.text(), uR"(
Alpha | Created
shop (compose project) | 1 of 2 up
  shop-db | Exited (0) 2 h ago)"_s);
        f.model.setStateFilter(ContainersModel::StateFilter::Running);
        QCOMPARE(f.model.shownCount(), 2);
        QCOMPARE(f.model.totalCount(), 4);
    }

    void aChangedRowEntersAndLeavesTheFilter()
    {
        Fixture f;
        f.model.setContainers(shop());
        f.model.setFilterText(u"notebook"_s);
        Container renamed = container(u"notebook"_s);
        renamed.name = u"lab"_s;
        f.model.updateContainers({renamed.id}, {renamed});
        QCOMPARE(f.model.shownCount(), 0);
        f.model.setFilterText(u"lab"_s);
        QCOMPARE(f.model.shownCount(), 1);
        f.model.setFilterText({});
        QCOMPARE(f.model.shownCount(), 4);
    }

    void updatesTouchOnlyWhatChanged()
    {
        Fixture f;
        f.model.setContainers(shop());
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        QSignalSpy layout(&f.model, &QAbstractItemModel::layoutChanged);
        QSignalSpy reset(&f.model, &QAbstractItemModel::modelReset);
        f.model.setContainers(shop());
        QCOMPARE(changed.count(), 0);

        Container stopped = container(u"notebook"_s, ContainerState::Exited);
        f.model.updateContainers({stopped.id}, {stopped});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex(), f.model.index(1, 0));
        QCOMPARE(changed.at(0).at(1).toModelIndex(), f.model.index(1, ContainersModel::ColumnCount - 1));
        QCOMPARE(f.model.index(1, ContainersModel::Status).data().toString(), u"Exited (0) 2 h ago"_s);
        QCOMPARE(layout.count() + reset.count(), 0);
    }

    void theProjectCountsItsMembers()
    {
        Fixture f;
        f.model.setContainers(shop());
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        Container started = container(u"shop-db"_s, ContainerState::Running, u"shop"_s);
        f.model.updateContainers({started.id}, {started});
        QCOMPARE(f.model.index(2, ContainersModel::Status).data().toString(), u"2 of 2 up"_s);
        QCOMPARE(changed.count(), 2);
        f.model.updateContainers({started.id, shop().at(1).id}, {});
        QCOMPARE(f.text(), u"\nAlpha | Created\nnotebook | Up 2 h"_s);
    }

    void newsOfSomeLeaveOthersAlone()
    {
        Fixture f;
        QSignalSpy running(&f.model, &ContainersModel::runningChanged);
        QSignalSpy users(&f.model, &ContainersModel::usersChanged);
        f.model.setContainers(shop());
        QCOMPARE(running.takeFirst().at(0).toStringList().size(), 4);
        const Container fresh = container(u"fresh"_s);
        f.model.updateContainers({fresh.id, shop().at(0).id}, {fresh});
        QCOMPARE(f.text(), uR"(
Alpha | Created
fresh | Up 2 h
shop (compose project) | 1 of 2 up
  shop-db | Exited (0) 2 h ago
  shop-web | Up 2 h)"_s);
        QCOMPARE(running.takeFirst().at(0).toStringList(), (QStringList{fresh.id, shop().at(0).id}));
        QCOMPARE(users.count(), 2);
        f.model.clear();
        QCOMPARE(f.text(), u"\n"_s);
        QVERIFY(!f.model.isLoaded());
    }

    void theStartOfAContainerIsNotDrawnAnewByEveryList()
    {
        Fixture f;
        Container made = container(u"web"_s);
        f.model.setContainers({made});
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        made.stateSince += 1500; // "Up 2 hours" twenty-five minutes later
        f.model.setContainers({made});
        QCOMPARE(changed.count(), 0);
        made.stateSince = QDateTime::currentSecsSinceEpoch(); // but a restart is one
        f.model.setContainers({made});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(f.text(), u"\nweb | Up <1 min"_s);
        QCOMPARE(f.model.index(0, ContainersModel::Status).data(Qt::AccessibleTextRole).toString(),
                 u"Up less than 1 min"_s);
    }

    void agesMoveOnWithTheClock()
    {
        Fixture f;
        f.model.setContainers(shop());
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        f.model.updateAges(now);
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.model.updateAges(now + 30);
        QCOMPARE(changed.count(), 0);
        f.model.updateAges(now + 3700);
        QCOMPARE(f.text(), uR"(
Alpha | Created
notebook | Up 3 h
shop (compose project) | 1 of 2 up
  shop-db | Exited (0) 3 h ago
  shop-web | Up 3 h)"_s);
        for (const QList<QVariant> &signal : std::as_const(changed))
            QCOMPARE(signal.at(0).toModelIndex().column(), int(ContainersModel::Status));
    }

    void usageIsShownOnlyWhileRunning()
    {
        Fixture f;
        f.model.setContainers(shop());
        const QString id = shop().at(0).id;
        const auto cells = [&f] {
            return test::modelText(f.model, {ContainersModel::Cpu, ContainersModel::Memory}).split(u'\n').at(1);
        };
        QCOMPARE(cells(), u" | "_s);
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.model.setUsage(id, 1.2, 61'000'000);
        QCOMPARE(cells(), u"1 % | 61 MB"_s);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().column(), int(ContainersModel::Cpu));
        QCOMPARE(changed.at(0).at(1).toModelIndex().column(), int(ContainersModel::Memory));
        f.model.setUsage(id, 1.3, 61'000'001);
        QCOMPARE(changed.count(), 1);
        f.model.setUsage(shop().at(3).id, 5, 5); // only created
        QCOMPARE(changed.count(), 1);

        Container stopped = container(u"notebook"_s, ContainerState::Exited);
        f.model.updateContainers({stopped.id}, {stopped});
        QCOMPARE(cells(), u" | "_s);
        f.model.setContainers(shop());
        f.model.setUsage(id, 1, 1);
        f.model.clearUsage();
        QCOMPARE(cells(), u" | "_s);
        QVERIFY(!f.model.index(1, ContainersModel::Cpu).data(models::SortRole).isValid());
    }

    void aNotebooksAddressEndsWithItsRun()
    {
        Fixture f;
        f.model.setContainers(shop());
        const QString id = shop().at(0).id;
        f.model.setNotebook(id, {.kind = models::Notebook::Kind::Jupyter, .url = QUrl(u"http://127.0.0.1:8888/"_s)});
        QCOMPARE(f.model.indexOfKey(id).data(models::NotebookUrlRole).toUrl(), QUrl(u"http://127.0.0.1:8888/"_s));
        Container stopped = container(u"notebook"_s, ContainerState::Exited);
        f.model.updateContainers({id}, {stopped});
        QVERIFY(f.model.notebookUrl(id).isEmpty());
    }

    void finds()
    {
        Fixture f;
        QList<Container> list = shop();
        list[3].name = list.at(0).id.left(6); // a name that looks like the id of another
        f.model.setContainers(list);
        QCOMPARE(f.model.find(list.at(0).id)->name, u"notebook"_s);
        QCOMPARE(f.model.find(u"shop-web"_s)->id, list.at(1).id);
        QCOMPARE(f.model.find(list.at(0).id.left(8))->name, u"notebook"_s);
        QCOMPARE(f.model.find(list.at(0).id.left(6))->id, list.at(3).id);
        QCOMPARE(f.model.find(list.at(1).id.left(5)), nullptr); // two begin so
        QCOMPARE(f.model.find(u"nobody"_s), nullptr);
        QCOMPARE(f.model.find({}), nullptr);
        QCOMPARE(f.model.all().size(), 4);
    }

    void otherRoles()
    {
        Fixture f;
        Container made = container(u"a<b>\x1b[1m\n"_s, ContainerState::Exited);
        made.exitCode = 137;
        made.image = u"docker.io/library/nginx:1.27"_s;
        made.ports = {{u"0.0.0.0"_s, 8888, 80, u"tcp"_s}};
        made.mounts = {{u"volume"_s, u"/var/lib/x"_s, u"data"_s, u"/data"_s, true},
                       {u"bind"_s, u"/home/u"_s, {}, u"/work"_s, false}};
        f.model.setContainers({made});
        const auto at = [&f](int column, int role) { return f.model.index(0, column).data(role); };
        QCOMPARE(at(ContainersModel::Name, Qt::DisplayRole).toString(), u"a<b>[1m "_s);
        QCOMPARE(at(ContainersModel::Name, Qt::ToolTipRole).toString(),
                 u"<p style='white-space:pre-wrap'>a&lt;b&gt;[1m </p>"_s);
        QCOMPARE(at(ContainersModel::Image, Qt::DisplayRole).toString(), u"nginx:1.27"_s);
        QCOMPARE(at(ContainersModel::Image, Qt::ToolTipRole).toString(), made.image);
        QCOMPARE(at(ContainersModel::Ports, Qt::DisplayRole).toString(), u"8888→80"_s);
        QCOMPARE(at(ContainersModel::Ports, Qt::AccessibleTextRole).toString(), u"8888 to 80"_s);
        QCOMPARE(at(ContainersModel::Ports, models::SortRole).toInt(), 8888);
        QCOMPARE(at(ContainersModel::Mounts, Qt::DisplayRole).toString(), u"data, /home/u"_s);
        QCOMPARE(at(ContainersModel::Mounts, Qt::ToolTipRole).toString(),
                 u"data → /data (read-only)\n/home/u → /work"_s);
        QCOMPARE(at(ContainersModel::Id, Qt::DisplayRole).toString(), made.id.left(12));
        QCOMPARE(at(ContainersModel::Id, models::IdRole).toString(), made.id);
        QCOMPARE(at(ContainersModel::Name, models::StateRole).toInt(), int(ContainerState::Exited));
        QCOMPARE(at(ContainersModel::Cpu, Qt::TextAlignmentRole).value<Qt::Alignment>(),
                 Qt::AlignRight | Qt::AlignVCenter);
        QVERIFY(at(ContainersModel::Status, Qt::ToolTipRole)
                    .toString()
                    .startsWith(u"exited: Exited (0) 2 hours ago\nSince "_s));
    }

    void columns()
    {
        ContainersModel model;
        QStringList titles, hidden, ids;
        for (int i = 0; i < model.columnCount(); ++i) {
            const QString title = model.headerData(i, Qt::Horizontal, Qt::DisplayRole).toString();
            titles += title;
            ids += model.headerData(i, Qt::Horizontal, models::ColumnIdRole).toString();
            if (model.headerData(i, Qt::Horizontal, models::DefaultHiddenRole).toBool())
                hidden += title;
        }
        QCOMPARE(titles.join(u", "_s),
                 u"Name, Image, Status, Ports, CPU, Memory, Created, ID, Command, Project, Networks, Mounts"_s);
        QCOMPARE(hidden.join(u", "_s), u"ID, Command, Project, Networks, Mounts"_s);
        QCOMPARE(ids.removeDuplicates(), 0);
    }
};

QTEST_GUILESS_MAIN(ContainersModelTest)
#include "tst_containers_model.moc"
