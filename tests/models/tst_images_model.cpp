// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "models/images_model.h"
#include "tests/support/container_lists.h"
#include "tests/support/model_text.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::ImagesModel;

class ImagesModelTest : public QObject
{
    Q_OBJECT

    static engine::Image image(QChar digit, const QStringList &tags, qint64 size = 1'000'000)
    {
        engine::Image made;
        made.id = u"sha256:"_s + QString(64, digit);
        made.tags = tags;
        made.size = size;
        made.created = QDateTime::currentSecsSinceEpoch() - 3 * 7 * 86400;
        return made;
    }
    static QList<engine::Image> images()
    {
        return {image(u'a', {u"nginx:1.27"_s, u"localhost:5000/web:1"_s}, 187'000'000), image(u'b', {}),
                image(u'c', {u"docker.io/library/busybox:latest"_s}, 4'260'000)};
    }

    struct Fixture
    {
        models::ContainersModel containers;
        ImagesModel model{containers};
        QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        [[nodiscard]] QString text() const { return u'\n' + test::modelText(model, {0, 1, 2, 3, 4, 5}); }
    };

private Q_SLOTS:
    void aRowForEachTag()
    {
        Fixture f;
        f.model.setImages(images());
        QCOMPARE(f.text(), uR"(
<none> | <none> | bbbbbbbbbbbb | 3 weeks ago | 1 MB | 
busybox | latest | cccccccccccc | 3 weeks ago | 4.26 MB | 
localhost:5000/web | 1 | aaaaaaaaaaaa | 3 weeks ago | 187 MB | 
nginx | 1.27 | aaaaaaaaaaaa | 3 weeks ago | 187 MB | )"_s);
        QCOMPARE(f.model.at(f.model.index(0, 0))->reference, images().at(1).id);
        QCOMPARE(f.model.at(f.model.index(1, 0))->reference, u"docker.io/library/busybox:latest"_s);
        QCOMPARE(f.model.references(), (QStringList{u"busybox:latest"_s, u"localhost:5000/web:1"_s, u"nginx:1.27"_s}));
    }

    void usedByFollowsTheContainers()
    {
        Fixture f;
        f.model.setImages(images());
        engine::Container byId = test::container(u"web-2"_s);
        engine::Container second = test::container(u"web-1"_s, engine::ContainerState::Exited);
        engine::Container byName = test::container(u"shell"_s);
        byName.imageId.clear();
        byName.image = u"busybox"_s;
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.containers.setContainers({byId, second, byName});
        QCOMPARE(test::modelText(f.model, {ImagesModel::Repository, ImagesModel::UsedBy}),
                 u"<none> | \nbusybox | shell\nlocalhost:5000/web | web-1, web-2\nnginx | web-1, web-2"_s);
        QCOMPARE(changed.count(), 1);                // rows 1 to 3
        byId.state = engine::ContainerState::Exited; // whether it runs does not matter
        f.containers.updateContainers({byId.id}, {byId});
        QCOMPARE(changed.count(), 1);

        f.model.setUseFilter(ImagesModel::UseFilter::Unused);
        QCOMPARE(test::modelText(f.model, {ImagesModel::Repository}), u"<none>"_s);
        f.model.setUseFilter(ImagesModel::UseFilter::InUse);
        QCOMPARE(f.model.shownCount(), 3);
        f.containers.updateContainers({byName.id}, {});
        QCOMPARE(test::modelText(f.model, {ImagesModel::Repository}), u"localhost:5000/web\nnginx"_s);
    }

    void findsHoweverItIsWritten_data()
    {
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("digit");
        QTest::newRow("tag") << u"nginx:1.27"_s << u"a"_s;
        QTest::newRow("other tag") << u"nginx"_s << QString();
        QTest::newRow("latest is understood") << u"busybox"_s << u"c"_s;
        QTest::newRow("in full") << u"docker.io/library/nginx:1.27"_s << u"a"_s;
        QTest::newRow("registry") << u"localhost:5000/web:1"_s << u"a"_s;
        QTest::newRow("id") << u"sha256:"_s + QString(64, u'b') << u"b"_s;
        QTest::newRow("short id") << u"bbbbbb"_s << u"b"_s;
        QTest::newRow("too short") << u"bbb"_s << QString();
        QTest::newRow("nothing") << QString() << QString();
    }
    void findsHoweverItIsWritten()
    {
        QFETCH(QString, reference);
        QFETCH(QString, digit);
        Fixture f;
        f.model.setImages(images());
        const engine::Image *found = f.model.find(reference);
        QCOMPARE(found ? found->id.right(1) : QString(), digit);
    }

    void aNewListChangesOnlyWhatIsNew()
    {
        Fixture f;
        f.model.setImages(images());
        const QPersistentModelIndex nginx = f.model.index(3, 0);
        QSignalSpy changed(&f.model, &QAbstractItemModel::dataChanged);
        f.model.setImages(images());
        QCOMPARE(changed.count(), 0);
        QList<engine::Image> next = images();
        next.removeAt(1);
        next[0].tags.removeLast();
        next += image(u'd', {u"ubuntu:24.04"_s});
        f.model.setImages(next);
        QCOMPARE(test::modelText(f.model, {0, 1}), u"busybox | latest\nnginx | 1.27\nubuntu | 24.04"_s);
        QCOMPARE(nginx.row(), 1);
        f.model.sort(ImagesModel::Size, Qt::DescendingOrder);
        QCOMPARE(test::modelText(f.model, {0}), u"nginx\nbusybox\nubuntu"_s);
        f.model.setFilterText(u"ubuntu:24"_s);
        QCOMPARE(f.model.shownCount(), 1);
        f.model.clear();
        QVERIFY(!f.model.isLoaded());
        QCOMPARE(f.model.totalCount(), 0);
    }

    void agesMoveOn()
    {
        Fixture f;
        f.model.setImages({image(u'a', {u"a:1"_s})});
        f.model.updateAges(QDateTime::currentSecsSinceEpoch() + 8 * 7 * 86400);
        QCOMPARE(f.model.index(0, ImagesModel::Created).data().toString(), u"2 months ago"_s);
    }
};

QTEST_GUILESS_MAIN(ImagesModelTest)
#include "tst_images_model.moc"
