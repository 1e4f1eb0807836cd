// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/container_spec_json.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace engine;
using Json = nlohmann::json;

namespace {

/// JSON written with single quotes.
QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

/// The body with the image taken out, as compact text with sorted members.
QByteArray bodyOf(ContainerSpec spec)
{
    spec.image = u"i"_s;
    Json body = Json::parse(json::encodeContainerSpec(spec).toStdString());
    body.erase("Image");
    if (body["HostConfig"].empty())
        body.erase("HostConfig");
    return QByteArray::fromStdString(body.dump());
}

} // namespace

/// What is sent for each part of a ContainerSpec.
class SpecJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsOnlyWhatIsSet();
    void config();
    void entrypoints();
    void ports_data();
    void ports();
    void mounts();
    void restartPolicies();
    void gpus_data();
    void gpus();
    void devices();
    void healthChecks();
    void hostLimits();
    void hostileText();
    void updates();
    void filters();
};

void SpecJsonTest::sendsOnlyWhatIsSet()
{
    ContainerSpec spec;
    spec.image = u"a/b:c@sha256:0"_s;
    QCOMPARE(json::encodeContainerSpec(spec), quoted("{'HostConfig':{},'Image':'a/b:c@sha256:0'}"));
}

void SpecJsonTest::config()
{
    ContainerSpec spec;
    spec.command = {u"sh"_s, u"-c"_s, u"echo \"hi\""_s};
    spec.workingDir = u"/w"_s;
    spec.user = u"1000:1000"_s;
    spec.hostname = u"h"_s;
    spec.environment = {u"A=1"_s, u"EMPTY="_s, u"ALONE"_s};
    spec.labels = {{u"team"_s, u"x"_s}, {u"b"_s, QString()}};
    spec.tty = spec.openStdin = true;
    QCOMPARE(bodyOf(spec),
             quoted("{'Cmd':['sh','-c','echo \\'hi\\''],'Env':['A=1','EMPTY=','ALONE'],'Hostname':'h',"
                    "'Labels':{'b':'','team':'x'},'OpenStdin':true,'Tty':true,'User':'1000:1000','WorkingDir':'/w'}"));
}

void SpecJsonTest::entrypoints()
{
    ContainerSpec spec;
    spec.entrypoint = QStringList{u"/bin/x"_s, u"y"_s};
    QCOMPARE(bodyOf(spec), quoted("{'Entrypoint':['/bin/x','y']}"));
    spec.entrypoint = QStringList();
    QCOMPARE(bodyOf(spec), quoted("{'Entrypoint':['']}"));
}

void SpecJsonTest::ports_data()
{
    QTest::addColumn<QStringList>("mapping"); // address, host, container, protocol
    QTest::addColumn<QByteArray>("bindings");
    const auto row = [](const char *title, const QStringList &mapping, const char *bindings) {
        QTest::newRow(title) << mapping << quoted(bindings);
    };
    row("plain", {u""_s, u"8888"_s, u"8888"_s, u"tcp"_s}, "{'8888/tcp':[{'HostIp':'','HostPort':'8888'}]}");
    row("address, udp", {u"127.0.0.1"_s, u"1"_s, u"2"_s, u"UDP"_s},
        "{'2/udp':[{'HostIp':'127.0.0.1','HostPort':'1'}]}");
    row("brackets", {u"[::1]"_s, u"1"_s, u"2"_s, u"tcp"_s}, "{'2/tcp':[{'HostIp':'::1','HostPort':'1'}]}");
    row("any", {u""_s, u"0"_s, u"80"_s, u""_s}, "{'80/tcp':[{'HostIp':'','HostPort':''}]}");
    row("both ranges", {u""_s, u"8000-8001"_s, u"90-91"_s, u"tcp"_s},
        "{'90/tcp':[{'HostIp':'','HostPort':'8000'}],'91/tcp':[{'HostIp':'','HostPort':'8001'}]}");
    row("any one of a range", {u""_s, u"8000-8010"_s, u"80"_s, u"tcp"_s},
        "{'80/tcp':[{'HostIp':'','HostPort':'8000-8010'}]}");
    row("range to any", {u""_s, u""_s, u"90-91"_s, u"tcp"_s},
        "{'90/tcp':[{'HostIp':'','HostPort':''}],'91/tcp':[{'HostIp':'','HostPort':''}]}");
    row("lengths differ", {u""_s, u"8000-8005"_s, u"90-91"_s, u"tcp"_s},
        "{'90-91/tcp':[{'HostIp':'','HostPort':'8000-8005'}]}");
    row("no number", {u""_s, u"x"_s, u"y"_s, u"tcp"_s}, "{'y/tcp':[{'HostIp':'','HostPort':'x'}]}");
    row("backwards", {u""_s, u"9-1"_s, u"9-1"_s, u"tcp"_s}, "{'9-1/tcp':[{'HostIp':'','HostPort':'9-1'}]}");
}

