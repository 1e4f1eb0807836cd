// SPDX-License-Identifier: Apache-2.0
#include "tests/support/log_load.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <utility>

#include <pthread.h>

namespace test {

namespace {

constexpr int LinesPerSecond = 1'000'000;
constexpr std::chrono::milliseconds PushInterval(10);
constexpr std::string_view Model =
    "2026-11-22T10:00:00.000000000Z 000000000 INFO  request served in 12.3 ms, status 200, "
    "4711 bytes sent to a client at 10.0.0.17 ok.\n";
constexpr std::size_t MinutesAt = 14, SecondsAt = 17, MicrosAt = 20, NumberAt = 31;
constexpr std::size_t HeaderSize = 8;
static_assert(Model.size() - NumberAt == 100);

void writeNumber(char *at, int digits, int value)
{
    for (char *digit = at + digits - 1; digit >= at; --digit, value /= 10)
        *digit = char('0' + value % 10);
}

} // namespace

QByteArray logFrames(int from, int to)
{
    QByteArray model(HeaderSize, '\0');
    model[0] = 1;
    model[HeaderSize - 1] = char(Model.size());
    model.append(Model.data(), qsizetype(Model.size()));
    QByteArray all(qsizetype(to - from) * model.size(), Qt::Uninitialized);
    char *out = all.data();
    for (int i = from; i < to; ++i, out += model.size()) {
        std::copy(model.cbegin(), model.cend(), out);
        const int second = 10 + i / LinesPerSecond;
        writeNumber(out + HeaderSize + MinutesAt, 2, second / 60);
        writeNumber(out + HeaderSize + SecondsAt, 2, second % 60);
        writeNumber(out + HeaderSize + MicrosAt, 6, i % LinesPerSecond);
        writeNumber(out + HeaderSize + NumberAt, 9, i);
    }
    return all;
}

LogFeeder::LogFeeder(std::vector<ScriptedStreamPtr> streams, int first, int linesPerPush, int pushes)
    : m_thread([this, streams = std::move(streams), first, linesPerPush, pushes] {
        pthread_setname_np(pthread_self(), "feeder");
        auto due = std::chrono::steady_clock::now();
        for (int push = 0; push < pushes; ++push) {
            const QByteArray lines = logFrames(first + push * linesPerPush, first + (push + 1) * linesPerPush);
            for (const ScriptedStreamPtr &stream : streams)
                stream->push(lines);
            std::this_thread::sleep_until(due += PushInterval);
        }
        m_done = true;
    })
{}

LogFeeder::~LogFeeder()
{
    m_thread.join();
}

} // namespace test
