// SPDX-License-Identifier: Apache-2.0
#include "models/run_form_convert.h"
#include "models/run_text.h"
#include "tests/support/run_records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace models;

/// A text as "Run a container" takes it: the form, what is wrong and where, and what the run won't do.
class TestRunText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverBecomesSilent();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void putsSecretsBack();
    void knowsCommands();
    void boundsWhatItTakes();
};

/// What isn't in the printed command is told.
void TestRunText::neverBecomesSilent()
{
    const auto machine = test::recordedEnvironment();
    const auto notesOf = [&machine](const QString &text) {
        const auto commands = readRunTexts(text, machine);
        return commands.size() == 1 ? commands.first().notes : QStringList{u"none"_s};
    };
    QVERIFY(notesOf(u"docker run -d a"_s).isEmpty());
    QCOMPARE(notesOf(u"docker run -d -q --detach-keys=x --disable-content-trust a &"_s).size(), 4);
    QCOMPARE(notesOf(u"docker run -d -e FOO -e NOBODY a"_s),
             (QStringList{u"FOO has the value that it has here."_s,
                          u"NOBODY isn't set here: the container doesn't get it."_s}));
    QCOMPARE(notesOf(u"docker run -d --env-file test.env --cidfile id a"_s),
             (QStringList{u"“test.env” was read now: what it says is in the form."_s,
                          u"“--cidfile”: no file is written."_s}));
    QCOMPARE(notesOf(u"docker run -d -v ./x:/y a"_s), QStringList{u"The current folder is /lab/parent/work here."_s});
    QCOMPARE(notesOf(u"docker run -d -e A=$NOBODY a"_s),
             QStringList{u"NOBODY isn't set: nothing stands in its place."_s});
    QCOMPARE(notesOf(u"docker run -d -e PASSWORD=**** a"_s),
             QStringList{u"**** is taken as it stands: type the value that it hides."_s});
    QCOMPARE(notesOf(u"DOCKER_DEFAULT_PLATFORM=linux/arm64 DOCKER_CONFIG=proxied docker run -d a"_s),
             (QStringList{u"The platform linux/arm64 comes from DOCKER_DEFAULT_PLATFORM."_s,
                          u"The proxies are those of the docker client's config.json."_s}));
    QCOMPARE(
        notesOf(u"docker run -d --use-api-socket a"_s),
        QStringList{u"“--use-api-socket”: the container gets the engine’s socket, which may do everything here, and "
                    "your logins to registries."_s});
    QCOMPARE(notesOf(u"DOCKER_CONFIG=logins docker run -d --use-api-socket a"_s).value(1),
             u"The logins are those of the docker client here: DOCKER_CONFIG is left out."_s);
    QCOMPARE(notesOf(u"docker pull a && docker run a"_s),
             (QStringList{u"The container runs in the background: its output is under Logs."_s,
                          u"“docker pull a” is left out: it is no docker run command."_s}));
}

void TestRunText::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QString>("marked");
    QTest::addColumn<QString>("option");
    QTest::newRow("value") << u"docker run -m x a"_s
                           << u"invalid argument \"x\" for \"-m, --memory\" flag: invalid size: 'x'"_s << u"x"_s
                           << u"--memory"_s;
    QTest::newRow("option") << u"docker run --memroy 1g a"_s << u"unknown flag: --memroy"_s << u"--memroy"_s
                            << u"--memroy"_s;
    QTest::newRow("together") << u"docker run --rm --restart always a"_s
                              << u"conflicting options: cannot specify both --restart and --rm"_s << u"always"_s
                              << u"--restart"_s;
    QTest::newRow("shell") << u"docker run -e A=$(date) a"_s << u"“$(date)” is not run: type here what it would give."_s
                           << u"$(date)"_s << QString();
    QTest::newRow("no image") << u"docker run --rm"_s << u"'docker run' requires at least 1 argument"_s << QString()
                              << QString();
    QTest::newRow("another command") << u"docker ps"_s << u"This is no docker run command."_s << u"docker ps"_s
                                     << QString();
    QTest::newRow("two commands") << u"docker run a; docker run b"_s
                                  << u"Only one command can be run: take this one away."_s << u"docker run b"_s
                                  << QString();
    QTest::newRow("too long") << u"docker run a "_s.leftJustified(65536, u'x') + u'y'
                              << u"This text is longer than 64 KB. Paste the command alone."_s << u"y"_s << QString();
}