void SpecJsonTest::ports()
{
    QFETCH(QStringList, mapping);
    QFETCH(QByteArray, bindings);
    ContainerSpec spec;
    spec.ports.append(
        {.hostAddress = mapping[0], .hostPort = mapping[1], .containerPort = mapping[2], .protocol = mapping[3]});
    const Json body = Json::parse(bodyOf(spec).toStdString());
    QCOMPARE(QByteArray::fromStdString(body["HostConfig"]["PortBindings"].dump()), bindings);
    for (const auto &item : body["HostConfig"]["PortBindings"].items())
        QVERIFY(body["ExposedPorts"].contains(item.key()));
}

void SpecJsonTest::mounts()
{
    ContainerSpec spec;
    spec.mounts.append({.type = u"bind"_s, .source = u"/home/a b"_s, .target = u"/work"_s, .readOnly = true});
    spec.mounts.append({.type = u"volume"_s, .source = u"data"_s, .target = u"/data"_s});
    spec.mounts.append({.type = u"volume"_s, .source = QString(), .target = u"/anonymous"_s});
    QCOMPARE(bodyOf(spec),
             quoted("{'HostConfig':{'Mounts':[{'ReadOnly':true,'Source':'/home/a b','Target':'/work','Type':'bind'},"
                    "{'Source':'data','Target':'/data','Type':'volume'},{'Target':'/anonymous','Type':'volume'}]}}"));
}

void SpecJsonTest::restartPolicies()
{
    ContainerSpec spec;
    spec.restartPolicy = u"on-failure:5"_s;
    QCOMPARE(bodyOf(spec), quoted("{'HostConfig':{'RestartPolicy':{'MaximumRetryCount':5,'Name':'on-failure'}}}"));
    spec.restartPolicy = u"unless-stopped"_s;
    QCOMPARE(bodyOf(spec), quoted("{'HostConfig':{'RestartPolicy':{'Name':'unless-stopped'}}}"));
}

void SpecJsonTest::gpus_data()
{
    QTest::addColumn<QString>("gpus");
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("all") << u"all"_s
                         << quoted("{'Capabilities':[['gpu']],'Count':-1,'DeviceIDs':null,'Driver':'','Options':{}}");
    QTest::newRow("count") << u"2"_s
                           << quoted("{'Capabilities':[['gpu']],'Count':2,'DeviceIDs':null,'Driver':'','Options':{}}");
    QTest::newRow("devices")
        << u"device=0,GPU-abc"_s
        << quoted("{'Capabilities':[['gpu']],'Count':0,'DeviceIDs':['0','GPU-abc'],'Driver':'','Options':{}}");
}

void SpecJsonTest::gpus()
{
    QFETCH(QString, gpus);
    QFETCH(QByteArray, request);
    ContainerSpec spec;
    spec.gpus = gpus;
    QCOMPARE(bodyOf(spec), quoted("{'HostConfig':{'DeviceRequests':[") + request + "]}}");
}

