// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/system.h"
#include "engine-client/http_request.h"
#include "engine-client/result.h"

#include <mutex>

namespace engine {

/// Which API version to speak: the older of ours and the engine's. Owned by EngineLoop; the engine thread changes it, any
/// thread may read what was found.
class Negotiation
{
public:
    /// The newest version that the decoders were checked against.
    static constexpr const char *newestVersion = "1.51";

    /// The request that starts it.
    [[nodiscard]] static HttpRequest ping();
    /// Whether a refusal means that another engine answers now than the one that was pinged.
    [[nodiscard]] static bool isVersionRefusal(const EngineError &error);
    /// The older of two versions such as "1.41"; `theirs` when it can't be read.
    [[nodiscard]] static QByteArray older(const QByteArray &ours, const QByteArray &theirs);

    [[nodiscard]] bool isKnown() const;
    /// Empty when unknown, or when the engine names none: its calls then carry no version.
    [[nodiscard]] QByteArray version() const;
    [[nodiscard]] PingInfo pingInfo() const;
    void learn(const HttpAnswer &ping);
    void forget();

private:
    mutable std::mutex m_mutex;
    bool m_known = false;
    QByteArray m_version;
    PingInfo m_ping;
};

} // namespace engine
