// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/log_document.h"
#include "models/log_level.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>
#include <optional>

namespace ui {

/// "Error"; empty for None.
[[nodiscard]] QString logLevelName(models::LogLevel level);
/// An icon whose shape tells levels apart without their colours.
[[nodiscard]] QString logLevelIcon(models::LogLevel level);
[[nodiscard]] QColor logLevelColor(models::LogLevel level, const QPalette &palette);

/// The levels of the lines in view. A stack trace is of the level of the line that it belongs to, so a line is read together
/// with those before it; lines that are asked for one after the other cost no more than themselves. Value of a
/// LogView; UI thread.
class LogLevels
{
public:
    /// A longer stack trace begins anew in its middle.
    static constexpr qint64 LinesBefore = 256;

    /// Nothing while some of these lines are still being read from a file.
    [[nodiscard]] std::optional<models::LogLevel> at(const models::LogDocument &document, qint64 line);
    /// What was read is no longer so.
    void forget() { m_next = -1; }

private:
    models::LogLevel push(const models::StoredLine &line);

    std::array<models::LogLevelTrail, 2> m_trails;
    qint64 m_from = 0;
    qint64 m_next = -1; ///< the line behind the last one that was asked for
    models::LogLevel m_last = models::LogLevel::None;
};

} // namespace ui