void SpecJsonTest::devices()
{
    ContainerSpec spec;
    spec.devices = {u"/dev/a"_s, u"/dev/b:/dev/c"_s, u"/dev/d:/dev/e:r"_s, u"/dev/f:rw"_s, u"vendor.com/gpu=all"_s};
    QCOMPARE(bodyOf(spec),
             quoted("{'HostConfig':{'DeviceRequests':[{'DeviceIDs':['vendor.com/gpu=all'],'Driver':'cdi'}],'Devices':["
                    "{'CgroupPermissions':'rwm','PathInContainer':'/dev/a','PathOnHost':'/dev/a'},"
                    "{'CgroupPermissions':'rwm','PathInContainer':'/dev/c','PathOnHost':'/dev/b'},"
                    "{'CgroupPermissions':'r','PathInContainer':'/dev/e','PathOnHost':'/dev/d'},"
                    "{'CgroupPermissions':'rw','PathInContainer':'/dev/f','PathOnHost':'/dev/f'}]}}"));
}

void SpecJsonTest::healthChecks()
{
    ContainerSpec spec;
    spec.health.command = u"test -f /ok"_s;
    spec.health.intervalNs = 5'000'000'000;
    spec.health.retries = 3;
    QCOMPARE(bodyOf(spec),
             quoted("{'Healthcheck':{'Interval':5000000000,'Retries':3,'Test':['CMD-SHELL','test -f /ok']}}"));
    spec.health.disabled = true;
    QCOMPARE(bodyOf(spec), quoted("{'Healthcheck':{'Test':['NONE']}}"));
}

void SpecJsonTest::hostLimits()
{
    ContainerSpec spec;
    spec.network = u"shop_default"_s;
    spec.autoRemove = spec.privileged = spec.init = true;
    spec.memoryBytes = 536'870'912;
    spec.nanoCpus = 1'500'000'000;
    spec.shmBytes = 64;
    spec.capAdd = {u"NET_ADMIN"_s};
    spec.capDrop = {u"ALL"_s};
    spec.groupAdd = {u"users"_s};
    spec.userns = u"keep-id:uid=1000,gid=100"_s;
    QCOMPARE(bodyOf(spec), quoted("{'HostConfig':{'AutoRemove':true,'CapAdd':['NET_ADMIN'],'CapDrop':['ALL'],'GroupAdd'"
                                  ":['users'],'Init':true,'Memory':536870912,"
                                  "'NanoCpus':1500000000,'NetworkMode':'shop_default','Privileged':true,'ShmSize':64,"
                                  "'UsernsMode':'keep-id:uid=1000,gid=100'}}"));
}

/// Half a surrogate pair, a NUL and quotes must not break the document.
void SpecJsonTest::hostileText()
{
    ContainerSpec spec;
    spec.command = {QString(QChar(0xd800)), QString(QChar(0)), u"\"\\\n"_s, u"grüße 🐳"_s};
    const Json body = Json::parse(bodyOf(spec).toStdString());
    QCOMPARE(body["Cmd"].size(), std::size_t(4));
    QCOMPARE(QString::fromStdString(body["Cmd"][3].get<std::string>()), u"grüße 🐳"_s);
    QCOMPARE(QString::fromStdString(body["Cmd"][2].get<std::string>()), u"\"\\\n"_s);
}

void SpecJsonTest::updates()
{
    QCOMPARE(json::encodeUpdate(0, 0, {}), quoted("{}"));
    QCOMPARE(json::encodeUpdate(7, 9, u"always"_s),
             quoted("{'Memory':7,'NanoCpus':9,'RestartPolicy':{'Name':'always'}}"));
}

void SpecJsonTest::filters()
{
    QCOMPARE(json::encodeFilters({{u"id"_s, {}}}), QString());
    QCOMPARE(json::encodeFilters({{u"id"_s, {u"a\"b"_s, u"ü"_s}}, {u"status"_s, {u"exited"_s}}}),
             QString::fromUtf8(quoted("{'id':['a\\'b','ü'],'status':['exited']}")));
}

QTEST_APPLESS_MAIN(SpecJsonTest)
#include "tst_json_spec.moc"