void TestRunText::saysWhatIsWrong()
{
    QFETCH(QString, text);
    QFETCH(QString, problem);
    QFETCH(QString, marked);
    QFETCH(QString, option);
    const RunText read = readRunText(text, test::recordedEnvironment(), {});
    QCOMPARE(read.problem, problem);
    QCOMPARE(text.mid(read.problemPlace.offset, read.problemPlace.length), marked);
    QCOMPARE(read.option, option);
    QVERIFY(!read.form);
}

void TestRunText::putsSecretsBack()
{
    const auto machine = test::recordedEnvironment();
    const QString whole = u"docker run -d -e TOKEN=hush -e URL=http://me:hush@db a --token=one --token=two"_s;
    const auto commands = readRunTexts(whole, machine);
    const run::RunCommand printed = toRunCommand(*commands.first().form);
    const QString shown = toDockerCommand(*commands.first().form, true);
    QVERIFY(!shown.contains(u"hush"_s) && !shown.contains(u"one"_s));
    const RunText again = readRunText(QString(shown).replace(u"-d"_s, u"-d --init"_s), machine, printed);
    QVERIFY2(again.form, qPrintable(again.problem));
    QCOMPARE(toDockerCommand(*again.form, false), QString(whole).replace(u" a "_s, u" --init a "_s));
    const RunText renamed = readRunText(QString(shown).replace(u"TOKEN"_s, u"KEY"_s), machine, printed);
    QVERIFY(!renamed.form);
    QVERIFY(renamed.problem.startsWith(u"**** hides a value"_s));
}

void TestRunText::knowsCommands()
{
    for (const QString &text :
         {u"docker run a"_s, u"$ sudo docker container create a"_s, u"cd x && podman run a"_s, u"docker run \\\n a"_s})
        QVERIFY2(looksLikeRunText(text), qPrintable(text));
    for (const QString &text : {u"alpine"_s, u"docker ps"_s, QString(), u"how to docker run a thing"_s})
        QVERIFY2(!looksLikeRunText(text), qPrintable(text));
    const auto endless = readRunTexts(u"docker run a"_s.leftJustified(70'000, u'x'), test::recordedEnvironment());
    QCOMPARE(endless.size(), 1); // says so, rather than nothing
    QVERIFY(!endless.first().form && endless.first().problem.startsWith(u"This text is longer"_s));
}

/// More than a form can show is refused in words, and more lines than a list can show are counted.
void TestRunText::boundsWhatItTakes()
{
    const auto machine = test::recordedEnvironment();
    const auto problemOf = [&machine](const QString &text) {
        const RunText read = readRunText(text, machine, {});
        return read.form ? QString() : read.problem;
    };
    const QString options = u"-e A=1 "_s.repeated(300);
    QCOMPARE(problemOf(u"docker run %1 a"_s.arg(options)), QString());
    QVERIFY(problemOf(u"docker run %1 -i a"_s.arg(options)).startsWith(u"It has more than 300 options"));
    QVERIFY(problemOf(u"docker run a"_s + u" b"_s.repeated(2001)).startsWith(u"It has more than 2000 words"));
    // Each a port for every number there is: quickly checked, never written out.
    QCOMPARE(problemOf(u"docker run %1 a"_s.arg(u"-p 1-65535:1-65535 --expose 1-65535 "_s.repeated(150))), QString());

    const auto many = readRunTexts(u"docker run a;"_s.repeated(120) + u"ls;"_s.repeated(20), machine);
    QCOMPARE(many.size(), 100);
    const QStringList notes = many.first().notes;
    QCOMPARE(notes.count(u"“ls” is left out: it is no docker run command."_s), 10);
    QCOMPARE(notes.mid(notes.size() - 2),
             (QStringList{u"Left out likewise: 10 more."_s, u"Only the first 100 commands are listed, of 120."_s}));
    const RunText one = readRunText(u"ls\ndocker run a\n"_s + u"ls\n"_s.repeated(12), machine, {});
    QVERIFY(one.form);
    QCOMPARE(one.notes.last(), u"Left out likewise: 2 more."_s);
}

QTEST_GUILESS_MAIN(TestRunText)
#include "tst_run_text.moc"
