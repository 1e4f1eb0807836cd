// SPDX-License-Identifier: Apache-2.0
#include "models/log_chunks.h"

#include "engine-client/pool_task.h"

#include <QThreadPool>

#include <memory>

namespace models {
namespace {

constexpr std::size_t Many = 32;

} // namespace

LogChunks::~LogChunks()
{
    if (size() < Many)
        return;
    const auto chunks = std::make_shared<std::deque<LogChunk>>();
    chunks->swap(*this);
    engine::startTask(*QThreadPool::globalInstance(), [chunks] { chunks->clear(); });
}

} // namespace models
