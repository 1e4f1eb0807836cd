// SPDX-License-Identifier: Apache-2.0
// Presets: what their files say, what is wrong with them, and a person's own.
#include "models/notebook_preset.h"
#include "models/preset_library.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace models;
using namespace Qt::StringLiterals;

namespace {

const QByteArray smallest = "{\"id\": \"mine\", \"title\": \"Mine\", \"ports\": [{\"port\": 8888}]}";

QByteArray with(const QByteArray &field)
{
    return "{\"id\": \"mine\", \"title\": \"Mine\", \"ports\": [{\"port\": 8888}],\n " + field + "}";
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestNotebookPreset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryField();
    void smallestHasDefaults();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void builtInOnesAreWhole();
    void builtInOnesAreWrittenAsTheyAre();
    void keepsOnesOwn();
    void listsBrokenFilesBesideTheOthers();
    void seesFilesChangedByHand();
    void exportsAndImports();
    void refusesWhatCouldNotBeReadAgain();
    void saysWhenNothingCanBeWritten();
};

void TestNotebookPreset::readsEveryField()
{
    const QByteArray json =
        "{\"format\": 1, \"id\": \"team\", \"title\": \"Team\", \"purpose\": \"Ours\", \"icon\": \"zap\", \"image\": "
        "\"a/b:1\","
        "\"ports\": [{\"port\": 9999, \"https\": true, \"probe\": {\"path\": \"api\", \"status\": [200, 302]}}, "
        "{\"port\": "
        "4040}], \"base\": \"/team/\", \"open\": \"lab\", \"folder\": \"/work\", \"user\": {\"name\": \"u\", \"uid\": "
        "7, "
        "\"gid\": 8, \"groups\": [\"users\"], \"variables\": {\"uid\": \"U\", \"gid\": \"G\"}}, \"environment\": "
        "{\"A\": "
        "\"1\", \"B\": \"two words\"}, \"arguments\": [\"start\", \"--x=y z\"], \"memory\": \"2g\", \"cpus\": \"1.5\", "
        "\"sharedMemory\": \"1g\", \"gpu\": {\"image\": \"a/b:gpu\"}, \"secret\": {\"kind\": \"password\", "
        "\"variable\": "
        "\"PW\", \"login\": \"me\", \"note\": \"n\"}, \"banner\": \"at (\\\\S+)\"}";
    const auto preset = notebookPresetFromJson(json, u"team.json"_s);
    QVERIFY2(preset, qPrintable(preset ? QString() : preset.error()));
    NotebookPreset expected;
    expected.id = u"team"_s;
    expected.title = u"Team"_s;
    expected.purpose = u"Ours"_s;
    expected.icon = u"zap"_s;
    expected.image = u"a/b:1"_s;
    expected.ports = {{9999, true, u"api"_s, {200, 302}}, {4040, false, QString(), {200}}};
    expected.basePath = u"/team/"_s;
    expected.openPath = u"lab"_s;
    expected.folder = u"/work"_s;
    expected.user = {u"u"_s, 7, 8, {u"users"_s}, u"U"_s, u"G"_s};
    expected.environment = {{u"A"_s, u"1"_s}, {u"B"_s, u"two words"_s}};
    expected.arguments = {u"start"_s, u"--x=y z"_s};
    expected.memory = u"2g"_s;
    expected.cpus = u"1.5"_s;
    expected.sharedMemory = u"1g"_s;
    expected.wantsGpu = true;
    expected.gpuImage = u"a/b:gpu"_s;
    expected.secret = NotebookPreset::Secret::Password;
    expected.secretVariable = u"PW"_s;
    expected.loginName = u"me"_s;
    expected.note = u"n"_s;
    expected.banner = u"at (\\S+)"_s;
    QCOMPARE(*preset, expected);
    QCOMPARE(notebookPresetFromJson(notebookPresetToJson(expected), {}).value(), expected);
}

void TestNotebookPreset::smallestHasDefaults()
{
    const auto preset = notebookPresetFromJson(smallest, u"mine.json"_s);
    QVERIFY(preset);
    QCOMPARE(preset->ports.constFirst().probeStatuses, QList<int>{200});
    QCOMPARE(preset->basePath, u"/"_s);
    QCOMPARE(preset->secret, NotebookPreset::Secret::None);
    QVERIFY(!preset->wantsGpu);
    QVERIFY(notebookPresetFromJson(with("\"gpu\": {}"), u"mine.json"_s)->wantsGpu);
}

void TestNotebookPreset::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("problem");
    const auto row = [](const char *name, const QByteArray &json, const QString &problem) {
        QTest::newRow(name) << json << u"mine.json"_s + problem;
    };
    row("empty", "", u", line 1, column 1: this is no JSON."_s);
    row("cut", "{\"id\": \"mine\",\n \"title\"", u", line 2, column 9: this is no JSON."_s);
    row("a list", "[]", u": the preset must be an object, but is an empty list."_s);
    row("nothing", "{}", u": id is missing: it must be lower case letters, digits, dots, dashes and underscores."_s);
    row("id", "{\"id\": \"../x\"}",
        u": id must be lower case letters, digits, dots, dashes and underscores, but is \"../x\"."_s);
    row("title", "{\"id\": \"x\"}", u": title is missing: it must be a text to show."_s);
    row("no ports", "{\"id\": \"x\", \"title\": \"X\"}",
        u": ports is missing: it must be a list of at least one port."_s);
    row("port", "{\"id\": \"x\", \"title\": \"X\", \"ports\": [{\"port\": \"http\"}]}",
        u": ports[0].port must be a whole number from 1 to 65535, but is \"http\"."_s);
    row("large port", "{\"id\": \"x\", \"title\": \"X\", \"ports\": [{\"port\": 1}, {\"port\": 70000}]}",
        u": ports[1].port must be a whole number from 1 to 65535, but is 70000."_s);
    row("huge port", "{\"id\": \"x\", \"title\": \"X\", \"ports\": [{\"port\": 18446744073709551615}]}",
        u": ports[0].port must be a whole number from 1 to 65535, but is 18446744073709551615."_s);
    row("no port", "{\"id\": \"x\", \"title\": \"X\", \"ports\": [{}]}",
        u": ports[0].port is missing: it must be a whole number from 1 to 65535."_s);
    row("ports of texts", "{\"id\": \"x\", \"title\": \"X\", \"ports\": [\"8888\"]}",
        u": ports[0] must be an object, but is \"8888\"."_s);
    row("probe", "{\"id\": \"x\", \"title\": \"X\", \"ports\": [{\"port\": 1, \"probe\": {\"status\": [9]}}]}",
        u": ports[0].probe.status[0] must be a whole number from 100 to 599, but is 9."_s);
    row("misspelt", with("\"enviroment\": {}"),
        u": enviroment is not a field of presets; here are format, id, title, purpose, icon, image, ports, base, open, folder, user, environment, arguments, memory, cpus, sharedMemory, gpu, secret, banner."_s);
    row("misspelt inside", with("\"secret\": {\"kinds\": \"token\"}"),
        u": secret.kinds is not a field of presets; here are kind, variable, login, note."_s);
    row("text", with("\"image\": 3"), u": image must be a text on one line, but is 3."_s);
    row("two lines", with("\"image\": \"a\\nb\""), u": image must be a text on one line, but is \"a\\nb\"."_s);
    row("null", with("\"image\": null"), u": image must be a text on one line, but is null."_s);
    row("variable", with("\"environment\": {\"A B\": \"1\"}"),
        u": environment must be names of letters, digits and underscores with texts, but is an object."_s);
    row("variable's value", with("\"environment\": {\"A\": 1}"), u": environment.A must be a text, but is 1."_s);
    row("memory", with("\"memory\": \"lots\""),
        u": memory must be an amount such as \"512m\" or \"2g\", but is \"lots\"."_s);
    row("secret", with("\"secret\": {\"kind\": \"cookie\"}"),
        u": secret.kind must be token, password or none, but is \"cookie\"."_s);
    row("secret's variable", with("\"secret\": {\"kind\": \"token\"}"),
        u": secret.variable is missing: it must be the name of the variable that the server reads it from."_s);
    row("base", with("\"base\": \"lab\""),
        u": base must be a path that begins and ends with a slash, but is \"lab\"."_s);
    row("another host", with("\"open\": \"//evil.example/\""),
        u": open must be a path without control characters, but is \"//evil.example/\"."_s);
    row("folder", with("\"folder\": \"work\""),
        u": folder must be a path inside the container that begins with a slash, but is \"work\"."_s);
    row("expression", with("\"banner\": \"(\""), u": banner must be a regular expression, but is \"(\"."_s);
    row("newer", with("\"format\": 2"),
        u": format must be 1: a newer version of Longshore is needed for this preset, but is 2."_s);
    row("large", QByteArray(300'000, ' '), u" is too large for a preset."_s);
}

void TestNotebookPreset::saysWhatIsWrong()
{
    QFETCH(const QByteArray, json);
    const auto preset = notebookPresetFromJson(json, u"mine.json"_s);
    QVERIFY(!preset);
    QTEST(preset.error(), "problem");
}

void TestNotebookPreset::builtInOnesAreWhole()
{
    const QTemporaryDir folder;
    const PresetLibrary library(folder.path());
    QStringList ids;
    for (const PresetLibrary::Entry &entry : library.entries()) {
        QCOMPARE(entry.problem, QString());
        QVERIFY(!entry.isOwn());
        const NotebookPreset &preset = entry.preset;
        ids += preset.id;
        QVERIFY2(!preset.purpose.isEmpty(), qPrintable(preset.id));
        QVERIFY2(preset.id == u"other" || !preset.image.isEmpty(), qPrintable(preset.id));
        QVERIFY2(preset.secret != NotebookPreset::Secret::None || !preset.note.isEmpty(), qPrintable(preset.id));
    }
    QCOMPARE(ids.join(u' '), u"minimal scipy datascience pytorch tensorflow pyspark r rstudio code-server tensorboard "
                             "mlflow minimal-jupyter other"_s);
    QCOMPARE(QDir(u":/presets"_s).entryList().size(), ids.size());
    QCOMPARE(library.find(u"pytorch"_s)->preset.sharedMemory, u"1g"_s);
    QVERIFY(library.find(u"pytorch"_s)->preset.wantsGpu);
    QCOMPARE(library.find(u"minimal-jupyter"_s)->preset.secret, NotebookPreset::Secret::None);
    QCOMPARE(library.find(u"rstudio"_s)->preset.loginName, u"rstudio"_s);
    QCOMPARE(library.find(u"nothing"_s), nullptr);
}

void TestNotebookPreset::builtInOnesAreWrittenAsTheyAre()
{
    const QTemporaryDir folder;
    const PresetLibrary library(folder.path());
    for (const PresetLibrary::Entry &entry : library.entries())
        QCOMPARE(notebookPresetFromJson(notebookPresetToJson(entry.preset), {}).value(), entry.preset);
}

void TestNotebookPreset::keepsOnesOwn()
{
    const QTemporaryDir config;
    const QString folder = config.filePath(u"longshore/presets"_s);
    PresetLibrary library(folder);
    const qsizetype builtIn = library.entries().size();
    NotebookPreset preset = library.find(u"scipy"_s)->preset;
    preset.title = u"Ünser Team: SciPy!"_s;
    preset.environment = {{u"API_KEY"_s, u"hidden"_s}};
    const auto first = library.save(preset); // the built-in one stays
    QVERIFY2(first, qPrintable(first ? QString() : first.error()));
    QCOMPARE(first->id, u"nser-team-scipy"_s);
    QCOMPARE(library.entries().size(), builtIn + 1);
    QVERIFY(library.find(first->id)->isOwn());
    const QFileInfo file(folder + u"/nser-team-scipy.json"_s);
    QCOMPARE(file.permissions() & 0x0077, QFileDevice::Permissions()); // nobody else reads it
    QCOMPARE(QFileInfo(folder).permissions() & 0x0077, QFileDevice::Permissions());

    preset = *first;
    preset.title = u"Another title"_s;
    QVERIFY(library.save(preset)); // changed in place
    QCOMPARE(library.entries().size(), builtIn + 1);
    QCOMPARE(PresetLibrary(folder).find(u"nser-team-scipy"_s)->preset, preset);

    preset.id.clear();
    QCOMPARE(library.save(preset)->id, u"another-title"_s);
    preset.id.clear();
    QCOMPARE(library.save(preset)->id, u"another-title-2"_s);
    preset.title = u"…"_s;
    preset.id.clear();
    QCOMPARE(library.save(preset)->id, u"preset"_s);
    QVERIFY(library.remove(u"another-title"_s));
    QVERIFY(!library.remove(u"scipy"_s));
    QCOMPARE(library.entries().size(), builtIn + 3);
}

void TestNotebookPreset::listsBrokenFilesBesideTheOthers()
{
    const QTemporaryDir folder;
    QVERIFY(writeFile(folder.filePath(u"broken.json"_s), "{"));
    QVERIFY(writeFile(folder.filePath(u"good.json"_s), smallest));
    QVERIFY(writeFile(folder.filePath(u"twice.json"_s), smallest));
    QVERIFY(writeFile(folder.filePath(u"notes.txt"_s), "no preset"));
    QVERIFY(QDir(folder.path()).mkdir(u"folder.json"_s));
    QByteArray taken = smallest;
    QVERIFY(writeFile(folder.filePath(u"zz.json"_s), taken.replace("mine", "scipy")));
    const PresetLibrary library(folder.path());
    QStringList own;
    for (const PresetLibrary::Entry &entry : library.entries()) {
        if (entry.isOwn())
            own += entry.preset.title + u": "_s + entry.problem;
    }
    own.sort();
    QCOMPARE(own, (QStringList{u"Mine: "_s, u"Mine: twice.json: another preset has the id mine as well."_s,
                               u"Mine: zz.json: another preset has the id scipy as well."_s,
                               u"broken: broken.json, line 1, column 2: this is no JSON."_s}));
    QVERIFY(!library.find(u"scipy"_s)->isOwn());
}

void TestNotebookPreset::seesFilesChangedByHand()
{
    const QTemporaryDir folder;
    PresetLibrary library(folder.path());
    QVERIFY(!library.reload());
    QVERIFY(writeFile(folder.filePath(u"mine.json"_s), smallest));
    QVERIFY(library.reload());
    QVERIFY(!library.reload());
    QCOMPARE(library.find(u"mine"_s)->preset.title, u"Mine"_s);
    QVERIFY(QFile::remove(folder.filePath(u"mine.json"_s)));
    QVERIFY(library.reload());
    QCOMPARE(library.find(u"mine"_s), nullptr);
}

void TestNotebookPreset::exportsAndImports()
{
    const QTemporaryDir folder;
    PresetLibrary library(folder.filePath(u"presets"_s));
    const QString file = folder.filePath(u"mine.json"_s);
    QVERIFY(library.exportTo(u"pytorch"_s, file));
    QVERIFY(!library.exportTo(u"nothing"_s, file));
    const auto imported = library.importFrom(file); // beside the built-in one
    QVERIFY(imported);
    QCOMPARE(imported->id, u"pytorch-2"_s);
    QCOMPARE(imported->image, u"quay.io/jupyter/pytorch-notebook"_s);
    QVERIFY(writeFile(file, "nothing"));
    QCOMPARE(library.importFrom(file).error(), u"mine.json, line 1, column 2: this is no JSON."_s);
    QCOMPARE(library.importFrom(folder.filePath(u"none.json"_s)).error(), u"none.json can’t be read."_s);
}

void TestNotebookPreset::refusesWhatCouldNotBeReadAgain()
{
    const QTemporaryDir folder;
    PresetLibrary library(folder.path());
    NotebookPreset preset;
    preset.title = u"Mine"_s;
    QCOMPARE(library.save(preset).error(), u"Mine: ports is missing: it must be a list of at least one port."_s);
    QVERIFY(QDir(folder.path()).isEmpty());
}

void TestNotebookPreset::saysWhenNothingCanBeWritten()
{
    const QTemporaryDir folder;
    QVERIFY(writeFile(folder.filePath(u"presets"_s), "a file where the folder should be"));
    PresetLibrary library(folder.filePath(u"presets"_s));
    NotebookPreset preset = library.find(u"scipy"_s)->preset;
    preset.title = u"Mine"_s;
    const auto saved = library.save(preset);
    QVERIFY(!saved);
    QVERIFY2(saved.error().contains(u"can’t be"_s), qPrintable(saved.error()));
}

QTEST_GUILESS_MAIN(TestNotebookPreset)
#include "tst_notebook_preset.moc"
