// SPDX-License-Identifier: Apache-2.0
#include "engine-client/recipe.h"
#include "models/compose_file.h"
#include "models/dockerfile.h"
#include "models/recipe_command.h"
#include "models/recipe_preset.h"
#include "models/shell_words.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;
using engine::ContainerRecipe;

namespace {

const auto imageJson = R"({"Id":"sha256:11","RepoDigests":["localhost:5000/other@sha256:22","jupyter/base@sha256:33"],
  "Config":{"Env":["PATH=/bin","A=1"],"Cmd":["start.sh"],"Entrypoint":["tini","--"],"WorkingDir":"/home","User":"jovyan",
  "ExposedPorts":{"8888/tcp":{}},"Volumes":{"/data":{}},"Labels":{"by":"jupyter"},
  "Healthcheck":{"Test":["CMD","check"],"Interval":3000000000}}})";

/// An inspect answer; `config` and `host` are members to put first.
QByteArray container(const QByteArray &config, const QByteArray &host = {}, const QByteArray &more = {})
{
    const auto members = [](const QByteArray &first, const QByteArray &rest) {
        return first.isEmpty() ? rest : first + ',' + rest;
    };
    return "{\"Id\":\"0123456789abcdef\",\"Name\":\"/lab\"," + (more.isEmpty() ? QByteArray() : more + ',') +
           "\"Config\":{" +
           members(config,
                   R"("Hostname":"0123456789ab","Image":"jupyter/base:1","Env":["PATH=/bin","A=1"],"Cmd":["start.sh"],
             "Entrypoint":["tini","--"],"WorkingDir":"/home","User":"jovyan","ExposedPorts":{"8888/tcp":{}},"Volumes":{"/data":{}},
             "Labels":{"by":"jupyter"},"Healthcheck":{"Test":["CMD","check"],"Interval":3000000000}})") +
           ",\"HostConfig\":{" +
           members(host, R"("NetworkMode":"default","IpcMode":"private","ShmSize":67108864,"Runtime":"runc","Memory":0,
             "LogConfig":{"Type":"json-file","Config":{}},"RestartPolicy":{"Name":"no","MaximumRetryCount":0},"PidsLimit":null})") +
           "}";
}

ContainerRecipe recipeOf(const QByteArray &json)
{
    const auto recipe = engine::recipeOf(json, imageJson, u"inspect"_s);
    if (!recipe)
        QTest::qFail(qPrintable(recipe.error().message), __FILE__, __LINE__);
    return recipe.value_or(ContainerRecipe());
}

/// One with much in it.
ContainerRecipe rich()
{
    ContainerRecipe recipe;
    recipe.name = u"my lab"_s;
    recipe.image = u"jupyter/base:1"_s;
    recipe.imageDigest = u"jupyter/base@sha256:33"_s;
    recipe.command = {u"start.sh"_s, u"--token=abc"_s, u"cost $5"_s};
    recipe.environment = {u"JUPYTER_TOKEN=s3cret"_s, u"ON=yes"_s, u"URL=https://me:s3cret@x/"_s, u"EMPTY="_s};
    recipe.labels = {u"api_key=s3cret"_s, u"team=a"_s};
    recipe.ports = {{u"127.0.0.1"_s, u"8888"_s, u"8888"_s, u"tcp"_s}, {QString(), u"0"_s, u"53"_s, u"udp"_s}};
    using Kind = ContainerRecipe::Mount::Kind;
    recipe.mounts = {{Kind::Bind, u"/home/me/w"_s, u"/work"_s, u"ro"_s, true, true},
                     {Kind::Volume, u"data"_s, u"/data"_s, {}, false, false}};
    recipe.memoryBytes = 2LL << 30;
    recipe.nanoCpus = 1'500'000'000;
    recipe.shmBytes = 1LL << 30;
    recipe.gpus = u"all"_s;
    recipe.restartPolicy = u"unless-stopped"_s;
    recipe.options = {
        {u"--ulimit"_s, u"nofile=1024:2048"_s}, {u"--dns"_s, u"1.1.1.1"_s}, {u"--volumes-from"_s, u"x"_s}};
    return recipe;
}

} // namespace

