// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/request_handle.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace models {

/// Lets a log wait at the engine while the file that takes a LineStore's oldest lines can't follow: none is dropped only because lines
/// come faster than the disk writes. Not for ever, since a disk that hangs must not stop a log. Owned by a LogSession; UI thread.
class LogBrake : public QObject
{
    Q_OBJECT
public:
    static constexpr int LongestMs = 10'000;

    /// `isBehind` asks the store. Both are used as long as this lives.
    LogBrake(engine::RequestHandle &stream, std::function<bool()> isBehind);

    /// Lines have come.
    void look();

private:
    void release();

    engine::RequestHandle &m_stream;
    const std::function<bool()> m_isBehind;
    QTimer m_timer;        ///< looks again, while the stream is held
    QElapsedTimer m_since; ///< it was held
    bool m_gaveUp = false; ///< for as long as the file does not catch up
};

} // namespace models
