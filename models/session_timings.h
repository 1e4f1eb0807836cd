// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace models {

/// Every wait of a session, in milliseconds. Tests shorten them; the app takes them as they are.
struct SessionTimings
{
    int slowAfter = 3000; ///< no answer for so long: the engine is shown as slow
    int firstRetry = 500; ///< after a lost connection; doubles each time up to lastRetry
    int lastRetry = 30'000;
    int socketRetry = 100;     ///< after the socket's folder has changed: an engine is just coming up
    int burstQuiet = 100;      ///< events that come in a burst are answered by one request after this much quiet…
    int burstLongest = 500;    ///< …and no later than this
    int freeAskInterval = 500; ///< how long until one more event may be answered at once (two may be from rest)
    int imagesQuiet = 500;     ///< the same for images, which change seldom and cost more
    int poll = 2000;           ///< containers, while the engine refuses to send events
    int pollImages = 10'000;
    int verify = 300'000; ///< a full list in case an event was lost, while visible
    int ages = 60'000;    ///< "Up 2 min" moves on
    int tick = 1000;      ///< "Reconnecting in 4 s" counts down
};

} // namespace models
