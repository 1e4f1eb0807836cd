// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_paste.h"
#include "tests/support/run_records.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace models::run;

/// Pasted text as commands and words: the shells, prompts, line ends, what is replaced and what is only pointed out.
class TestShellReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void splitsWords_data();
    void splitsWords();
    void notesWhatItDoesNotRun_data();
    void notesWhatItDoesNotRun();
    void findsTheCommands_data();
    void findsTheCommands();
    void knowsPlaces();
    void keepsTheFirstNotes();
    void tellsThatAnotherEngineWasMeant();
    void passesVariablesOn();
    void keepsVariablesOfTheirMoment();
    void countsManyCommandsAsOne();
    void asksForFewHomes();
    void readsPodman();
};

namespace {

/// Words in ⟨⟩, commands on lines of their own.
QString shown(const QString &text)
{
    QStringList lines;
    for (const ShellCommand &command : readShell(text, test::recordedEnvironment())) {
        QString line;
        for (const ShellWord &word : command.words)
            line += u'<' + word.text + u'>';
        lines += line;
    }
    return lines.join(u'\n');
}

} // namespace

void TestShellReader::splitsWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QString &text, const QString &words) {
        QTest::newRow(name) << text << words;
    };
    row("plain", u"a b\tc"_s, u"<a><b><c>"_s);
    row("single quotes", u"'a b' c''d '$FOO'"_s, u"<a b><cd><$FOO>"_s);
    row("double quotes", u"\"a $FOO\" \"\\$FOO\" \"a\\b\""_s, u"<a from-env><$FOO><a\\b>"_s);
    row("backslash", u"a\\ b \\$FOO"_s, u"<a b><$FOO>"_s);
    row("joined lines", u"a \\\n  b\\\nc"_s, u"<a><bc>"_s);
    row("joined, CRLF", u"a \\\r\n b\r\nc"_s, u"<a><b>\n<c>"_s);
    row("joined, blanks behind", u"a \\  \n b"_s, u"<a><b>"_s);
    row("comment", u"a # b\n# c\nd#e"_s, u"<a>\n<d#e>"_s);
    row("variables", u"$FOO ${FOO} x${FOO}y $NOPE \"$NOPE\""_s, u"<from-env><from-env><xfrom-envy><>"_s);
    row("alternatives", u"${NOPE:-a} ${FOO:-a} ${NOPE:-\"a b\"} ${NOPE:-$FOO} ${FOO:+b} ${NOPE:+b}"_s,
        u"<a><from-env><a b><from-env><b>"_s);
    row("folders", u"$(pwd)/a `pwd` $PWD ${PWD} ~ ~/b a~"_s,
        u"</lab/parent/work/a></lab/parent/work></lab/parent/work></lab/parent/work></lab/home></lab/home/b><a~>"_s);
    row("ids", u"$(id -u):$(id -g) `id -u`"_s, u"<0:0><0>"_s);
    row("prompts", u"$ a \\\n> b\n# docker c"_s, u"<a><b>\n<docker><c>"_s);
    row("long prompt", u"me@host:~/src$ a\n[root@box ~]# b"_s, u"<a>\n<b>"_s);
    row("set before, in an alternative", u"A=1\na ${NOPE:-$A}"_s, u"<a><1>"_s);
    row("folder behind a name", u"A=~/x B=a=~ c A=~/x"_s, u"<c><A=~/x>"_s);
    row("set before", u"A=1\nexport B='x y'\n$A \"$B\""_s, u"<1><x y>"_s);
    row("PowerShell", u"a `\n  -v ${PWD}:/x \"$env:FOO `\"q`\"\" 'it''s' $(pwd)"_s,
        u"<a><-v></lab/parent/work:/x><from-env \"q\"><it's></lab/parent/work>"_s);
    row("PowerShell, name cut off", u"a `\n ${Be: $FOO: ${FOO"_s, u"<a><:><from-env:><from-env>"_s);
    row("PowerShell prompt", u"PS C:\\Users\\me> a `\n b"_s, u"<a><b>"_s);
    row("cmd", u"a ^\n -v %cd%:/x \"b %FOO%\" c^&d 'e"_s, u"<a><-v></lab/parent/work:/x><b from-env><c&d><'e>"_s);
    row("nothing", u" \n\t"_s, QString());
}

void TestShellReader::splitsWords()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    QCOMPARE(shown(text), words);
}