/// How a container was made, and what is made of that: a command, a compose file, a Dockerfile, a preset.
class RecipeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesOutDefaults();
    void keepsWhatWasAsked_data();
    void keepsWhatWasAsked();
    void tellsNetworks();
    void knowsTheEnginesDefaults();
    void keepsAllForASuccessor();
    void speaksPodman();
    void readsRecordedContainers();
    void hostileAnswers();
    void writesCompose();
    void composeTellsNetworks();
    void composeHoldsNoSecret();
    void writesDockerfile();
    void secretsOfTwoWords();
    void makesPreset();
    void makesPresetOfAForm();
};

void RecipeTest::leavesOutDefaults()
{
    const ContainerRecipe recipe = recipeOf(container({}));
    QCOMPARE(models::toDockerCommand(recipe, false), u"docker run -d --name lab jupyter/base:1"_s);
    QCOMPARE(recipe.imageDigest, u"jupyter/base@sha256:33"_s);
}

void RecipeTest::keepsWhatWasAsked_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QString>("options"); // behind the name and before the image
    QTest::addColumn<QString>("command");
    const auto row = [](const char *name, const QByteArray &config, const QByteArray &host, const QString &options,
                        const QString &command = {}) { QTest::newRow(name) << config << host << options << command; };
    row("environment", R"("Env":["PATH=/bin","A=2","B=x y"])", {}, u"-e A=2 -e 'B=x y'"_s);
    row("command", R"("Cmd":["sh","-c","echo $A"])", {}, {}, u"sh -c 'echo $A'"_s);
    row("entrypoint", R"("Entrypoint":["sh","-c"])", {}, u"--entrypoint sh"_s, u"-c start.sh"_s);
    row("place", R"("WorkingDir":"/w","User":"0:0","Hostname":"lab.local")", R"("NetworkMode":"shop")",
        u"-w /w -u 0:0 --network shop -h lab.local"_s);
    row("labels", R"("Labels":{"by":"jupyter","a":"b","com.docker.compose.project":"x"})", {}, u"-l a=b"_s);
    row("binds", {}, R"("Binds":["/h:/w:ro","data:/d","/p:/q:rw,rprivate,rbind"])",
        u"-v /h:/w:ro -v data:/d -v /p:/q"_s);
    row("mounts", {},
        R"("Mounts":[{"Type":"bind","Source":"/h,1","Target":"/w","ReadOnly":true},{"Type":"tmpfs","Target":"/t"}])",
        u"--mount 'type=bind,\"source=/h,1\",target=/w,readonly' --mount type=tmpfs,target=/t"_s);
    row("anonymous", R"("Volumes":{"/data":{},"/more":{}})", {}, u"-v /more"_s);
    row("limits", {}, R"("Memory":536870912,"MemorySwap":1073741824,"NanoCpus":250000000,"ShmSize":1073741824)",
        u"-m 512m --cpus 0.25 --shm-size 1g"_s);
    row("swap", {}, R"("Memory":536870912,"MemorySwap":-1)", u"-m 512m --memory-swap -1"_s);
    row("gpus", {}, R"("DeviceRequests":[{"Driver":"","Count":-1,"DeviceIDs":null,"Capabilities":[["gpu"]]}])",
        u"--gpus all"_s);
    row("devices", {},
        R"("Devices":[{"PathOnHost":"/dev/a","PathInContainer":"/dev/a","CgroupPermissions":"rwm"},
           {"PathOnHost":"/dev/b","PathInContainer":"/dev/c","CgroupPermissions":"r"}])",
        u"--device /dev/a --device /dev/b:/dev/c:r"_s);
    row("rights", {},
        R"("Privileged":true,"CapAdd":["NET_ADMIN"],"CapDrop":["ALL"],"SecurityOpt":["apparmor=a","label=disable"],"Init":true)",
        u"--init --privileged --cap-add NET_ADMIN --cap-drop ALL --security-opt apparmor=a"_s);
    row("restart", {}, R"("RestartPolicy":{"Name":"on-failure","MaximumRetryCount":3})", u"--restart on-failure:3"_s);
    row("lists", {}, R"("Dns":["1.1.1.1"],"ExtraHosts":["a:1.2.3.4"],"Tmpfs":{"/t":"size=1m"},"Sysctls":{"a.b":"1"},
         "Ulimits":[{"Name":"nofile","Soft":1,"Hard":2}],"GroupAdd":["users"])",
        u"--tmpfs /t:size=1m --group-add users --add-host a:1.2.3.4 --dns 1.1.1.1 --ulimit nofile=1:2 --sysctl a.b=1"_s);
    row("log", {}, R"("LogConfig":{"Type":"json-file","Config":{"max-size":"1m"}})",
        u"--log-driver json-file --log-opt max-size=1m"_s);
    row("health", R"("Healthcheck":{"Test":["CMD-SHELL","true"],"Interval":1500000000,"Retries":2})", {},
        u"--health-cmd true --health-interval 1500ms --health-retries 2"_s);
    row("health of words", R"("Healthcheck":{"Test":["CMD","test","-e","a b"],"StartInterval":2000000000})", {},
        u"--health-cmd "_s + models::quoteShellWord(u"test -e 'a b'"_s) + u" --health-start-interval 2s"_s);
    row("mount options", {},
        R"("Mounts":[{"Type":"volume","Target":"/v","VolumeOptions":{"NoCopy":true,"DriverConfig":{"Name":"local","Options":{"o":"a,b"}}}},
           {"Type":"tmpfs","Target":"/t","TmpfsOptions":{"SizeBytes":1024,"Mode":448}},
           {"Type":"bind","Source":"/s","Target":"/b","BindOptions":{"Propagation":"rslave","NonRecursive":true}}])",
        u"--mount 'type=volume,target=/v,volume-nocopy,volume-driver=local,\"volume-opt=o=a,b\"' "
        "--mount type=tmpfs,target=/t,tmpfs-size=1024,tmpfs-mode=700 "
        "--mount type=bind,source=/s,target=/b,bind-propagation=rslave,bind-recursive=disabled"_s);
    row("block devices", {},
        R"("BlkioWeight":20,"BlkioWeightDevice":[{"Path":"/dev/sda","Weight":30}],"BlkioDeviceReadBps":[{"Path":"/dev/sda","Rate":1024}],
           "BlkioDeviceWriteIOps":[{"Path":"/dev/sda","Rate":7}],"DeviceCgroupRules":["c 1:3 r"])",
        u"--blkio-weight 20 --blkio-weight-device /dev/sda:30 --device-read-bps /dev/sda:1024 --device-write-iops "
        u"/dev/sda:7 "
        "--device-cgroup-rule 'c 1:3 r'"_s);
    row("rich gpus", {},
        R"("DeviceRequests":[{"Driver":"nvidia","Count":2,"Capabilities":[["compute","gpu"]],"Options":{"a":"b"}},
           {"Driver":"cdi","DeviceIDs":["vendor.com/class=name"]}])",
        u"--gpus count=2,driver=nvidia,capabilities=compute,options=a=b --device vendor.com/class=name"_s);
    row("modes", {},
        R"("IpcMode":"shareable","PidMode":"host","UTSMode":"host","UsernsMode":"host","SecurityOpt":["label=disable"],
           "MaskedPaths":[],"ReadonlyPaths":[],"Init":false,"StorageOpt":{"size":"1G"},"Annotations":{"a":"b"},"MemorySwappiness":0)",
        u"--userns host --init=false --memory-swappiness 0 --security-opt systempaths=unconfined --annotation a=b "
        "--uts host --pid host --ipc shareable --storage-opt size=1G"_s);
    row("no health", R"("Healthcheck":{"Test":["NONE"]})", {}, u"--no-healthcheck"_s);
    row("stop", R"("StopSignal":"SIGINT","StopTimeout":3)", {}, u"--stop-signal SIGINT --stop-timeout 3"_s);
}

