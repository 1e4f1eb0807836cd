// SPDX-License-Identifier: Apache-2.0
#include "models/run_form.h"
#include "tests/support/run_forms.h"

#include <QTemporaryDir>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace models;
using test::fullForm;
using test::jupyterForm;
using test::problemText;

namespace {

using Change = std::function<void(RunForm &)>;

} // namespace

class TestRunForm : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void acceptsWhatDockerAccepts();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void findsPortClashes_data();
    void findsPortClashes();
};

void TestRunForm::acceptsWhatDockerAccepts()
{
    QCOMPARE(problemText(checkRunForm(jupyterForm())), QString());
    QCOMPARE(problemText(checkRunForm(fullForm())), QString());
    RunForm odd = jupyterForm();
    odd.name = u"a."_s;
    odd.ports = {{u"[::1]"_s, u"8000-8010"_s, u"80"_s, u"TCP"_s}, {QString(), u"9000-9002"_s, u"90-92"_s, QString()}};
    odd.mounts = {{u"~"_s, u"/home/me/"_s, false}};
    odd.gpus = u"2"_s;
    odd.restartPolicy = u"no"_s;
    odd.autoRemove = true;
    odd.devices = {u"/dev/fuse:/dev/x:rw"_s, u"/dev/fuse:r"_s, u"nvidia.com/gpu=all"_s, u" "_s};
    odd.entrypoint = u"''"_s;
    QCOMPARE(problemText(checkRunForm(odd)), QString());
}