void TestShellReader::notesWhatItDoesNotRun_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("at");
    QTest::addColumn<bool>("blocks");
    QTest::newRow("substitution") << u"a $(date +%s) b"_s << u"$(date +%s)"_s << true;
    QTest::newRow("nested") << u"a \"x $(echo $(id)) y\""_s << u"$(echo $(id))"_s << true;
    QTest::newRow("backticks") << u"a `date`"_s << u"`date`"_s << true;
    QTest::newRow("open quote") << u"a 'b"_s << u"'b"_s << true;
    QTest::newRow("open substitution") << u"a $(b"_s << u"$(b"_s << true;
    QTest::newRow("odd braces") << u"a ${FOO%x}"_s << u"${FOO%x}"_s << true;
    QTest::newRow("asked for") << u"a ${NOPE:?must be set}"_s << u"${NOPE:?must be set}"_s << true;
    QTest::newRow("in an alternative") << u"a ${NOPE:-$(date)}"_s << u"${NOPE:-$(date)}"_s << true;
    QTest::newRow("unset") << u"a $NOPE"_s << u"$NOPE"_s << false;
    QTest::newRow("pipe") << u"a | b"_s << u"|"_s << false;
    QTest::newRow("redirection") << u"a 2>/dev/null b"_s << u">"_s << false;
    QTest::newRow("background") << u"a &"_s << u"&"_s << false;
}

void TestShellReader::notesWhatItDoesNotRun()
{
    QFETCH(QString, text);
    QFETCH(QString, at);
    QFETCH(bool, blocks);
    const auto commands = readShell(text, test::recordedEnvironment());
    QVERIFY(!commands.isEmpty());
    QCOMPARE(commands.first().notes.size(), 1);
    const ShellNote &note = commands.first().notes.first();
    QCOMPARE(text.mid(note.place.offset, note.place.length), at);
    QCOMPARE(note.blocks, blocks);
    QVERIFY(!note.message.isEmpty());
    QCOMPARE(commands.first().words.first().text, u"a"_s);
}

void TestShellReader::findsTheCommands_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("images");
    const auto row = [](const char *name, const QString &text, const QString &images) {
        QTest::newRow(name) << text << images;
    };
    row("one", u"docker run a"_s, u"a"_s);
    row("container", u"docker container run a; docker container create b"_s, u"a b"_s);
    row("others between", u"docker pull a\ncd /x && docker run -d a\nls"_s, u"- - a -"_s);
    row("sudo", u"sudo -u me -E FOO=1 docker run a"_s, u"a"_s);
    row("global options", u"docker --context x -H tcp://h:1 --debug run a"_s, u"a"_s);
    row("whole path", u"/usr/bin/docker run a"_s, u"a"_s);
    row("env", u"env A=1 docker run a"_s, u"a"_s);
    row("podman", u"podman --log-level debug run a"_s, u"a"_s);
    row("other commands of docker", u"docker ps\ndocker exec a run b"_s, u"- -"_s);
    row("bad", u"docker run --nope a"_s, u"!unknown flag: --nope"_s);
}

void TestShellReader::findsTheCommands()
{
    QFETCH(QString, text);
    QFETCH(QString, images);
    QStringList found;
    for (const PastedCommand &command : readPaste(text, test::recordedEnvironment()))
        found += !command.isRun ? u"-"_s : command.error ? u'!' + command.error->message : command.command.image;
    QCOMPARE(found.join(u' '), images);
}

void TestShellReader::knowsPlaces()
{
    const QString text = u"$ docker pull a\n$ docker run -p 80:80 \\\n   --cpus much a\n"_s;
    const auto commands = readPaste(text, test::recordedEnvironment());
    QCOMPARE(commands.size(), 2);
    QCOMPARE(commands.first().text, u"docker pull a"_s);
    QVERIFY(commands.last().text.startsWith(u"docker run"));
    QVERIFY(commands.last().text.endsWith(u"much a"));
    QVERIFY(commands.last().error.has_value());
    const TextPlace place = commands.last().error->place;
    QCOMPARE(text.mid(place.offset, place.length), u"much"_s);
    QCOMPARE(commands.last().error->option, u"--cpus"_s);
    QVERIFY(!commands.last().isComplete());
}

