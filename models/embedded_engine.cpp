// SPDX-License-Identifier: Apache-2.0
#include "models/embedded_engine.h"

#include "models/embedded_engine_config.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <chrono>

#include <csignal>
#include <cstring>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace models {

namespace {

constexpr auto pollInterval = 50ms;
constexpr auto startLimit = 30s; // the first start of rootless Podman may have to convert its storage
constexpr auto containersGrace = 10s;
constexpr auto containersLimit = 20s;
constexpr auto serviceLimit = 5s;
constexpr qsizetype outputKept = 4096;

bool accepts(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    if (name.size() >= qsizetype(sizeof address.sun_path))
        return false;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.constData(), std::size_t(name.size()));
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket < 0)
        return false;
    const bool connected = ::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
    ::close(socket);
    return connected;
}

engine::Endpoint endpointIn(const QString &runtimeFolder)
{
    engine::Endpoint endpoint;
    endpoint.kind = engine::Endpoint::Kind::Unix;
    endpoint.path = runtimeFolder + u"/podman.sock"_s;
    endpoint.source = u"built-in engine (Podman)"_s;
    return endpoint;
}

bool write(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit();
}

} // namespace

EmbeddedEngine::Places EmbeddedEngine::defaultPlaces()
{
    return {programPath(), QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + u"/longshore"_s,
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/longshore/engine"_s,
            qEnvironmentVariable("LONGSHORE_REGISTRY_MIRROR")};
}

QString EmbeddedEngine::programPath()
{
    return QStandardPaths::findExecutable(u"podman"_s);
}

EmbeddedEngine::EmbeddedEngine(QObject *parent) : EmbeddedEngine(defaultPlaces(), parent)
{}

EmbeddedEngine::EmbeddedEngine(const Places &places, QObject *parent) : QObject(parent), m_places(places)
{
    m_poll.setInterval(pollInterval);
    m_limit.setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, &EmbeddedEngine::pollSocket);
    connect(&m_service, &QProcess::readyRead, this, &EmbeddedEngine::keepOutput);
    connect(&m_service, &QProcess::finished, this, &EmbeddedEngine::serviceEnded);
    connect(&m_service, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(u"%1 can't be started: %2"_s.arg(m_places.program, m_service.errorString()));
    });
    connect(&m_stopper, &QProcess::finished, this, &EmbeddedEngine::stopService);
    connect(&m_stopper, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            stopService();
    });
    connect(&m_limit, &QTimer::timeout, this, [this] {
        switch (m_phase) {
        case Phase::Starting:
            m_service.kill();
            fail(u"Podman does not answer on its socket. What it said last: %1"_s.arg(
                QString::fromUtf8(m_output).trimmed()));
            break;
        case Phase::StoppingContainers:
            m_stopper.kill();
            break; // its end goes on with the service
        case Phase::StoppingService:
            m_service.kill();
            break;
        case Phase::Idle:
        case Phase::Ready:
            break;
        }
    });
}

EmbeddedEngine::~EmbeddedEngine()
{
    m_service.disconnect(this);
    m_stopper.disconnect(this);
    for (QProcess *process : {&m_stopper, &m_service}) {
        process->kill();
        process->waitForFinished(1000); // lint-allow: only where stop() was not awaited, and SIGKILL takes no time
    }
}

bool EmbeddedEngine::isActive() const
{
    return m_phase != Phase::Idle;
}

engine::Endpoint EmbeddedEngine::endpoint() const
{
    return endpointIn(m_places.runtimeFolder);
}

engine::Endpoint EmbeddedEngine::defaultEndpoint()
{
    return endpointIn(defaultPlaces().runtimeFolder);
}

void EmbeddedEngine::start()
{
    if (isActive())
        return;
    m_phase = Phase::Starting;
    m_output.clear();
    QTimer::singleShot(0, this, &EmbeddedEngine::startService); // every outcome comes from the event loop
}

void EmbeddedEngine::startService()
{
    if (m_phase != Phase::Starting || m_service.state() != QProcess::NotRunning)
        return;
    m_joined = accepts(endpoint().path);
    if (m_joined)
        return pollSocket();
    if (m_places.program.isEmpty())
        return fail(u"No engine answers, and Podman is not installed. Install it: sudo apt install podman runc"_s);
    const MachineFacts facts = lookAtMachine();
    QString why = obstacle(facts);
    if (!why.isEmpty() || !prepareFolders(why))
        return fail(why);
    if (!write(m_places.runtimeFolder + u"/containers.conf"_s, containersConf(facts)) ||
        (!m_places.registryMirror.isEmpty() &&
         !write(m_places.runtimeFolder + u"/registries.conf"_s, registriesConf(m_places.registryMirror))))
        return fail(u"The folder %1 can't be written to."_s.arg(m_places.runtimeFolder));

    QFile::remove(endpoint().path); // a socket that nobody serves any more
    configure(m_service);
    m_service.setProcessChannelMode(QProcess::MergedChannels);
    m_service.setStandardInputFile(QProcess::nullDevice());
    const pid_t parent = getpid();
    m_service.setChildProcessModifier([parent] {
        umask(0077);                      // the socket is the user's own
        prctl(PR_SET_PDEATHSIG, SIGTERM); // however the app ends
        if (getppid() != parent)
            _exit(1);
    });
    m_service.start(m_places.program, globalArguments() + QStringList{u"system"_s, u"service"_s, u"--time=0"_s,
                                                                      u"unix://"_s + endpoint().path});
    m_limit.start(startLimit);
    m_poll.start();
}

