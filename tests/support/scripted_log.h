// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/scripted_engine.h"

#include <QByteArray>
#include <QList>

#include <memory>

namespace test {

/// One container of a ScriptedEngine with a log that behaves like a real engine's: `tail`, `since`, `until` and `follow` select from the
/// lines printed so far, a followed log goes on with what is printed and ends when the container does. Time runs by a
/// millisecond a line. Every function may be called from the test's thread at any time.
class ScriptedLog
{
public:
    /// Answers `/containers/ID/json` and `/containers/ID/logs` of `engine` from now on; `engine` must live as long.
    ScriptedLog(ScriptedEngine &engine, const QByteArray &id);
    ~ScriptedLog();

    /// The container prints a line.
    void print(const QByteArray &text, bool isError = false);
    /// The same at the time of the line before.
    void printAtOnce(const QByteArray &text, bool isError = false);
    /// Many at once: `prefix` with a number behind it.
    void printMany(const QByteArray &prefix, int from, int to);
    /// Lets time pass for this container.
    void pass(qint64 ms);
    /// The container ends with this code, or runs anew, which the engine notes so many ms after that.
    void exit(int code);
    void start(qint64 notedAfterMs = 0);
    /// The engine loses its oldest lines, as a log rotation does.
    void rotate(int kept);
    /// Followers are sent the last lines once more, as Docker does when it rotates.
    void sendAgain(int count);
    /// Followers are not sent what is printed from now on until they ask anew: the engine has not come to it.
    void fallBehind();
    /// Followers are sent the first bytes of what comes next and then cut off.
    void cutNext(int bytes);
    /// Ends all follow streams in the middle.
    void cut();
    /// Queries of the log so far, decoded: "follow=1&tail=1000…".
    [[nodiscard]] QList<QByteArray> queries() const;

private:
    struct State;
    std::shared_ptr<State> d;
};

} // namespace test