void TestShellReader::keepsTheFirstNotes()
{
    const auto commands =
        readShell(u"docker run "_s + u"$NOPE "_s.repeated(2000) + u"`reboot`"_s, test::recordedEnvironment());
    QCOMPARE(commands.size(), 1);
    QCOMPARE(commands.first().notes.size(), 300);
    QVERIFY(!commands.first().notes.first().blocks);
    QVERIFY(commands.first().notes.last().blocks); // what isn't run is never forgotten
    QCOMPARE(commands.first().words.last().text, u"`reboot`"_s);
}

void TestShellReader::tellsThatAnotherEngineWasMeant()
{
    const QString text = u"docker --debug -H tcp://h:1 --context=x run a"_s;
    const auto commands = readPaste(text, test::recordedEnvironment());
    QCOMPARE(commands.size(), 1);
    QVERIFY(commands.first().isComplete());
    QStringList places;
    for (const ShellNote &note : commands.first().notes)
        places += text.mid(note.place.offset, note.place.length);
    QCOMPARE(places, (QStringList{u"-H tcp://h:1"_s, u"--context=x"_s}));
}

void TestShellReader::passesVariablesOn()
{
    const auto commands =
        readPaste(u"export TAG=7\nUSER_ID=5 docker run -e USER_ID -e TAG a:$TAG"_s, test::recordedEnvironment());
    QCOMPARE(commands.size(), 1);
    QCOMPARE(commands.first().command.image, u"a:7"_s);
    const auto environment = withVariables(test::recordedEnvironment(), commands.first().variables);
    QCOMPARE(environment.lookUp(u"USER_ID"_s).value_or(QString()), u"5"_s);
    QCOMPARE(environment.lookUp(u"TAG"_s).value_or(QString()), u"7"_s);
    QCOMPARE(environment.lookUp(u"FOO"_s).value_or(QString()), u"from-env"_s);
}

/// A command has the variables that were set before it, and none that come later.
void TestShellReader::keepsVariablesOfTheirMoment()
{
    const auto commands = readPaste(u"docker run a\nA=1\ndocker run b:$A\nA=2\nA=3 docker run c:$A\nexport A=~/x B=2\n"
                                    "docker run $B"_s,
                                    test::recordedEnvironment());
    QStringList images, values;
    for (const PastedCommand &pasted : commands) {
        images += pasted.command.image;
        values += withVariables({}, pasted.variables).lookUp(u"A"_s).value_or(u"none"_s);
    }
    QCOMPARE(images, (QStringList{u"a"_s, u"b:1"_s, u"c:2"_s, u"2"_s}));
    QCOMPARE(values, (QStringList{u"none"_s, u"1"_s, u"3"_s, u"/lab/home/x"_s}));
}

void TestShellReader::countsManyCommandsAsOne()
{
    constexpr qsizetype most = 2000;
    const QString script = u"a\n"_s.repeated(most + 1000);
    const auto commands = readShell(script, test::recordedEnvironment());
    QCOMPARE(commands.size(), most + 1);
    QVERIFY(commands.last().words.isEmpty());
    const TextPlace rest = commands.last().place;
    QCOMPARE(rest.offset + rest.length, script.size()); // so that it is said to be left out
}

/// Who has a home is asked of the system, which can take long.
void TestShellReader::asksForFewHomes()
{
    auto environment = test::recordedEnvironment();
    int asked = 0;
    environment.homeOf = [&asked](const QString &name) {
        ++asked;
        return name == u"me" ? std::optional(u"/me"_s) : std::nullopt;
    };
    QString text = u"~me/a "_s.repeated(100);
    for (int number = 0; number < 100; ++number)
        text += u"~you%1/a "_s.arg(number);
    const auto commands = readShell(text, environment);
    QCOMPARE(commands.first().words.at(99).text, u"/me/a"_s);
    QCOMPARE(commands.first().words.last().text, u"~you99/a"_s);
    QVERIFY2(asked <= 10, qPrintable(QString::number(asked)));
}

void TestShellReader::readsPodman()
{
    const auto commands =
        readPaste(u"podman run --replace --tz local --userns host --name x a"_s, test::recordedEnvironment());
    QVERIFY(commands.first().isComplete());
    QCOMPARE(commands.first().command.podmanOnly, (QStringList{u"--replace"_s, u"--tz=local"_s}));
    QCOMPARE(commands.first().command.value(RunOption::Name), u"x"_s);
    QCOMPARE(readPaste(u"docker run --replace a"_s, test::recordedEnvironment()).first().error->message,
             u"unknown flag: --replace"_s);
}

QTEST_GUILESS_MAIN(TestShellReader)
#include "tst_shell_reader.moc"