bool EmbeddedEngine::prepareFolders(QString &why) const
{
    const QDir root;
    for (const QString &folder : {m_places.runtimeFolder, m_places.dataFolder, m_places.dataFolder + u"/networks"_s}) {
        if (!root.mkpath(folder) ||
            !QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
            why = u"The folder %1 can't be made or is not yours."_s.arg(folder);
            return false;
        }
    }
    return true;
}

QStringList EmbeddedEngine::globalArguments() const
{
    return {u"--root"_s,
            m_places.dataFolder + u"/storage"_s,
            u"--runroot"_s,
            m_places.runtimeFolder + u"/run"_s,
            u"--tmpdir"_s,
            m_places.runtimeFolder + u"/tmp"_s,
            u"--network-config-dir"_s,
            m_places.dataFolder + u"/networks"_s};
}

void EmbeddedEngine::configure(QProcess &process) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CONTAINERS_CONF"_s, m_places.runtimeFolder + u"/containers.conf"_s);
    if (!m_places.registryMirror.isEmpty())
        environment.insert(u"CONTAINERS_REGISTRIES_CONF"_s, m_places.runtimeFolder + u"/registries.conf"_s);
    environment.insert(u"PODMAN_IGNORE_CGROUPSV1_WARNING"_s, u"1"_s);
    environment.remove(u"CONTAINER_HOST"_s); // would make it talk to another Podman
    environment.insert(u"PATH"_s, environment.value(u"PATH"_s) + u":/usr/local/sbin:/usr/sbin:/sbin"_s);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(u"/"_s);
}

void EmbeddedEngine::pollSocket()
{
    if (m_phase != Phase::Starting || !accepts(endpoint().path))
        return;
    m_poll.stop();
    m_limit.stop();
    m_phase = Phase::Ready;
    if (!m_joined)
        QFile::setPermissions(endpoint().path, QFile::ReadOwner | QFile::WriteOwner);
    Q_EMIT ready(endpoint());
}

void EmbeddedEngine::keepOutput()
{
    m_output += m_service.readAll();
    if (m_output.size() > outputKept)
        m_output.remove(0, m_output.size() - outputKept);
}

void EmbeddedEngine::fail(const QString &explanation)
{
    m_poll.stop();
    m_limit.stop();
    m_phase = Phase::Idle;
    Q_EMIT failed(explanation);
}

void EmbeddedEngine::serviceEnded()
{
    keepOutput();
    switch (m_phase) {
    case Phase::Idle:
        break;
    case Phase::Starting:
        fail(u"Podman ended while it was starting. What it said: %1"_s.arg(QString::fromUtf8(m_output).trimmed()));
        break;
    case Phase::Ready:
        fail(u"Podman has ended. What it said last: %1"_s.arg(QString::fromUtf8(m_output).trimmed()));
        break;
    case Phase::StoppingContainers:
        break; // its containers are stopped without it all the same
    case Phase::StoppingService:
        finishStop();
        break;
    }
}

void EmbeddedEngine::stop()
{
    if (m_phase == Phase::StoppingContainers || m_phase == Phase::StoppingService)
        return;
    m_poll.stop();
    if (m_phase != Phase::Ready || m_joined) {
        m_phase = Phase::StoppingService;
        QTimer::singleShot(0, this, &EmbeddedEngine::stopService);
        return;
    }
    m_phase = Phase::StoppingContainers;
    configure(m_stopper);
    m_stopper.setStandardInputFile(QProcess::nullDevice());
    m_stopper.setStandardOutputFile(QProcess::nullDevice());
    m_stopper.setStandardErrorFile(QProcess::nullDevice());
    m_stopper.start(m_places.program, globalArguments() + QStringList{u"stop"_s, u"--all"_s, u"--time"_s,
                                                                      QString::number(containersGrace.count())});
    m_limit.start(containersLimit);
}

void EmbeddedEngine::stopService()
{
    m_phase = Phase::StoppingService;
    if (m_service.state() == QProcess::NotRunning)
        return finishStop();
    m_limit.start(serviceLimit);
    m_service.terminate();
}

void EmbeddedEngine::finishStop()
{
    m_limit.stop();
    m_phase = Phase::Idle;
    if (!m_joined)
        QFile::remove(endpoint().path);
    Q_EMIT stopped();
}

} // namespace models

#include "moc_embedded_engine.cpp"
