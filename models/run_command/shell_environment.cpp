// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/shell_environment.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSysInfo>

#include <pwd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// Files of options are small; a device or a huge file is no such file.
constexpr qint64 largestFile = 16 << 20;

using FileBytes = tl::expected<QByteArray, QString>;

FileBytes readWhole(const QString &path, bool plainOnly)
{
    const QFileInfo info(path);
    if (path.isEmpty() || !info.exists())
        return tl::unexpected(u"no such file or directory"_s);
    if (info.isDir())
        return tl::unexpected(u"is a directory"_s);
    if (plainOnly && !info.isFile())
        return tl::unexpected(u"is no plain file"_s);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(errno == EACCES ? u"permission denied"_s : file.errorString());
    const QByteArray bytes = file.read(largestFile);
    return file.error() == QFileDevice::NoError ? FileBytes(bytes) : tl::unexpected(file.errorString());
}

/// A command may name the same file many times, and a pipe gives its bytes once.
std::function<FileBytes(const QString &)> readerIn(const QString &folder, bool plainOnly)
{
    return [folder, plainOnly, read = std::make_shared<QHash<QString, FileBytes>>()](const QString &path) {
        auto known = read->constFind(path);
        if (known == read->cend())
            known =
                read->insert(path, readWhole(path.isEmpty() ? path : QDir(folder).absoluteFilePath(path), plainOnly));
        return *known;
    };
}

QString architectureOfMachine()
{
    const QString name = QSysInfo::currentCpuArchitecture();
    return name == u"x86_64" ? u"amd64"_s : name == u"i386" ? u"386"_s : name;
}

std::optional<QString> homeOfUser(const QString &name)
{
    passwd entry{};
    passwd *found = nullptr;
    std::array<char, 4096> text{};
    if (getpwnam_r(name.toUtf8().constData(), &entry, text.data(), text.size(), &found) != 0 || !found)
        return {};
    return QString::fromUtf8(found->pw_dir);
}

QString socketOfEngine()
{
    const QString host = QString::fromUtf8(qgetenv("DOCKER_HOST"));
    return host.startsWith(u"unix://") ? host.mid(7) : u"/var/run/docker.sock"_s;
}

} // namespace

ShellEnvironment ShellEnvironment::ofTerminal()
{
    ShellEnvironment environment = ofThisProcess();
    environment.readFile = readerIn(environment.workingDir, false);
    return environment;
}

ShellEnvironment ShellEnvironment::ofThisProcess()
{
    ShellEnvironment environment;
    environment.variable = [](const QString &name) -> std::optional<QString> {
        const QByteArray key = name.toUtf8();
        if (key.isEmpty() || key.contains('=') || key.contains('\0') || !qEnvironmentVariableIsSet(key.constData()))
            return {};
        return QString::fromUtf8(qgetenv(key.constData()));
    };
    environment.workingDir = QDir::currentPath();
    environment.readFile = readerIn(environment.workingDir, true);
    environment.home = QString::fromUtf8(qgetenv("HOME"));
    if (environment.home.isEmpty())
        environment.home = QDir::homePath();
    environment.homeOf = homeOfUser;
    environment.userId = getuid();
    environment.groupId = getgid();
    environment.architecture = architectureOfMachine();
    environment.socket = socketOfEngine();
    return environment;
}

} // namespace models::run
