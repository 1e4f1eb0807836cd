// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/endpoint.h"

#include <QString>
#include <QStringList>

namespace test {

/// `docker ARGUMENTS` on any engine's socket: whether it ended with 0, and what it printed (stdout and stderr, trimmed).
bool runDocker(const QString &socketPath, const QStringList &arguments, QString *output = nullptr);

/// A private dockerd for tests on a real engine, inside the namespaces that tests/lab/in-lab makes (ctest starts every
/// engine test in them). Pulls by bare name are served by the lab's registry: busybox, ubuntu, dwhitena/minimal-jupyter.
/// Calls block until the engine is as asked; a failed one fails the test and says why. The destructor ends the engine.
class RealEngine
{
public:
    /// Inside the lab; `name` tells engines of one test apart.
    explicit RealEngine(const QString &name = QStringLiteral("docker"));
    ~RealEngine();
    RealEngine(const RealEngine &) = delete;
    RealEngine &operator=(const RealEngine &) = delete;

    [[nodiscard]] bool start();
    /// As a crash would end it: containers and storage stay for the next start().
    [[nodiscard]] bool kill();
    /// Has bare names be pulled through `hostAndPort` instead of the lab's registry (see SlowProxy).
    [[nodiscard]] bool setMirror(const QString &hostAndPort);

    [[nodiscard]] engine::Endpoint endpoint() const;
    [[nodiscard]] QString socketPath() const;

    /// What the docker client prints for `docker ARGUMENTS`, trimmed; stdout and stderr together. Empty with a failed
    /// test when it ends otherwise than with 0.
    QString docker(const QStringList &arguments) const;
    /// The same for a command that may fail.
    bool tryDocker(const QStringList &arguments, QString *output = nullptr) const;

    /// host:port of the lab's registry, and of the same behind a password (alice, secret).
    [[nodiscard]] static QString registry();
    [[nodiscard]] static QString lockedRegistry();
    /// A folder of the lab for this and that; gone at the end.
    [[nodiscard]] static QString labFolder();

private:
    [[nodiscard]] bool control(const QStringList &arguments) const;

    QString m_folder;
    bool m_running = false;
};

} // namespace test