void RecipeTest::keepsWhatWasAsked()
{
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, host);
    QFETCH(QString, options);
    QFETCH(QString, command);
    QString expected = u"docker run -d --name lab "_s;
    if (!options.isEmpty())
        expected += options + u' ';
    expected += u"jupyter/base:1"_s;
    if (!command.isEmpty())
        expected += u' ' + command;
    // Of members that are there twice, nlohmann keeps the last: the defaults would win.
    QByteArray json = container({}, {});
    const auto put = [&json](const QByteArray &at, const QByteArray &members) {
        if (members.isEmpty())
            return;
        qsizetype end = json.indexOf(at) + at.size();
        int depth = 1;
        for (; depth > 0; ++end)
            depth += json.at(end) == '{' ? 1 : json.at(end) == '}' ? -1 : 0;
        json.insert(end - 1, ',' + members);
    };
    put("\"HostConfig\":{", host);
    put("\"Config\":{\"Hostname\"", {});
    put("\"Config\":{", config);
    QCOMPARE(models::toDockerCommand(recipeOf(json), false), expected);
}

void RecipeTest::tellsNetworks()
{
    const auto commandOf = [](const QByteArray &mode, const QByteArray &networks) {
        QByteArray json = container({}, {}, "\"NetworkSettings\":{\"Networks\":{" + networks + "}}");
        json.replace("\"NetworkMode\":\"default\"", "\"NetworkMode\":\"" + mode + '"');
        return models::toDockerCommand(recipeOf(json), false).section(u"lab "_s, 1).chopped(14).trimmed();
    };
    const QByteArray shop =
        R"("shop":{"NetworkID":"77aa","Aliases":["0123456789ab","lab","db"],"Links":["x:y"],
           "IPAMConfig":{"IPv4Address":"10.0.0.2","LinkLocalIPs":["169.254.1.1"]}})";
    const QString own = u"--network-alias db --ip 10.0.0.2 --link-local-ip 169.254.1.1 --link x:y"_s;
    QCOMPARE(commandOf("shop", shop), u"--network shop "_s + own);
    QCOMPARE(commandOf("77aa", shop), u"--network 77aa "_s + own);
    QCOMPARE(commandOf("shop", shop + R"(,"b":{"Aliases":["c"],"GwPriority":3,"DriverOpts":{"k":"v"}})"),
             u"--network shop --network name=b,alias=c,driver-opt=k=v,gw-priority=3 "_s + own);
    QCOMPARE(commandOf("x", R"("x":{"DriverOpts":{"k":"v"},"MacAddress":"02:00:00:00:00:01"})"),
             u"--network name=x,driver-opt=k=v --mac-address 02:00:00:00:00:01"_s);
    QCOMPARE(commandOf("bridge", R"("bridge":{"Aliases":["a"]},"shop":{})"), QString()); // docker run can't say it
}