void TestRunForm::saysWhatIsWrong_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const Change &change, const QString &problem) {
        QTest::newRow(name) << change << problem;
    };
    row(
        "no image", [](RunForm &f) { f.image = u" "_s; },
        u"image: Image is empty: type a name such as dwhitena/minimal-jupyter."_s);
    row(
        "one letter", [](RunForm &f) { f.name = u"w"_s; }, u"name: Name is too short: use at least two characters."_s);
    row(
        "bad name", [](RunForm &f) { f.name = u"my box"_s; },
        u"name: Name may hold letters, digits, _ . and - only, and begins with a letter or digit."_s);
    row(
        "name begins with a dash", [](RunForm &f) { f.name = u"-x"_s; },
        u"name: Name may hold letters, digits, _ . and - only, and begins with a letter or digit."_s);
    row(
        "host port", [](RunForm &f) { f.ports[0].hostPort = u"99999"_s; },
        u"ports[0].hostPort: Host port 99999 must be a number from 1 to 65535, or a range such as 8000-8010; empty means any."_s);
    row(
        "no container port", [](RunForm &f) { f.ports[0].containerPort.clear(); },
        u"ports[0].containerPort: Container port is empty: type the port that the program inside listens on."_s);
    row(
        "container port 0", [](RunForm &f) { f.ports[0].containerPort = u"0"_s; },
        u"ports[0].containerPort: Container port 0 must be a number from 1 to 65535, or a range such as 8000-8010."_s);
    row(
        "ranges of two lengths",
        [](RunForm &f) {
            f.ports[0].hostPort = u"1-3"_s;
            f.ports[0].containerPort = u"1-2"_s;
        },
        u"ports[0].hostPort: Host port and container port must be ranges of the same length."_s);
    row(
        "host name as address", [](RunForm &f) { f.ports[0].hostAddress = u"localhost"_s; },
        u"ports[0].hostAddress: Host address localhost is no address: use 127.0.0.1 for this machine only, or 0.0.0.0 for all."_s);
    row(
        "protocol", [](RunForm &f) { f.ports[0].protocol = u"icmp"_s; },
        u"ports[0].protocol: Protocol icmp is unknown: use tcp, udp or sctp."_s);
    row(
        "relative folder",
        [](RunForm &f) {
            f.mounts = {{u"./x"_s, u"/w"_s, false}};
        },
        u"mounts[0].source: Folder ./x must be an absolute path: begin it with / or ~/."_s);
    row(
        "volume of one letter",
        [](RunForm &f) {
            f.mounts = {{u"v"_s, u"/w"_s, false}};
        },
        u"mounts[0].source: Volume name v is too short: use at least two characters."_s);
    row(
        "relative target",
        [](RunForm &f) {
            f.mounts = {{u"vol"_s, u"w"_s, false}};
        },
        u"mounts[0].target: Container path w must be absolute: begin it with /."_s);
    row(
        "root as target",
        [](RunForm &f) {
            f.mounts = {{u"vol"_s, u"/../"_s, false}};
        },
        u"mounts[0].target: Container path can't be / itself: choose a folder inside."_s);
    row(
        "no target",
        [](RunForm &f) {
            f.mounts = {{u"vol"_s, QString(), false}};
        },
        u"mounts[0].target: Container path is empty: type where the folder appears inside, such as /work."_s);
    row(
        "same target",
        [](RunForm &f) {
            f.mounts = {{u"v1"_s, u"/w"_s, false}, {u"v2"_s, u"/w/"_s, false}};
        },
        u"mounts[1].target: Container path /w/ is used by another row: give each its own."_s);
    row(
        "nameless variable",
        [](RunForm &f) {
            f.environment = {{QString(), u"x"_s}};
        },
        u"environment[0].name: Environment name is empty: type a name or clear the value."_s);
    row(
        "variable with =",
        [](RunForm &f) {
            f.environment = {{u"A=B"_s, u"x"_s}};
        },
        u"environment[0].name: Environment name may hold neither blanks nor =."_s);
    row(
        "variable twice",
        [](RunForm &f) {
            f.environment = {{u"A"_s, u"1"_s}, {u"A"_s, u"2"_s}};
        },
        u"warning environment[1].name: Environment name A is set twice: the last one counts."_s);
    row(
        "open quote", [](RunForm &f) { f.command = u"sh -c 'x"_s; },
        u"command: Command: The quote ' at character 7 isn't closed. Close it or put a \\ before it."_s);
    row(
        "working folder", [](RunForm &f) { f.workingDir = u"work"_s; },
        u"workingDir: Working folder work must be absolute: begin it with /."_s);
    row(
        "user", [](RunForm &f) { f.user = u"a:b:c"_s; },
        u"user: User must be a name or number, with a group after : if you like: jovyan, 1000:100."_s);
    row(
        "hostname", [](RunForm &f) { f.hostname = u"a b"_s; },
        u"hostname: Hostname may hold letters, digits, - and . only, at most 64 of them."_s);
    row(
        "restart", [](RunForm &f) { f.restartPolicy = u"sometimes"_s; },
        u"restartPolicy: Restart policy sometimes is unknown: use no, always, unless-stopped, on-failure or on-failure:3."_s);
    row(
        "restart and remove",
        [](RunForm &f) {
            f.restartPolicy = u"always"_s;
            f.autoRemove = true;
        },
        u"restartPolicy: Restart policy and “Remove when it exits” exclude each other: choose one."_s);
    row(
        "memory", [](RunForm &f) { f.memory = u"lots"_s; },
        u"memory: Memory lots is no size: write a number with b, k, m or g, such as 512m."_s);
    row(
        "little memory", [](RunForm &f) { f.memory = u"5m"_s; }, u"memory: Memory must be at least 6m."_s);
    row(
        "shared memory", [](RunForm &f) { f.sharedMemory = u"0"_s; },
        u"sharedMemory: Shared memory 0 is no size: write a number with b, k, m or g, such as 1g."_s);
    row(
        "cpus", [](RunForm &f) { f.cpus = u"two"_s; }, u"cpus: CPUs two is no number: write one such as 1.5."_s);
    row(
        "no cpu", [](RunForm &f) { f.cpus = u"0"_s; }, u"cpus: CPUs must be at least 0.01."_s);
    row(
        "gpus", [](RunForm &f) { f.gpus = u"some"_s; }, u"gpus: GPUs must be all, a number, or device=0,1."_s);
    row(
        "platform", [](RunForm &f) { f.platform = u"linux arm"_s; },
        u"platform: Platform linux arm must be written as linux/arm64."_s);
    row(
        "capability", [](RunForm &f) { f.capAdd = u"NET-ADMIN"_s; },
        u"capAdd: Capability NET-ADMIN may hold letters and _ only, such as NET_ADMIN."_s);
    row(
        "unknown capability", [](RunForm &f) { f.capDrop = u"CAP_FLY"_s; },
        u"warning capDrop: Capability CAP_FLY is not a known one: check its spelling."_s);
    row(
        "device", [](RunForm &f) { f.devices = {u"fuse"_s}; },
        u"devices[0]: Device fuse must be written as /dev/host:/dev/inside:rwm; the parts after the first may be left out."_s);
    row(
        "nameless label",
        [](RunForm &f) {
            f.labels = {{QString(), u"x"_s}};
        },
        u"labels[0].name: Label name is empty: type a name or clear the value."_s);
    row(
        "health interval", [](RunForm &f) { f.healthInterval = u"30"_s; },
        u"healthInterval: Health check interval 30 is no time: write one such as 30s or 1m30s."_s);
    row(
        "ports on the host network", [](RunForm &f) { f.network = u"host"_s; },
        u"warning network: Ports are not published on the network “host”."_s);
    row(
        "ports of another container", [](RunForm &f) { f.network = u"container:web"_s; },
        u"network: A container that shares another one's network can't publish ports: publish them there."_s);
}

