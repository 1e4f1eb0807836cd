// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace models {

/// Lets what fills a LineStore wait while the file that takes its oldest lines can't follow: none is dropped only because lines come
/// faster than the disk writes. A log waits at the engine; what is merged or filtered waits in the store it is taken from. Not for
/// ever, since a disk that hangs must not stop a log. Owned by whoever fills the store; UI thread.
class LogBrake : public QObject
{
    Q_OBJECT
public:
    static constexpr int LongestMs = 10'000;

    /// `hold` stops what fills the store, and lets it go on. `isBehind` asks the store. Both are used as long as this lives.
    LogBrake(std::function<void(bool held)> hold, std::function<bool()> isBehind);

    /// Lines have come, or are about to be added.
    void look();
    [[nodiscard]] bool isOn() const { return m_timer.isActive(); }

private:
    void release();

    const std::function<void(bool held)> m_hold;
    const std::function<bool()> m_isBehind;
    QTimer m_timer;        ///< looks again, while it is held
    QElapsedTimer m_since; ///< it was held
    bool m_gaveUp = false; ///< for as long as the file does not catch up
};

} // namespace models
