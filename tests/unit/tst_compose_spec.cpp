// SPDX-License-Identifier: Apache-2.0
#include "engine-client/dto/container_recipe.h"
#include "models/compose_file.h"

#include <QRegularExpression>
#include <QTest>

#include <yaml-cpp/yaml.h>

#include <map>
#include <set>

using namespace Qt::StringLiterals;
using engine::ContainerRecipe;

Q_DECLARE_METATYPE(engine::ContainerRecipe)

namespace {

/// Every text of it with what leads there: "services.lab.ports.0".
void collect(const YAML::Node &node, const QString &path, QList<std::pair<QString, YAML::Node>> &texts)
{
    if (node.IsScalar())
        texts.append({path, node});
    for (std::size_t i = 0; node.IsSequence() && i < node.size(); ++i)
        collect(node[i], path + u'.' + QString::number(i), texts);
    if (!node.IsMap())
        return;
    for (const auto &member : node) {
        const QString name = QString::fromStdString(member.first.as<std::string>());
        texts.append({path + u" key"_s, member.first});
        collect(member.second, path.isEmpty() ? name : path + u'.' + name, texts);
    }
}

bool matches(const QString &text, const QString &expression)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(expression)).match(text).hasMatch();
}

bool hasTwins(const YAML::Node &list)
{
    std::set<std::string> seen;
    for (const YAML::Node &item : list) {
        if (item.IsScalar() && !seen.insert(item.as<std::string>()).second)
            return true;
    }
    return false;
}

/// What the compose specification's schema asks of a service; empty: nothing is wrong.
QString problemOf(const YAML::Node &service)
{
    static const QStringList known = QStringLiteral("cap_add cap_drop cgroup_parent command container_name cpu_shares "
                                                    "cpuset deploy devices dns dns_opt dns_search "
                                                    "domainname entrypoint environment expose extra_hosts group_add "
                                                    "healthcheck hostname image init ipc labels logging "
                                                    "memswap_limit network_mode networks oom_kill_disable "
                                                    "oom_score_adj pid pids_limit ports privileged read_only restart "
                                                    "runtime security_opt shm_size stdin_open stop_grace_period "
                                                    "stop_signal sysctls tmpfs tty ulimits user userns_mode uts "
                                                    "volumes working_dir")
                                         .split(u' ');
    static const std::map<QString, QString> forms{
        {u"container_name"_s, u"[a-zA-Z0-9][a-zA-Z0-9_.-]+"_s},
        {u"restart"_s, u"no|always|unless-stopped|on-failure(:\\d+)?"_s},
        {u"shm_size"_s, u"\\d+[bkmg]"_s},
        {u"stop_grace_period"_s, u"-?(\\d+(\\.\\d+)?(us|ms|s|m|h))+"_s},
    };
    for (const auto &member : service) {
        const QString name = QString::fromStdString(member.first.as<std::string>());
        if (!known.contains(name))
            return u"compose knows no "_s + name;
        if (member.second.IsSequence() && name != u"command" && name != u"entrypoint" && hasTwins(member.second))
            return name + u" says something twice"_s;
        const auto form = forms.find(name);
        if (form != forms.end() && !matches(QString::fromStdString(member.second.as<std::string>()), form->second))
            return name + u" is "_s + QString::fromStdString(member.second.as<std::string>());
    }
    for (const YAML::Node &port : service["ports"]) {
        if (!matches(QString::fromStdString(port.as<std::string>()),
                     uR"((([\d.]+|\[[\da-f:]+\]):)?(\d*(-\d+)?:)?\d+(-\d+)?(/(tcp|udp|sctp))?)"_s))
            return u"a port is "_s + QString::fromStdString(port.as<std::string>());
    }
    return service["network_mode"] && service["networks"] ? u"network_mode and networks exclude each other"_s
                                                          : QString();
}

/// One with much in it.
ContainerRecipe rich()
{
    using Kind = ContainerRecipe::Mount::Kind;
    ContainerRecipe recipe;
    recipe.name = u"lab"_s;
    recipe.image = u"jupyter/base:1"_s;
    recipe.imageDigest = u"jupyter/base@sha256:33"_s;
    recipe.command = {u"start.sh"_s, u"--token=abc"_s, u"--password"_s, u"abc"_s};
    recipe.environment = {u"JUPYTER_TOKEN=s3cret"_s, u"ON=yes"_s, u"URL=https://me:s3cret@x/"_s, u"EMPTY="_s};
    recipe.ports = {{u"127.0.0.1"_s, u"8888"_s, u"8888"_s, u"tcp"_s}, {QString(), u"0"_s, u"53"_s, u"udp"_s}};
    recipe.mounts = {{Kind::Bind, u"/home/me/w"_s, u"/work"_s, u"ro"_s, true, true},
                     {Kind::Volume, u"data"_s, u"/data"_s, {}, false, false}};
    recipe.memoryBytes = 2LL << 30;
    recipe.nanoCpus = 1'500'000'000;
    recipe.shmBytes = 1LL << 30;
    recipe.gpus = u"all"_s;
    recipe.restartPolicy = u"on-failure:3"_s;
    return recipe;
}

} // namespace