void RecipeTest::knowsTheEnginesDefaults()
{
    QByteArray json = container({});
    json.replace("\"Runtime\"", "\"CgroupnsMode\":\"host\",\"Runtime\"");
    json.replace("json-file", "journald");
    const auto commandOf = [&json](const engine::RecipeWish &wish) {
        const auto recipe = engine::recipeOf(json, imageJson, u"inspect"_s, wish);
        return models::toDockerCommand(recipe.value_or(ContainerRecipe()), false);
    };
    engine::SystemInfo info;
    QCOMPARE(commandOf(engine::recipeWish(info)), u"docker run -d --name lab jupyter/base:1"_s);
    info.cgroupVersion = u"1"_s;
    info.loggingDriver = u"journald"_s;
    QCOMPARE(commandOf(engine::recipeWish(info)), u"docker run -d --name lab jupyter/base:1"_s);
    info.cgroupVersion = u"2"_s;
    info.loggingDriver = u"json-file"_s;
    QCOMPARE(commandOf(engine::recipeWish(info)),
             u"docker run -d --name lab --cgroupns host --log-driver journald jupyter/base:1"_s);
}

void RecipeTest::keepsAllForASuccessor()
{
    QByteArray json = container({}, {},
                                R"("Mounts":[{"Type":"volume","Name":"0a","Destination":"/data","RW":true},
                                   {"Type":"volume","Name":"0b","Destination":"/more","RW":false}])");
    json.replace(R"("by":"jupyter")", R"("by":"jupyter","com.docker.compose.project":"shop")");
    const auto recipe = engine::recipeOf(json, imageJson, u"inspect"_s, {.keepsAll = true});
    QVERIFY(recipe.has_value());
    QCOMPARE(
        models::toDockerCommand(*recipe, false),
        u"docker run -d --name lab -v 0a:/data -v 0b:/more:ro -l com.docker.compose.project=shop jupyter/base:1"_s);
}

