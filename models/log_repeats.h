// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_overlap.h"

#include <array>

namespace models {

/// Recognises what an engine sends twice to one who follows: Docker begins its new file anew when it rotates the files of a
/// log. The times of one stream never go back otherwise, but with the engine's clock, and then nothing equals what is
/// held. Value of a LogSession, for one stream.
class LogRepeats
{
public:
    /// `exactTimes`: no two lines that the engine writes down have the same time.
    explicit LogRepeats(bool exactTimes = false) : m_exactTimes(exactTimes) {}

    /// True when `store` holds the piece already.
    [[nodiscard]] bool take(const LineStore &store, const LogPiece &piece);

    /// That take() would be false for every line of a batch. False also when it takes a look at each line to know.
    [[nodiscard]] bool hasNone(const engine::LogFacts &facts) const;
    /// What take() remembers of every line of such a batch.
    void take(const engine::LogFacts &facts);

private:
    LogOverlap m_held;
    std::array<qint64, 3> m_lastNs{}; ///< by stream
    bool m_exactTimes;
};

} // namespace models