/// What "Save as compose file…" writes, against the compose specification and against the ways in which YAML takes texts for
/// something else.
class ComposeSpecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheSpecification_data();
    void followsTheSpecification();
};

void ComposeSpecTest::followsTheSpecification_data()
{
    QTest::addColumn<ContainerRecipe>("recipe");
    ContainerRecipe recipe = rich();
    QTest::newRow("rich") << recipe;
    recipe.name = u"123"_s; // no number, and no truth value
    recipe.network = u"on"_s;
    recipe.environment = {u"yes=no"_s, u"1=1e3"_s, u"null=~"_s, u"COST=$5 ${x} $$"_s};
    recipe.labels = {u"true=0x10"_s, u"date=2026-11-23"_s};
    recipe.command = {u"12:30:45"_s, u"- a"_s, u"#"_s, u"%x"_s, u"a: b"_s, u"two\nlines\t\"\\"_s, QString()};
    recipe.ports += {u"::1"_s, u"8000-8010"_s, u"8000-8010"_s, u"tcp"_s};
    recipe.ports += recipe.ports.constFirst();
    recipe.exposed = {u"9000/tcp"_s, u"9000/tcp"_s};
    recipe.options = {{u"--stop-timeout"_s, u"30"_s},      {u"--health-interval"_s, u"30s"_s},
                      {u"--dns"_s, u"1.1.1.1"_s},          {u"--dns"_s, u"1.1.1.1"_s},
                      {u"--log-opt"_s, u"max-size=10m"_s}, {u"--ulimit"_s, u"core=0:-1"_s}};
    recipe.autoRemove = true;
    QTest::newRow("texts that look like something else") << recipe;
    ContainerRecipe host;
    host.name = u"on"_s;
    host.image = u"jupyter"_s;
    host.network = u"host"_s;
    host.entrypoint = QStringList();
    QTest::newRow("on the host's network") << host;
}

void ComposeSpecTest::followsTheSpecification()
{
    QFETCH(ContainerRecipe, recipe);
    const QByteArray text = models::composeFileOf(recipe);
    const YAML::Node file = YAML::Load(text.toStdString());
    const YAML::Node service = file["services"][recipe.name.toStdString()];
    QVERIFY2(service.IsMap(), text.constData());
    QVERIFY2(problemOf(service).isEmpty(), qPrintable(problemOf(service)));
    // A colleague's compose must read each text as it was meant: quoted, unless it is one of compose's own words.
    static const QRegularExpression ours(uR"(^[a-z_]+$)"_s);
    static const QRegularExpression dollars(uR"(^([^$]|\$\$|\$\{[A-Z_][A-Z0-9_]*:\?\})*$)"_s);
    static const QStringList bare{u"true"_s, u"false"_s, u"null"_s, u"~"_s};
    QList<std::pair<QString, YAML::Node>> texts;
    collect(file, {}, texts);
    QVERIFY(texts.size() > 5);
    for (const auto &[path, node] : texts) {
        const QString value = QString::fromStdString(node.as<std::string>());
        const bool isQuoted = node.Tag() == "!";
        const bool isKey = path.endsWith(u" key"_s);
        const bool isNumber = matches(value, u"-?\\d+"_s);
        QVERIFY2(isQuoted || (isKey && ours.match(value).hasMatch()) || (!isKey && (isNumber || value == u"true")),
                 qPrintable(path + u": "_s + value));
        QVERIFY2(isKey || dollars.match(value).hasMatch(), qPrintable(path + u": "_s + value));
        QVERIFY2(!isKey || isQuoted || !bare.contains(value), qPrintable(path));
    }
    QCOMPARE(text.contains("# Left out, since compose has no word for it: --rm"), recipe.autoRemove);
    QCOMPARE(text.contains("docker network create on"), recipe.network == u"on"_s);
    for (qsizetype i = 0; i < recipe.command.size(); ++i) {
        const QString word = QString::fromStdString(service["command"][std::size_t(i)].as<std::string>());
        QVERIFY2(word.contains(u"${"_s) || QString(word).replace(u"$$"_s, u"$"_s) == recipe.command.at(i),
                 qPrintable(word));
    }
}

QTEST_GUILESS_MAIN(ComposeSpecTest)
#include "tst_compose_spec.moc"