void TestRunForm::saysWhatIsWrong()
{
    QFETCH(Change, change);
    QFETCH(QString, problem);
    RunForm form = jupyterForm();
    change(form);
    QCOMPARE(problemText(checkRunForm(form)), problem);
}

void TestRunForm::findsPortClashes_data()
{
    QTest::addColumn<QStringList>("first");
    QTest::addColumn<QStringList>("second");
    QTest::addColumn<bool>("clash");
    const auto row = [](const char *name, const QStringList &first, const QStringList &second, bool clash) {
        QTest::newRow(name) << first << second << clash;
    };
    row("same", {u"127.0.0.1"_s, u"80"_s, u"80"_s, u"tcp"_s}, {u"127.0.0.1"_s, u"80"_s, u"81"_s, u"tcp"_s}, true);
    row("other address", {u"127.0.0.1"_s, u"80"_s, u"80"_s, u"tcp"_s}, {u"127.0.0.2"_s, u"80"_s, u"80"_s, u"tcp"_s},
        false);
    row("every address", {QString(), u"80"_s, u"80"_s, u"tcp"_s}, {u"127.0.0.2"_s, u"80"_s, u"80"_s, u"tcp"_s}, true);
    row("every IPv4 address", {u"0.0.0.0"_s, u"80"_s, u"80"_s, u"tcp"_s}, {u"127.0.0.2"_s, u"80"_s, u"80"_s, u"tcp"_s},
        true);
    row("two families", {u"0.0.0.0"_s, u"80"_s, u"80"_s, u"tcp"_s}, {u"::1"_s, u"80"_s, u"80"_s, u"tcp"_s}, false);
    row("two protocols", {QString(), u"80"_s, u"80"_s, u"tcp"_s}, {QString(), u"80"_s, u"80"_s, u"udp"_s}, false);
    row("ranges", {QString(), u"80-90"_s, u"80-90"_s, u"tcp"_s}, {QString(), u"85"_s, u"1"_s, u"tcp"_s}, true);
    row("one of a range", {QString(), u"80-90"_s, u"80"_s, u"tcp"_s}, {QString(), u"85"_s, u"1"_s, u"tcp"_s}, false);
    row("any port", {QString(), u"0"_s, u"80"_s, u"tcp"_s}, {QString(), QString(), u"81"_s, u"tcp"_s}, false);
}

void TestRunForm::findsPortClashes()
{
    QFETCH(QStringList, first);
    QFETCH(QStringList, second);
    QFETCH(bool, clash);
    RunForm form = jupyterForm();
    form.ports = {{first[0], first[1], first[2], first[3]}, {second[0], second[1], second[2], second[3]}};
    const QString expected =
        u"ports[1].hostPort: Host port %1 is published by another row: choose a different one."_s.arg(second[1]);
    QCOMPARE(problemText(checkRunForm(form)), clash ? expected : QString());
}

QTEST_GUILESS_MAIN(TestRunForm)
#include "tst_run_form.moc"
