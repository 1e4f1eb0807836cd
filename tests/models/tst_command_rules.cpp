// SPDX-License-Identifier: Apache-2.0
#include "models/command_rules.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using engine::Container;
using engine::ContainerState;
using models::Command;
using models::Commands;
using models::ImagesModel;
using models::Selection;
namespace rules = models::rules;

namespace {

Container container(const QString &name, ContainerState state, QList<engine::Port> ports = {})
{
    Container result;
    result.id = name + u"-id"_s;
    result.name = name;
    result.state = state;
    result.ports = ports;
    return result;
}

ImagesModel::Row image(const QString &reference, const QStringList &usedBy = {}, qsizetype tags = 1)
{
    ImagesModel::Row row;
    row.reference = reference;
    row.usedBy = usedBy;
    row.image.tags = QStringList(tags, reference);
    return row;
}

QString reason(const QString &id, const Selection &selection, bool podman = false)
{
    return rules::reasonAgainst(*Commands::find(id), selection, podman);
}

} // namespace

class TestCommandRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void catalogueIsSound();
    void shortcutsPageIsTheCatalogue();
    void fitsStates_data();
    void fitsStates();
    void saysWhy_data();
    void saysWhy();
    void worksOnThoseThatFit();
    void guardsImagesInUse();
    void writesDockerCommands();
    void namesWhatIsKnown();
};

void TestCommandRules::catalogueIsSound()
{
    QSet<QString> ids;
    QHash<QString, QString> keys;
    for (const Command &command : Commands::all()) {
        QVERIFY2(!ids.contains(command.id), qPrintable(command.id));
        ids += command.id;
        QCOMPARE(Commands::find(command.id), &command);
        QVERIFY(!command.label.isEmpty() && !command.group.isEmpty());
        QVERIFY2(QFile::exists(QStringLiteral(LONGSHORE_SOURCE_DIR "/resources/icons/%1.svg").arg(command.icon)),
                 qPrintable(command.icon));
        if (command.shortcut.isEmpty())
            continue;
        // The keys of the two pages never apply at once; global ones apply on both.
        for (const auto scope : {Command::Scope::Container, Command::Scope::Image}) {
            if (command.scope != scope && command.scope != Command::Scope::Global)
                continue;
            const QString key = QString::number(int(scope)) + command.shortcut;
            QVERIFY2(!keys.contains(key), qPrintable(command.id + u" and "_s + keys.value(key)));
            keys.insert(key, command.id);
        }
    }
    QCOMPARE(Commands::find(u"container.fly"_s), nullptr);
}

