// SPDX-License-Identifier: Apache-2.0
// Containers of a real Docker Engine made anew in their places.
#include "engine-client/recipe.h"
#include "models/containers_model.h"
#include "models/format.h"
#include "models/recipe_command.h"
#include "models/recreate_plan.h"
#include "models/run_form_convert.h"
#include "tests/support/acting_session.h"
#include "tests/support/real_engine.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using models::Job;
using test::ended;

namespace {

/// Longer than the longest wait of an engine that is busy.
constexpr int patience = 60'000;

} // namespace

class RecreateTest : public QObject
{
    Q_OBJECT
    test::RealEngine m_engine;
    std::unique_ptr<test::ActingSession> m_acting;

    QString told(const QString &name, const QString &format) const
    {
        return m_engine.docker({u"inspect"_s, u"--format"_s, format, name});
    }
    /// The form that "Edit and recreate…" opens with.
    models::RunForm formOf(const QString &name);

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void keepsNameVolumesAndNetworks();
    void putsTheOldOneBack_data();
    void putsTheOldOneBack();
    void staysAsItWas_data();
    void staysAsItWas();
    void putsAPausedOneBack();
    void keepsASeccompProfile();
};

void RecreateTest::initTestCase()
{
    QVERIFY(m_engine.start());
    m_engine.docker({u"pull"_s, u"busybox"_s});
    for (const QString &network : {u"one"_s, u"two"_s})
        m_engine.docker({u"network"_s, u"create"_s, u"--subnet"_s,
                         network == u"one" ? u"10.81.0.0/24"_s : u"10.82.0.0/24"_s, network});
    m_acting = std::make_unique<test::ActingSession>(m_engine.endpoint());
    m_acting->session().start();
    m_engine.docker({u"create"_s,
                     u"--name"_s,
                     u"web"_s,
                     u"--network"_s,
                     u"one"_s,
                     u"--network-alias"_s,
                     u"site"_s,
                     u"--ip"_s,
                     u"10.81.0.9"_s,
                     u"-v"_s,
                     u"/anonymous"_s,
                     u"-v"_s,
                     u"named:/named"_s,
                     u"-e"_s,
                     u"A=1"_s,
                     u"-l"_s,
                     u"com.docker.compose.project=shop"_s,
                     u"busybox"_s,
                     u"sleep"_s,
                     u"1000"_s});
    m_engine.docker(
        {u"network"_s, u"connect"_s, u"--alias"_s, u"side"_s, u"--ip"_s, u"10.82.0.9"_s, u"two"_s, u"web"_s});
    m_engine.docker({u"start"_s, u"web"_s});
    m_engine.docker({u"exec"_s, u"web"_s, u"sh"_s, u"-c"_s, u"echo kept > /anonymous/f; echo kept > /named/f"_s});
}

void RecreateTest::cleanupTestCase()
{
    m_acting.reset();
}

models::RunForm RecreateTest::formOf(const QString &name)
{
    models::RunForm form;
    const QString id = told(name, u"{{.Id}}"_s), state = told(name, u"{{.State.Status}}"_s);
    const bool isListed = QTest::qWaitFor(
        [&] {
            const engine::Container *listed = m_acting->session().containers().find(id);
            return listed && listed->name == name && models::stateWord(listed->state) == state;
        },
        patience);
    if (!isListed)
        return form;
    const auto use = [&form](const engine::ContainerRecipe &recipe) -> tl::expected<QString, QString> {
        auto environment = models::run::ShellEnvironment::ofThisProcess();
        environment.inlineProfiles = true;
        const auto read = models::toRunForm(models::toRunCommand(recipe), environment);
        if (!read)
            return tl::unexpected(read.error().message);
        form = *read;
        return QString();
    };
    const Job *job = m_acting->actions().useRecipe(*m_acting->session().containers().find(id), u"Edit"_s, use,
                                                   models::RecipeJob::Keeps::All);
    return ended(job) ? form : models::RunForm();
}

void RecreateTest::keepsNameVolumesAndNetworks()
{
    const QString id = told(u"web"_s, u"{{.Id}}"_s);
    models::RunForm form = formOf(u"web"_s);
    QCOMPARE(form.name, u"web"_s);
    form.environment.append({u"B"_s, u"2"_s});
    const Job *job = m_acting->actions().recreate({*m_acting->session().containers().find(id), form});
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QVERIFY(told(u"web"_s, u"{{.Id}}"_s) != id);
    QCOMPARE(told(u"web"_s, u"{{.State.Running}}"_s), u"true"_s);
    QCOMPARE(m_engine.docker({u"exec"_s, u"web"_s, u"cat"_s, u"/anonymous/f"_s, u"/named/f"_s}), u"kept\nkept"_s);
    QCOMPARE(m_engine.docker({u"exec"_s, u"web"_s, u"sh"_s, u"-c"_s, u"echo $A$B"_s}), u"12"_s);
    for (const QString &network : {u"one"_s, u"two"_s}) {
        const QString place = u"(index .NetworkSettings.Networks \"%1\")"_s.arg(network);
        QCOMPARE(told(u"web"_s, u"{{%1.IPAddress}}"_s.arg(place)), network == u"one" ? u"10.81.0.9"_s : u"10.82.0.9"_s);
        const QString aliases = told(u"web"_s, u"{{%1.Aliases}}"_s.arg(place));
        QVERIFY2(aliases.contains(network == u"one" ? u"site"_s : u"side"_s), qPrintable(aliases));
    }
    QCOMPARE(told(u"web"_s, u"{{index .Config.Labels \"com.docker.compose.project\"}}"_s), u"shop"_s);
    QCOMPARE(m_engine.docker({u"ps"_s, u"-aq"_s}).count(u'\n'), 0); // the old one is gone
}

