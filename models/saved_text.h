// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/log.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

#include <optional>
#include <utility>

namespace models {

/// What is written of the lines of one log or several: each as the container printed it, behind its time and the name of its log
/// where these are wanted. Owned by a LogSaver; used on one thread at a time.
class SavedText
{
public:
    static constexpr std::size_t NoLog = std::size_t(-1);

    /// `names`: of the logs; an empty one is not written.
    SavedText(bool timestamps, const QStringList &names);

    /// The next line, or a piece of one: `partial` when the rest is to come. NoLog: without a name.
    void add(QByteArrayView bytes, qint64 timeNs, engine::LogStream stream, bool partial, std::size_t log);
    /// What comes does not go on with the line before.
    void endLine();
    /// On a line of its own, what no container has printed.
    void addMark(QByteArrayView what);
    [[nodiscard]] QByteArray take() { return std::exchange(m_text, {}); }

private:
    QByteArray m_text;
    std::optional<std::pair<engine::LogStream, std::size_t>> m_open; ///< whose line goes on
    bool m_timestamps;
    QByteArrayList m_names; ///< of the logs
};

} // namespace models
