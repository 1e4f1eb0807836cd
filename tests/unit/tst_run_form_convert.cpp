// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/container_spec_json.h"
#include "models/run_command/run_paste.h"
#include "models/run_command/run_print.h"
#include "models/run_form_convert.h"
#include "tests/support/run_forms.h"
#include "tests/support/run_records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace models;

/// A pasted command as the form of "Run a container", and back.
class TestRunFormConvert : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fillsTheFields();
    void keepsTheRest_data();
    void keepsTheRest();
    void sendsTheRest();
    void joinsTheFormsNetwork();
    void readsFilesNow();
    void refusesWhatTheClientRefuses();
    void checksTheRest();
    void takesTypedOptions();
    void hintsAtOpenPorts();
    void comesBack();
    void keepsWholeForms();
};

namespace {

RunForm formOf(const QString &text)
{
    const auto machine = test::recordedEnvironment();
    const auto commands = run::readPaste(text, machine);
    if (commands.isEmpty() || !commands.first().isComplete())
        return {};
    return toRunForm(commands.first().command, run::withVariables(machine, commands.first().variables))
        .value_or(RunForm());
}

} // namespace

void TestRunFormConvert::fillsTheFields()
{
    const RunForm form = formOf(
        u"docker run -it --rm --name nb -p 127.0.0.1:8888:8888 -p 53:53/udp -p [::1]::9000 -v ./w:/w:ro -v data:/d "
        "--mount type=bind,src=/a,dst=/b -e A=1 -e FOO --env-file test.env -l x=y -w /w -u me --network lab -h h "
        "--entrypoint tini -m 1.5g --shm-size 64m --cpus 1.5 --gpus all --platform linux/amd64 --privileged --cap-add "
        "NET_ADMIN --cap-add SYS_PTRACE --cap-drop ALL --device /dev/fuse --health-cmd 'curl x' --health-interval 1m "
        "jupyter start.sh 'a b'"_s);
    RunForm expected;
    expected.image = u"jupyter"_s;
    expected.name = u"nb"_s;
    expected.ports = {{u"127.0.0.1"_s, u"8888"_s, u"8888"_s, u"tcp"_s},
                      {QString(), u"53"_s, u"53"_s, u"udp"_s},
                      {u"::1"_s, QString(), u"9000"_s, u"tcp"_s}};
    expected.mounts = {
        {u"/lab/parent/work/w"_s, u"/w"_s, true}, {u"data"_s, u"/d"_s, false}, {u"/a"_s, u"/b"_s, false}};
    expected.environment = {{u"VAR1"_s, u"value one"_s},
                            {u"VAR2"_s, u"inherited"_s},
                            {u"SPACED"_s, u"x "_s},
                            {u"QUOTED"_s, u"\"q\""_s},
                            {u"A"_s, u"1"_s},
                            {u"FOO"_s, u"from-env"_s}};
    expected.labels = {{u"x"_s, u"y"_s}};
    expected.command = u"start.sh 'a b'"_s;
    expected.entrypoint = u"tini"_s;
    expected.workingDir = u"/w"_s;
    expected.user = u"me"_s;
    expected.network = u"lab"_s;
    expected.hostname = u"h"_s;
    expected.autoRemove = expected.tty = expected.privileged = true;
    expected.memory = u"1.5g"_s;
    expected.sharedMemory = u"64m"_s;
    expected.cpus = u"1.5"_s;
    expected.gpus = u"all"_s;
    expected.platform = u"linux/amd64"_s;
    expected.capAdd = u"NET_ADMIN SYS_PTRACE"_s;
    expected.capDrop = u"ALL"_s;
    expected.devices = QStringList{u"/dev/fuse"_s};
    expected.healthCommand = u"curl x"_s;
    expected.healthInterval = u"1m"_s;
    QCOMPARE(toDockerCommand(form, false), toDockerCommand(expected, false));
    QVERIFY(form == expected);
}

