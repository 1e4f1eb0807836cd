// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/containers_model.h"
#include "models/images_model.h"
#include "tests/support/acting_session.h"
#include "tests/support/real_engine.h"

#include <memory>

namespace test {

/// A real engine with which a test does a thing twice: by an action, to what is called "left", and by the commands that the action
/// shows, typed into the real docker client, to what is called "right". UI thread.
class Twins
{
public:
    /// Fails the test when the engine does not start.
    [[nodiscard]] bool start();
    [[nodiscard]] const RealEngine &engine() const { return m_engine; }
    [[nodiscard]] models::EngineSession &session() { return m_acting->session(); }
    [[nodiscard]] models::Actions &actions() { return m_acting->actions(); }

    /// Waits until the app knows of it; fails the test when it never does.
    [[nodiscard]] engine::Container container(const QString &name = QStringLiteral("left")) const;
    /// Remembers what "left" is like and removes it, so that "right" may take what only one can have: a port.
    [[nodiscard]] bool setLeftAside();
    /// Whether the job ended well; else the test fails with its words.
    [[nodiscard]] static bool succeeded(const models::Job *job);
    /// Types the job's commands, with every secret in them, for the twin: whether each ended with 0.
    [[nodiscard]] bool type(const models::Job *job) const;
    /// Whether `docker inspect` tells the same of both, but for ids, names and times; or nothing of either.
    [[nodiscard]] bool areEqual();
    /// Removes all containers, and waits until the app knows that.
    [[nodiscard]] bool clear() const;

private:
    [[nodiscard]] bool typeOne(const QString &command) const;

    RealEngine m_engine;
    std::unique_ptr<ActingSession> m_acting;
    QString m_left; ///< what was set aside
};

} // namespace test