void RecipeTest::speaksPodman()
{
    ContainerRecipe recipe;
    recipe.name = u"web"_s;
    recipe.image = u"nginx"_s;
    recipe.environment = {u"API_KEY=s3cret"_s};
    recipe.options = {{u"--link"_s, u"a:b"_s}, {u"--dns"_s, u"1.1.1.1"_s}};
    const models::PodmanCommand command = models::toPodmanCommand(recipe);
    QCOMPARE(command.text,
             u"podman run -d --name web -e API_KEY=s3cret --dns 1.1.1.1 docker.io/library/nginx:latest"_s);
    QCOMPARE(command.leftOut, QStringList{u"--link"_s});
}

void RecipeTest::readsRecordedContainers()
{
    for (const QString &engine : test::recordedEngines()) {
        for (const QString &file : {u"inspect-web.json"_s, u"inspect-jupyter.json"_s, u"inspect-ttybox.json"_s}) {
            if (!test::hasFixture(engine, file))
                continue;
            const auto recipe = engine::recipeOf(test::fixture(engine, file), "{}", u"inspect"_s);
            QVERIFY2(recipe && !recipe->image.isEmpty(), qPrintable(engine + u' ' + file));
            QVERIFY(models::toDockerCommand(*recipe, true).startsWith(u"docker run -d"_s));
            QVERIFY(YAML::Load(models::composeFileOf(*recipe).toStdString())["services"].size() == 1);
        }
    }
}

void RecipeTest::hostileAnswers()
{
    QVERIFY(!engine::recipeOf("[]", "{}", u"inspect"_s));
    QVERIFY(!engine::recipeOf("{}", "7", u"inspect"_s));
    const auto recipe = engine::recipeOf(
        R"({"Id":null,"Name":7,"Config":null,"HostConfig":{"Binds":7,"Mounts":[null],"PortBindings":{"x":[null],"":null},
            "Devices":[7],"DeviceRequests":[null],"Ulimits":[null],"Tmpfs":[],"Links":["",7],"RestartPolicy":[]},
            "NetworkSettings":{"Networks":[]}})",
        "null", u"inspect"_s);
    QVERIFY(recipe.has_value());
    QVERIFY(!models::toDockerCommand(*recipe, false).isEmpty());
    QVERIFY(!models::composeFileOf(*recipe).isEmpty());
    QVERIFY(!models::dockerfileOf(*recipe, {}, {}).isEmpty());
}

void RecipeTest::writesCompose()
{
    const QByteArray text = models::composeFileOf(rich());
    const YAML::Node service = YAML::Load(text.toStdString())["services"]["my-lab"];
    const auto at = [](const YAML::Node &node) { return QString::fromStdString(node.as<std::string>()); };
    QCOMPARE(at(service["image"]), u"jupyter/base@sha256:33"_s);
    QCOMPARE(at(service["container_name"]), u"my lab"_s);
    QCOMPARE(at(service["command"][2]), u"cost $$5"_s);
    QCOMPARE(at(service["environment"]["ON"]), u"yes"_s);
    QCOMPARE(at(service["environment"]["EMPTY"]), QString());
    QCOMPARE(at(service["ports"][0]), u"127.0.0.1:8888:8888"_s);
    QCOMPARE(at(service["ports"][1]), u"53/udp"_s);
    QCOMPARE(at(service["volumes"][0]), u"/home/me/w:/work:ro"_s);
    QCOMPARE(at(service["volumes"][1]["source"]), u"data"_s);
    QCOMPARE(at(service["shm_size"]), u"1g"_s);
    QCOMPARE(at(service["deploy"]["resources"]["limits"]["cpus"]), u"1.5"_s);
    QCOMPARE(at(service["deploy"]["resources"]["limits"]["memory"]), u"2g"_s);
    QCOMPARE(at(service["deploy"]["resources"]["reservations"]["devices"][0]["count"]), u"all"_s);
    QCOMPARE(service["ulimits"]["nofile"]["hard"].as<int>(), 2048);
    QCOMPARE(at(service["dns"][0]), u"1.1.1.1"_s);
    QCOMPARE(at(YAML::Load(text.toStdString())["volumes"]["data"]["name"]), u"data"_s);
    QVERIFY(text.contains("# Left out, since compose has no word for it: --volumes-from\n"));
    QVERIFY(text.contains("# The host folders are those of this machine.\n"));
}

