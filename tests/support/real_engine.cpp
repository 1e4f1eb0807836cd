// SPDX-License-Identifier: Apache-2.0
#include "tests/support/real_engine.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

namespace test {

namespace {

constexpr int limitMs = 60'000;

struct Outcome
{
    bool ok = false;
    QString output;
};

Outcome execute(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForFinished(limitMs)) {
        process.kill();
        process.waitForFinished();
        return {false, u"no end after a minute; %1"_s.arg(process.errorString())};
    }
    return {process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0,
            QString::fromUtf8(process.readAll()).trimmed()};
}

QString fromLab(const char *variable)
{
    const QString value = qEnvironmentVariable(variable);
    if (value.isEmpty())
        qFatal("%s is not set: start this test by tests/lab/in-lab, as ctest does", variable);
    return value;
}

} // namespace

bool runDocker(const QString &socketPath, const QStringList &arguments, QString *output)
{
    const Outcome outcome = execute(u"docker"_s, QStringList{u"-H"_s, u"unix://"_s + socketPath} + arguments);
    if (output)
        *output = outcome.output;
    return outcome.ok;
}

RealEngine::RealEngine(const QString &name) : m_folder(labFolder() + u'/' + name)
{}

RealEngine::~RealEngine()
{
    if (m_running && !control({u"down"_s, m_folder}))
        qWarning("The engine in %s did not end", qPrintable(m_folder));
}

bool RealEngine::control(const QStringList &arguments) const
{
    const Outcome outcome = execute(QStringLiteral(LONGSHORE_SOURCE_DIR "/tests/lab/engine"), arguments);
    if (!outcome.ok)
        QTest::qFail(qPrintable(u"engine %1: %2"_s.arg(arguments.join(u' '), outcome.output)), __FILE__, __LINE__);
    return outcome.ok;
}

bool RealEngine::start()
{
    m_running = control({u"up"_s, m_folder});
    return m_running;
}

bool RealEngine::kill()
{
    m_running = false;
    return control({u"kill"_s, m_folder});
}

bool RealEngine::setMirror(const QString &hostAndPort)
{
    return control({u"mirror"_s, m_folder, hostAndPort});
}

engine::Endpoint RealEngine::endpoint() const
{
    engine::Endpoint endpoint;
    endpoint.path = socketPath();
    endpoint.source = u"the lab"_s;
    endpoint.isExplicit = true;
    return endpoint;
}

QString RealEngine::socketPath() const
{
    return m_folder + u"/docker.sock"_s;
}

QString RealEngine::docker(const QStringList &arguments) const
{
    QString output;
    if (!tryDocker(arguments, &output)) {
        QTest::qFail(qPrintable(u"docker %1: %2"_s.arg(arguments.join(u' '), output)), __FILE__, __LINE__);
        return {};
    }
    return output;
}

bool RealEngine::tryDocker(const QStringList &arguments, QString *output) const
{
    return runDocker(socketPath(), arguments, output);
}

QString RealEngine::registry()
{
    return fromLab("LONGSHORE_LAB_REGISTRY");
}

QString RealEngine::lockedRegistry()
{
    return fromLab("LONGSHORE_LAB_LOCKED");
}

QString RealEngine::labFolder()
{
    return fromLab("LONGSHORE_LAB");
}

} // namespace test