void RecreateTest::putsTheOldOneBack_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("alsoSet");
    QTest::newRow("refused by the engine") << u"sleep 1000"_s << u"--ip=10.99.0.1"_s;
    QTest::newRow("fails to start") << u"/no/such/program"_s << QString();
    QTest::newRow("ends at once") << u"sh -c 'exit 7'"_s << QString();
}

void RecreateTest::putsTheOldOneBack()
{
    QFETCH(QString, command);
    QFETCH(QString, alsoSet);
    const QString id = told(u"web"_s, u"{{.Id}}"_s);
    models::RunForm form = formOf(u"web"_s);
    form.command = command;
    if (!alsoSet.isEmpty()) {
        form.alsoSet.removeIf([](const QString &item) { return item.startsWith(u"--ip="); });
        form.alsoSet += alsoSet;
    }
    const Job *job = m_acting->actions().recreate({*m_acting->session().containers().find(id), form});
    QVERIFY(ended(job));
    QCOMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().endsWith(u"The old container is back and runs as before."_s),
             qPrintable(job->errorText()));
    QCOMPARE(told(u"web"_s, u"{{.Id}} {{.State.Running}}"_s), id + u" true"_s);
    QCOMPARE(m_engine.docker({u"exec"_s, u"web"_s, u"cat"_s, u"/anonymous/f"_s}), u"kept"_s);
    QCOMPARE(told(u"web"_s, u"{{(index .NetworkSettings.Networks \"two\").IPAddress}}"_s), u"10.82.0.9"_s);
    QCOMPARE(m_engine.docker({u"ps"_s, u"-aq"_s}).count(u'\n'), 0); // the new one is gone
}

void RecreateTest::staysAsItWas_data()
{
    QTest::addColumn<QString>("verb");
    QTest::addColumn<bool>("start");
    QTest::addColumn<QString>("state");
    QTest::newRow("stopped") << u"stop"_s << false << u"created"_s;
    QTest::newRow("stopped, to be started") << u"stop"_s << true << u"running"_s;
    QTest::newRow("paused") << u"pause"_s << true << u"running"_s;
}

void RecreateTest::staysAsItWas()
{
    QFETCH(QString, verb);
    QFETCH(bool, start);
    QFETCH(QString, state);
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"other"_s, u"-v"_s, u"/data"_s, u"busybox"_s, u"sh"_s, u"-c"_s,
                     u"echo kept >>/data/f; trap exit TERM; sleep 1000 & wait"_s});
    QTRY_COMPARE(m_engine.docker({u"exec"_s, u"other"_s, u"cat"_s, u"/data/f"_s}), u"kept"_s);
    m_engine.docker({verb, u"other"_s});
    const QString id = told(u"other"_s, u"{{.Id}}"_s);
    const models::RunForm form = formOf(u"other"_s);
    QCOMPARE(form.name, u"other"_s);
    const Job *job = m_acting->actions().recreate({*m_acting->session().containers().find(id), form, {}, start});
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QVERIFY(told(u"other"_s, u"{{.Id}}"_s) != id);
    QCOMPARE(told(u"other"_s, u"{{.State.Status}}"_s), state);
    QCOMPARE(m_engine.docker({u"cp"_s, u"other:/data/f"_s, u"-"_s}).count(u"kept"_s), start ? 2 : 1);
    m_engine.docker({u"rm"_s, u"-f"_s, u"other"_s});
}

void RecreateTest::putsAPausedOneBack()
{
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"other"_s, u"busybox"_s, u"sleep"_s, u"1000"_s});
    m_engine.docker({u"pause"_s, u"other"_s});
    const QString id = told(u"other"_s, u"{{.Id}}"_s);
    models::RunForm form = formOf(u"other"_s);
    form.command = u"/no/such/program"_s;
    const Job *job = m_acting->actions().recreate({*m_acting->session().containers().find(id), form});
    QVERIFY(ended(job));
    QCOMPARE(job->state(), Job::State::Failed);
    QVERIFY2(job->errorText().endsWith(u"The old container is back and paused as before."_s),
             qPrintable(job->errorText()));
    QCOMPARE(told(u"other"_s, u"{{.Id}} {{.State.Status}}"_s), id + u" paused"_s);
    m_engine.docker({u"rm"_s, u"-f"_s, u"other"_s});
}

void RecreateTest::keepsASeccompProfile()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"profile.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"defaultAction\": \"SCMP_ACT_ALLOW\", \"syscalls\": []}");
    file.close();
    m_engine.docker({u"run"_s, u"-d"_s, u"--name"_s, u"other"_s, u"--security-opt"_s, u"seccomp="_s + path,
                     u"busybox"_s, u"sleep"_s, u"1000"_s});
    const QString id = told(u"other"_s, u"{{.Id}}"_s), options = told(u"other"_s, u"{{.HostConfig.SecurityOpt}}"_s);
    QVERIFY2(options.contains(u"SCMP_ACT_ALLOW"_s), qPrintable(options));
    QVERIFY(file.remove());
    const models::RunForm form = formOf(u"other"_s);
    QVERIFY(form.alsoSet.join(u' ').contains(u"SCMP_ACT_ALLOW"_s));
    const Job *job = m_acting->actions().recreate({*m_acting->session().containers().find(id), form});
    QVERIFY(ended(job));
    QVERIFY2(job->state() == Job::State::Succeeded, qPrintable(job->errorText()));
    QVERIFY(told(u"other"_s, u"{{.Id}}"_s) != id);
    QCOMPARE(told(u"other"_s, u"{{.HostConfig.SecurityOpt}}"_s), options);
    m_engine.docker({u"rm"_s, u"-f"_s, u"other"_s});
}

QTEST_GUILESS_MAIN(RecreateTest)
#include "tst_recreate.moc"