void RecipeTest::composeTellsNetworks()
{
    ContainerRecipe recipe = rich();
    recipe.network = u"shop"_s;
    recipe.options = {{u"--network-alias"_s, u"db"_s}, {u"--ip"_s, u"10.0.0.2"_s}};
    recipe.furtherNetworks = {u"name=side,alias=a,alias=b,driver-opt=k=v,gw-priority=2"_s, u"plain"_s};
    const QByteArray text = models::composeFileOf(recipe);
    QVERIFY2(!text.contains("Left out"), text.constData());
    const YAML::Node file = YAML::Load(text.toStdString());
    const YAML::Node networks = file["services"]["my-lab"]["networks"];
    const auto at = [](const YAML::Node &node) { return QString::fromStdString(node.as<std::string>()); };
    QCOMPARE(networks.size(), size_t(3));
    QCOMPARE(at(networks["shop"]["ipv4_address"]), u"10.0.0.2"_s);
    QCOMPARE(at(networks["side"]["aliases"][1]), u"b"_s);
    QCOMPARE(at(networks["side"]["driver_opts"]["k"]), u"v"_s);
    QVERIFY(file["networks"]["plain"]["external"].as<bool>());
}

void RecipeTest::composeHoldsNoSecret()
{
    const QByteArray text = models::composeFileOf(rich());
    QVERIFY2(!text.contains("s3cret") && !text.contains("abc"), text.constData());
    const YAML::Node service = YAML::Load(text.toStdString())["services"]["my-lab"];
    const auto at = [](const YAML::Node &node) { return QString::fromStdString(node.as<std::string>()); };
    QCOMPARE(at(service["environment"]["JUPYTER_TOKEN"]), u"${JUPYTER_TOKEN:?}"_s);
    QCOMPARE(at(service["environment"]["URL"]), u"${URL:?}"_s);
    QCOMPARE(at(service["command"][1]), u"--token=${TOKEN:?}"_s);
    QCOMPARE(at(service["labels"]["api_key"]), u"${API_KEY:?}"_s);
    QVERIFY(
        text.contains("# JUPYTER_TOKEN is a secret and not written here: put JUPYTER_TOKEN=… into a file named .env"));
}

void RecipeTest::writesDockerfile()
{
    ContainerRecipe recipe = rich();
    recipe.environment += u"SAID=\"$5\" \\ more"_s;
    recipe.workingDir = u"/work"_s;
    recipe.user = u"jovyan"_s;
    const QByteArray text = models::dockerfileOf(recipe, {{u"files/a b.ipynb"_s, u"/home/a b.ipynb"_s}}, u"jovyan"_s);
    QVERIFY2(!text.contains("s3cret") && !text.contains("abc"), text.constData());
    const QByteArray expected = "FROM jupyter/base@sha256:33\n"
                                "# JUPYTER_TOKEN is a secret and not written here: give it when the image is run.\n"
                                "ENV ON=\"yes\"\n"
                                "# URL is a secret and not written here: give it when the image is run.\n"
                                "ENV EMPTY=\"\"\n"
                                "ENV SAID=\"\\\"\\$5\\\" \\\\ more\"\n"
                                "# api_key is a secret and not written here: give it when the image is run.\n"
                                "LABEL team=\"a\"\n"
                                "COPY --chown=jovyan [\"files/a b.ipynb\",\"/home/a b.ipynb\"]\n"
                                "WORKDIR /work\n"
                                "EXPOSE 8888/tcp 53/udp\n"
                                "USER jovyan\n"
                                "# CMD is left out: a secret is in it.\n";
    QVERIFY2(text.endsWith(expected), text.constData());
    QVERIFY(text.startsWith("# What container my lab adds to its image.\n# Packages"));
}

