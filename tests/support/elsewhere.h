// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <future>
#include <utility>

namespace test {

/// What `run` returns on another thread, for which this one waits: lines of a log that are in a file are not read on the UI thread,
/// and a test's own thread counts as that.
template<typename Run>
auto elsewhere(Run run)
{
    return std::async(std::launch::async, std::move(run)).get();
}

} // namespace test