void TestRunFormConvert::keepsTheRest_data()
{
    QTest::addColumn<QString>("options");
    QTest::addColumn<QString>("kept");
    const auto row = [](const QString &options, const QString &kept) {
        QTest::newRow(qPrintable(options)) << options << kept;
    };
    row(u"--ulimit nofile=1:2 --init --sysctl net.a=1"_s, u"--init --ulimit=nofile=1:2 --sysctl=net.a=1"_s);
    row(u"-i"_s, u"--interactive"_s);
    row(u"-t"_s, u"--tty"_s);
    row(u"-v ./a:/b:z -v ~x:/y"_s, u"--volume=/lab/parent/work/a:/b:z --volume=~x:/y"_s);
    row(u"--mount type=bind,src=./a,dst=/b,bind-propagation=rslave"_s,
        u"--mount=type=bind,src=/lab/parent/work/a,dst=/b,bind-propagation=rslave"_s);
    row(u"--network a --network b"_s, u"--network=a --network=b"_s);
    row(u"--network name=a,alias=b"_s, u"--network=name=a,alias=b"_s);
    row(u"--gpus all,capabilities=utility"_s, u"--gpus=all,capabilities=utility"_s);
    row(u"--restart always:3"_s, u"--restart=always:3"_s);
    row(u"--cpus 1/2 -m 1_0"_s, u"--memory=1_0 --cpus=1/2"_s);
    row(u"-e UNSET --pull always"_s, u"--env=UNSET --pull=always"_s);
    row(u"--entrypoint ''"_s, QString());
    row(u"-d=false --sig-proxy=false"_s, QString());
}

void TestRunFormConvert::keepsTheRest()
{
    QFETCH(QString, options);
    QFETCH(QString, kept);
    const RunForm form = formOf(u"docker run "_s + options + u" a"_s);
    QCOMPARE(form.image, u"a"_s);
    QCOMPARE(form.alsoSet.join(u' '), kept);
}

void TestRunFormConvert::sendsTheRest()
{
    const RunForm form =
        formOf(u"docker run -v data:/d --memory 1g --ulimit core=1 --health-retries 3 --health-cmd x --expose 9 "
               "-p 80:80 --tmpfs /t a"_s);
    const QByteArray request =
        test::normalizedRequest("{\"body\":" + engine::json::encodeContainerSpec(toContainerSpec(form)) + "}");
    QCOMPARE(
        request,
        QByteArray(
            "{\"body\":{\"ExposedPorts\":{\"80/tcp\":{},\"9/tcp\":{}},\"Healthcheck\":{\"Retries\":3,\"Test\":"
            "[\"CMD-SHELL\",\"x\"]},\"HostConfig\":{\"Memory\":1073741824,\"Mounts\":[{\"Source\":\"data\",\"Target\":"
            "\"/d\",\"Type\":\"volume\"}],\"PortBindings\":{\"80/"
            "tcp\":[{\"HostIp\":\"\",\"HostPort\":\"80\"}]},\"Tmpfs\":"
            "{\"/t\":\"\"},\"Ulimits\":[{\"Hard\":1,\"Name\":\"core\",\"Soft\":1}]},\"Image\":\"a\"}}"));
}

void TestRunFormConvert::joinsTheFormsNetwork()
{
    const RunForm form = formOf(u"docker run --network lab --network-alias web --ip 10.0.0.5 a"_s);
    QCOMPARE(form.network, u"lab"_s);
    const auto also = alsoSetRequest(form);
    QVERIFY(also.has_value());
    QCOMPARE(
        test::normalizedRequest(*also),
        QByteArray(
            "{\"HostConfig\":{\"NetworkMode\":\"lab\"},\"NetworkingConfig\":{\"EndpointsConfig\":{\"lab\":{\"Aliases\":"
            "[\"web\"],\"IPAMConfig\":{\"IPv4Address\":\"10.0.0.5\"}}}}}"));
}

void TestRunFormConvert::readsFilesNow()
{
    const RunForm form =
        formOf(u"docker run --env-file test.env -e VAR1=mine --label-file labels.txt -l com.example.a=2 a"_s);
    QCOMPARE(form.environment.size(), 4);
    QCOMPARE(form.environment.first(), (RunForm::Pair{u"VAR1"_s, u"mine"_s}));
    QCOMPARE(form.labels, (QList<RunForm::Pair>{{u"com.example.a"_s, u"2"_s}}));
    QVERIFY(form.alsoSet.isEmpty());
}