void RecipeTest::makesPreset()
{
    models::PresetLibrary::Entry known;
    known.preset.image = u"jupyter/base:2"_s;
    known.preset.ports = {{.number = 8888, .probePath = u"api"_s}};
    known.preset.openPath = u"lab"_s;
    models::NotebookPreset preset = models::presetOf(rich(), u"Course"_s, {known});
    QCOMPARE(preset.title, u"Course"_s);
    QCOMPARE(preset.image, u"jupyter/base:1"_s);
    QCOMPARE(preset.ports.size(), 1);
    QCOMPARE(preset.ports.first().probePath, u"api"_s);
    QCOMPARE(preset.openPath, u"lab"_s);
    QCOMPARE(preset.folder, u"/work"_s);
    QCOMPARE(preset.memory, u"2g"_s);
    QVERIFY(preset.wantsGpu);
    QCOMPARE(preset.secretVariable, u"JUPYTER_TOKEN"_s);
    QCOMPARE(preset.arguments, (QStringList{u"start.sh"_s, u"cost $5"_s})); // without the token
    preset.id = u"course"_s;                                                // as the library gives it
    const QByteArray json = models::notebookPresetToJson(preset);
    QVERIFY2(!json.contains("s3cret"), json.constData());
    const auto back = models::notebookPresetFromJson(json, u"course.json"_s);
    QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error()));
}

void RecipeTest::secretsOfTwoWords()
{
    ContainerRecipe recipe = rich();
    recipe.command = {u"start.sh"_s, u"--token"_s, u"h1dden"_s, u"--port"_s, u"8888"_s};
    recipe.environment.clear();
    recipe.labels.clear();
    QCOMPARE(models::secretsOf(recipe), QStringList{u"--token"_s});
    QVERIFY(models::toDockerCommand(recipe, true).endsWith(u"start.sh --token '****' --port 8888"_s));
    QVERIFY(models::toDockerCommand(recipe, false).endsWith(u"start.sh --token h1dden --port 8888"_s));
    QVERIFY(!models::composeFileOf(recipe).contains("h1dden"));
    QVERIFY(!models::dockerfileOf(recipe, {}, {}).contains("h1dden"));
    QCOMPARE(models::presetOf(recipe, u"A"_s, {}).arguments, (QStringList{u"start.sh"_s, u"--port"_s, u"8888"_s}));
    recipe.command = {u"mlflow"_s, u"--store"_s, u"postgres://me:h1dden@db"_s}; // what is left would be another command
    QVERIFY(models::presetOf(recipe, u"A"_s, {}).arguments.isEmpty());
}

void RecipeTest::makesPresetOfAForm()
{
    models::RunForm form;
    form.image = u"jupyter/base:1"_s;
    form.ports = {{u"127.0.0.1"_s, u"8888"_s, u"8888"_s, u"tcp"_s}};
    form.mounts = {{u"~/work"_s, u"/home/jovyan/work"_s, false}, {u"cache"_s, u"/cache"_s, false}};
    form.environment = {{u"GRANT_SUDO"_s, u"yes"_s}, {u"JUPYTER_TOKEN"_s, u"s3cret"_s}};
    form.command = u"start-notebook.py --token h1dden --ServerApp.base_url=/x"_s;
    form.memory = u"2g"_s;
    form.sharedMemory = u"1g"_s;
    form.network = u"lab"_s;
    form.alsoSet = {u"--init"_s};
    const models::NotebookPreset preset = models::presetOf(form, u"Course"_s, {});
    QCOMPARE(preset.image, form.image);
    QCOMPARE(preset.ports.value(0).number, 8888);
    QCOMPARE(preset.folder, u"/home/jovyan/work"_s);
    QCOMPARE(preset.environment, (QList<models::RunForm::Pair>{{u"GRANT_SUDO"_s, u"yes"_s}}));
    QCOMPARE(preset.secretVariable, u"JUPYTER_TOKEN"_s);
    QCOMPARE(preset.arguments, (QStringList{u"start-notebook.py"_s, u"--ServerApp.base_url=/x"_s}));
    QCOMPARE(preset.memory, u"2g"_s);
    QCOMPARE(preset.sharedMemory, u"1g"_s);
    QCOMPARE(models::notInPreset(form), (QStringList{u"volumes"_s, u"network"_s, u"--init"_s}));
    QCOMPARE(models::notInPreset(models::RunForm()), QStringList());
    const QByteArray json = models::notebookPresetToJson(preset);
    QVERIFY2(!json.contains("s3cret") && !json.contains("h1dden"), json.constData());
}

QTEST_GUILESS_MAIN(RecipeTest)
#include "tst_recipe.moc"