void TestCommandRules::shortcutsPageIsTheCatalogue()
{
    QFile page(QStringLiteral(LONGSHORE_SOURCE_DIR "/resources/shortcuts.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(page.readAll()), Commands::shortcutsMarkdown());
}

/// One letter for each container state in which a command runs on Docker; lower case: not on Podman.
void TestCommandRules::fitsStates_data()
{
    QTest::addColumn<QString>("states");
    QTest::newRow("container.start") << u"CX"_s;
    QTest::newRow("container.stop") << u"RpS"_s;
    QTest::newRow("container.restart") << u"CRpSX"_s;
    QTest::newRow("container.pause") << u"R"_s;
    QTest::newRow("container.resume") << u"P"_s;
    QTest::newRow("container.kill") << u"RpS"_s;
    QTest::newRow("container.rename") << u"CRPSXD"_s;
    QTest::newRow("container.remove") << u"CRPSXD"_s;
    QTest::newRow("container.logs") << u"CRPSVXD"_s;
    QTest::newRow("container.logWindow") << u"CRPSVXD"_s;
}

void TestCommandRules::fitsStates()
{
    QFETCH(QString, states);
    const QString id = QString::fromUtf8(QTest::currentDataTag());
    const QList<std::pair<QChar, ContainerState>> letters{
        {u'C', ContainerState::Created},    {u'R', ContainerState::Running},  {u'P', ContainerState::Paused},
        {u'S', ContainerState::Restarting}, {u'V', ContainerState::Removing}, {u'X', ContainerState::Exited},
        {u'D', ContainerState::Dead}};
    QString found;
    for (const auto &[letter, state] : letters) {
        const Selection selection{{container(u"web"_s, state)}, {}};
        const bool docker = reason(id, selection).isEmpty();
        const bool podman = reason(id, selection, true).isEmpty();
        QVERIFY(docker || !podman);
        if (docker)
            found += podman ? letter : letter.toLower();
    }
    QCOMPARE(found, states);
}

void TestCommandRules::saysWhy_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<Selection>("selection");
    QTest::addColumn<QString>("why");
    const Selection none;
    const Selection exited{{container(u"web"_s, ContainerState::Exited)}, {}};
    const Selection running{{container(u"web"_s, ContainerState::Running)}, {}};
    const Selection two{{container(u"web"_s, ContainerState::Exited), container(u"db"_s, ContainerState::Created)}, {}};
    QTest::newRow("nothing selected") << u"container.stop"_s << none << u"Select a container first"_s;
    QTest::newRow("no image selected") << u"image.run"_s << none << u"Select an image first"_s;
    QTest::newRow("stopped") << u"container.stop"_s << exited << u"web is not running"_s;
    QTest::newRow("running") << u"container.start"_s << running << u"web is already running"_s;
    QTest::newRow("paused") << u"container.start"_s << Selection{{container(u"web"_s, ContainerState::Paused)}, {}}
                            << u"web is paused: use Resume"_s;
    QTest::newRow("going") << u"container.remove"_s << Selection{{container(u"web"_s, ContainerState::Removing)}, {}}
                           << u"web is being removed"_s;
    QTest::newRow("no port") << u"container.open"_s << running << u"web publishes no port"_s;
    Container onHost = container(u"web"_s, ContainerState::Running);
    onHost.networks = {u"host"_s};
    QTest::newRow("host's network") << u"container.open"_s << Selection{{onHost}, {}}
                                    << u"web is on the host's network: its ports are not known"_s;
    QTest::newRow("several for one") << u"container.rename"_s << two << u"Select a single container"_s;
    Selection many;
    for (int i = 0; i <= 20; ++i)
        many.containers.append(container(u"c%1"_s.arg(i), ContainerState::Running));
    QTest::newRow("two logs in a window") << u"container.logWindow"_s << two << u""_s;
    QTest::newRow("too many logs in a window") << u"container.logWindow"_s << many << u"Select at most 20 containers"_s;
    QTest::newRow("several that don't fit")
        << u"container.stop"_s << two << u"None of the 2 selected containers can be stopped"_s;
    QTest::newRow("several that are not paused")
        << u"container.resume"_s << two << u"None of the 2 selected containers is paused"_s;
    QTest::newRow("pull needs nothing") << u"image.pull"_s << none << u""_s;
    QTest::newRow("prune needs nothing") << u"container.prune"_s << none << u""_s;
    QTest::newRow("one image") << u"image.tag"_s << Selection{{}, {image(u"a:1"_s), image(u"b:1"_s)}}
                               << u"Select a single image"_s;
}

void TestCommandRules::saysWhy()
{
    QFETCH(QString, id);
    QFETCH(Selection, selection);
    QFETCH(QString, why);
    QCOMPARE(reason(id, selection), why);
}

void TestCommandRules::worksOnThoseThatFit()
{
    const Selection mixed{{container(u"web"_s, ContainerState::Running), container(u"db"_s, ContainerState::Exited),
                           container(u"job"_s, ContainerState::Paused)},
                          {}};
    const Command &stop = *Commands::find(u"container.stop"_s);
    QCOMPARE(rules::reasonAgainst(stop, mixed, false), QString());
    QCOMPARE(rules::fitting(stop, mixed, false).containers.size(), 2);
    QCOMPARE(rules::fitting(stop, mixed, true).containers.size(), 1);
    QCOMPARE(rules::dockerLines(stop, rules::fitting(stop, mixed, false), false),
             (QStringList{u"docker stop web"_s, u"docker stop job"_s}));
    const Selection published{{container(u"web"_s, ContainerState::Running, {{u"127.0.0.1"_s, 8888, 8888, u"tcp"_s}})},
                              {}};
    QCOMPARE(reason(u"container.open"_s, published), QString());
}

void TestCommandRules::guardsImagesInUse()
{
    const auto used = image(u"nginx:1"_s, {u"web"_s});
    const auto usedTwice = image(u"nginx:2"_s, {u"web"_s, u"db"_s});
    const auto withOtherName = image(u"nginx:3"_s, {u"web"_s}, 2);
    const auto free = image(u"nginx:4"_s);
    const QString id = u"image.remove"_s;
    QCOMPARE(reason(id, {{}, {used}}), u"nginx:1 is used by web: remove that container first"_s);
    QCOMPARE(reason(id, {{}, {usedTwice}}), u"nginx:2 is used by 2 containers: remove those first"_s);
    QCOMPARE(reason(id, {{}, {used, usedTwice}}),
             u"All 2 selected images are used by containers: remove those first"_s);
    QCOMPARE(reason(id, {{}, {withOtherName}}), QString());
    QCOMPARE(rules::fitting(*Commands::find(id), {{}, {used, withOtherName, free}}, false).images.size(), 2);
}

void TestCommandRules::writesDockerCommands()
{
    const Selection odd{{container(u"web"_s, ContainerState::Running), container(u"it's"_s, ContainerState::Exited)},
                        {image(u"a/b:1"_s)}};
    const auto lines = [&](const QString &id) {
        return rules::dockerLines(*Commands::find(id), odd, false).join(u'\n');
    };
    QCOMPARE(lines(u"container.start"_s), u"docker start web\ndocker start 'it'\\''s'"_s);
    QCOMPARE(lines(u"container.resume"_s), u"docker unpause web\ndocker unpause 'it'\\''s'"_s);
    QCOMPARE(lines(u"container.remove"_s), u"docker rm -f web\ndocker rm 'it'\\''s'"_s);
    QCOMPARE(lines(u"container.prune"_s), u"docker container prune -f"_s);
    QCOMPARE(lines(u"image.history"_s), u"docker history a/b:1"_s);
    QCOMPARE(lines(u"image.remove"_s), u"docker rmi a/b:1"_s);
    QCOMPARE(lines(u"global.about"_s), QString());
    for (const Command &command : Commands::all()) {
        if (command.scope != Command::Scope::Global)
            QVERIFY2(lines(command.id).startsWith(u"docker "), qPrintable(command.id));
    }
}

void TestCommandRules::namesWhatIsKnown()
{
    const auto lines = [](const QString &id, const Selection &selection, bool podman = false) {
        return rules::dockerLines(*Commands::find(id), selection, podman).join(u'\n');
    };
    QList<engine::Port> ports{{u"0.0.0.0"_s, 8888, 80, u"tcp"_s}, {u"::"_s, 8888, 80, u"tcp"_s}, {{}, 0, 90, u"tcp"_s}};
    Selection web{{container(u"web"_s, ContainerState::Running, ports)}, {}};
    web.containers.first().image = u"nginx:1"_s;
    QCOMPARE(lines(u"container.republish"_s, web), u"docker stop -t 10 web\ndocker rename web web-open\n"
                                                   "docker run -d -p 127.0.0.1:8888:80 --name web OPTIONS nginx:1"_s);
    QCOMPARE(lines(u"container.recreate"_s, web), u"docker stop web\ndocker rename web web-old\n"
                                                  "docker run -d --name web OPTIONS nginx:1\ndocker rm web-old"_s);
    QCOMPARE(lines(u"container.stop"_s, web, true), u"docker stop -t 10 web"_s);
    web.containers.first().state = ContainerState::Exited;
    QCOMPARE(lines(u"container.recreate"_s, web), u"docker rename web web-old\n"
                                                  "docker create --name web OPTIONS nginx:1\ndocker rm web-old"_s);
    web.containers.first().state = ContainerState::Paused;
    QVERIFY(lines(u"container.recreate"_s, web).startsWith(u"docker unpause web\ndocker stop web\n"_s));
    QCOMPARE(lines(u"image.pull"_s, {}), u"docker pull IMAGE"_s);
    QCOMPARE(lines(u"image.pull"_s, {{}, {image(u"a/b:1"_s)}}), u"docker pull a/b:1"_s);
    // What a person has yet to choose.
    QCOMPARE(lines(u"container.rename"_s, web), u"docker rename web NEW_NAME"_s);
    QCOMPARE(lines(u"image.tag"_s, {{}, {image(u"a/b:1"_s)}}), u"docker tag a/b:1 NEW_NAME"_s);
    QCOMPARE(lines(u"global.run"_s, web), u"docker run -d IMAGE"_s);
}

QTEST_GUILESS_MAIN(TestCommandRules)
#include "tst_command_rules.moc"