void TestRunFormConvert::refusesWhatTheClientRefuses()
{
    const auto machine = test::recordedEnvironment();
    const auto commands = run::readPaste(u"docker run --restart always --rm a"_s, machine);
    const auto form = toRunForm(commands.first().command, machine);
    QVERIFY(!form.has_value());
    QCOMPARE(form.error().message, u"docker: conflicting options: cannot specify both --restart and --rm"_s);
}

void TestRunFormConvert::checksTheRest()
{
    RunForm form = test::jupyterForm();
    form.alsoSet = QStringList{u"--init"_s, u"--ulimit=core"_s, u"word"_s};
    QCOMPARE(test::problemText(checkRunForm(form)),
             u"alsoSet[1]: invalid argument \"core\" for \"--ulimit\" flag: invalid ulimit argument: core\n"
             "alsoSet[2]: Type one option of docker run in each line."_s);
    form.alsoSet = QStringList{u"--name=x"_s, u"--platform=linux/amd64"_s, u"--sig-proxy=false"_s, QString()};
    QCOMPARE(test::problemText(checkRunForm(form)), u"alsoSet[0]: Use the field Name for this.\n"
                                                    "alsoSet[1]: Use the field Platform for this.\n"
                                                    "warning alsoSet[2]: This changes nothing here."_s);
    form.alsoSet = QStringList{u"--init --ulimit core=1"_s};
    QCOMPARE(test::problemText(checkRunForm(form)), u"alsoSet[0]: Type one option of docker run in each line."_s);
    form.alsoSet = QStringList{u"--no-healthcheck"_s, u"--health-retries=2"_s};
    QCOMPARE(test::problemText(checkRunForm(form)), u"alsoSet: --no-healthcheck conflicts with --health-* options"_s);
    form.alsoSet = QStringList{u"--no-healthcheck"_s};
    QVERIFY(checkRunForm(form).isEmpty());
}

/// A person types an option as on a command line, too.
void TestRunFormConvert::takesTypedOptions()
{
    RunForm form;
    form.image = u"a"_s;
    form.alsoSet = QStringList{u"--ulimit core=1"_s, u" --init"_s, u"--annotation 'a=b c'"_s, u"-P"_s, QString()};
    QVERIFY(checkRunForm(form).isEmpty());
    QCOMPARE(toDockerCommand(form, false), u"docker run -d -P --init --ulimit core=1 --annotation 'a=b c' a"_s);
}

void TestRunFormConvert::hintsAtOpenPorts()
{
    const RunForm form = formOf(u"docker run -p 80:80 -p 127.0.0.1:81:81 -p 0.0.0.0:82:82 -p [::]:83:83 -p 84 a"_s);
    QStringList fields;
    for (const FormProblem &hint : hintsForRunForm(form)) {
        QCOMPARE(hint.severity, FormProblem::Severity::Hint);
        fields += hint.field;
    }
    QCOMPARE(fields, (QStringList{u"ports[0].hostAddress"_s, u"ports[2].hostAddress"_s, u"ports[3].hostAddress"_s,
                                  u"ports[4].hostAddress"_s}));
    QVERIFY(checkRunForm(form).isEmpty());
}

/// Form → command → form, for every recorded command: nothing is lost on the way.
void TestRunFormConvert::comesBack()
{
    int wrong = 0;
    for (const auto &record : test::runRecords(u"recorded.jsonl"_s) + test::runRecords(u"recorded-more.jsonl"_s)) {
        const RunForm form = formOf(record.command);
        if (!record.accepted)
            continue;
        const RunForm again = formOf(toDockerCommand(form, false));
        const bool written = record.command.contains(u"--entrypoint"); // its words are quoted anew
        if (toDockerCommand(again, false) == toDockerCommand(form, false) && (written || again.alsoSet == form.alsoSet))
            continue;
        ++wrong;
        qInfo().noquote() << record.command << "\n  " << toDockerCommand(form, false) << "\n  "
                          << toDockerCommand(again, false);
    }
    QCOMPARE(wrong, 0);
}

void TestRunFormConvert::keepsWholeForms()
{
    const RunForm form = formOf(toDockerCommand(test::fullForm(), false));
    QCOMPARE(toDockerCommand(form, false), toDockerCommand(test::fullForm(), false));
    QVERIFY(form.alsoSet.isEmpty());
}

QTEST_GUILESS_MAIN(TestRunFormConvert)
#include "tst_run_form_convert.moc"
