// SPDX-License-Identifier: Apache-2.0
// Networks that a container has joined beside its first one, as docker, podman and compose are told of them.
#include "models/compose_file.h"
#include "models/network_lines.h"
#include "models/recipe_command.h"
#include "models/run_command/run_paste.h"

#include <QTest>

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;
using engine::ContainerRecipe;

class RecipeNetworksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dockerJoinsThemAfterwards()
    {
        ContainerRecipe recipe;
        recipe.name = u"my web"_s;
        recipe.image = u"nginx"_s;
        const auto lines = [&recipe](bool takesSeveral) { return models::commandLines(recipe, takesSeveral, false); };
        QCOMPARE(lines(true), QStringList{u"docker run -d --name 'my web' nginx"_s});
        recipe.joins = {{.name = u"side"_s,
                         .aliases = {u"db"_s},
                         .links = {u"a:b"_s},
                         .linkLocalIps = {u"169.254.1.1"_s},
                         .driverOptions = {{u"k"_s, u"v w"_s}},
                         .ip = u"10.0.0.9"_s,
                         .ip6 = u"fd00::9"_s,
                         .gatewayPriority = 2}};
        QCOMPARE(
            lines(true),
            (QStringList{u"docker run -d --name 'my web' nginx"_s,
                         u"docker network connect --alias db --ip 10.0.0.9 --ip6 fd00::9 --link a:b --link-local-ip "
                         "169.254.1.1 --driver-opt 'k=v w' --gw-priority 2 side 'my web'"_s}));
        recipe.joins.clear();
        recipe.network = u"mine"_s;
        recipe.furtherNetworks = {u"name=side,alias=db"_s, u"plain"_s};
        QCOMPARE(lines(true), QStringList{u"docker run -d --name 'my web' --network mine --network name=side,alias=db "
                                          "--network plain nginx"_s});
        QCOMPARE(lines(false), (QStringList{u"docker run -d --name 'my web' --network mine nginx"_s,
                                            u"docker network connect --alias db side 'my web'"_s,
                                            u"docker network connect plain 'my web'"_s}));
    }

    void podmanNamesNetworksItsOwnWay()
    {
        ContainerRecipe recipe;
        recipe.name = u"web"_s;
        recipe.image = u"quay.io/me/web:1"_s;
        recipe.joins = {{.name = u"side"_s, .aliases = {u"db"_s, u"cache"_s}, .ip = u"10.0.0.9"_s}};
        const QString side = u"--network side:alias=db,alias=cache,ip=10.0.0.9"_s;
        const auto text = [&recipe] { return models::toPodmanCommand(recipe).text; };
        QCOMPARE(text(), u"podman run -d --name web --network bridge %1 quay.io/me/web:1"_s.arg(side));
        recipe.joins.clear();
        recipe.network = u"mine"_s;
        recipe.options = {{u"--network-alias"_s, u"own"_s}, {u"--ip"_s, u"10.1.0.9"_s}};
        QCOMPARE(text(),
                 u"podman run -d --name web --network mine --network-alias own --ip 10.1.0.9 quay.io/me/web:1"_s);
        recipe.furtherNetworks = {u"name=side,alias=db,alias=cache,ip=10.0.0.9,gw-priority=2"_s};
        const QString several =
            u"podman run -d --name web --network mine:alias=own,ip=10.1.0.9 %1 quay.io/me/web:1"_s.arg(side);
        QCOMPARE(text(), several);
        QCOMPARE(models::toPodmanCommand(recipe).leftOut, QStringList{u"gw-priority"_s});
        const auto pasted = models::run::readPaste(several, {});
        QVERIFY(pasted.size() == 1 && pasted.first().isComplete());
        QCOMPARE(pasted.first().command.values(models::run::RunOption::Network),
                 (QStringList{u"name=mine,alias=own,ip=10.1.0.9"_s, u"name=side,alias=db,alias=cache,ip=10.0.0.9"_s}));
    }

    void composeTellsNetworksBesideTheDefaultOne()
    {
        ContainerRecipe recipe;
        recipe.name = u"my lab"_s;
        recipe.image = u"nginx"_s;
        QVERIFY(!models::composeFileOf(recipe).contains("networks"));
        recipe.joins = {{.name = u"side"_s, .aliases = {u"db"_s}, .ip = u"10.0.0.9"_s}};
        const QByteArray text = models::composeFileOf(recipe);
        QVERIFY(text.contains("# Its network has to be there: docker network create side\n"));
        const YAML::Node file = YAML::Load(text.toStdString());
        const YAML::Node networks = file["services"]["my-lab"]["networks"];
        QCOMPARE(networks.size(), size_t(2));
        QVERIFY(networks["default"].IsMap());
        QCOMPARE(networks["side"]["aliases"][0].as<std::string>(), std::string("db"));
        QCOMPARE(networks["side"]["ipv4_address"].as<std::string>(), std::string("10.0.0.9"));
        QCOMPARE(file["networks"].size(), size_t(1)); // compose makes its own
        QVERIFY(file["networks"]["side"]["external"].as<bool>());
    }
};

QTEST_GUILESS_MAIN(RecipeNetworksTest)
#include "tst_recipe_networks.moc"
