// SPDX-License-Identifier: Apache-2.0
#include "ui/log_levels.h"

#include "ui/theme.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using models::LogLevel;

namespace ui {

QString logLevelName(LogLevel level)
{
    switch (level) {
    case LogLevel::Error:
        return QCoreApplication::translate("ui::LogLevels", "Error");
    case LogLevel::Warning:
        return QCoreApplication::translate("ui::LogLevels", "Warning");
    case LogLevel::Info:
        return QCoreApplication::translate("ui::LogLevels", "Info");
    case LogLevel::Debug:
        return QCoreApplication::translate("ui::LogLevels", "Debug");
    case LogLevel::Trace:
        return QCoreApplication::translate("ui::LogLevels", "Trace");
    case LogLevel::None:
        break;
    }
    return {};
}

QString logLevelIcon(LogLevel level)
{
    switch (level) {
    case LogLevel::Error:
        return u"circle-x"_s;
    case LogLevel::Warning:
        return u"triangle-alert"_s;
    case LogLevel::Info:
        return u"info"_s;
    default:
        return u"braces"_s;
    }
}

QColor logLevelColor(LogLevel level, const QPalette &palette)
{
    switch (level) {
    case LogLevel::Error:
        return toneColor(Tone::Error, palette);
    case LogLevel::Warning:
        return toneColor(Tone::Warning, palette);
    case LogLevel::Info:
        return toneColor(Tone::Accent, palette);
    default:
        return toneColor(Tone::Muted, palette);
    }
}

std::optional<LogLevel> LogLevels::at(const models::LogDocument &document, qint64 line)
{
    const qint64 first = document.firstLine();
    if (m_next == line + 1 && m_from >= first)
        return m_last;
    if (m_next != line || m_from < first) {
        m_trails = {};
        m_from = m_next = std::max(first, line - LinesBefore);
    }
    if (!document.store().isAtHand(m_next, line + 1)) {
        forget();
        return {};
    }
    document.store().visit(m_next, line + 1, [this](qint64, const models::StoredLine &stored) {
        m_last = push(stored);
        return true;
    });
    m_next = line + 1;
    return m_last;
}

LogLevel LogLevels::push(const models::StoredLine &line)
{
    if (line.kind == models::StoredLine::Kind::Mark)
        return LogLevel::None;
    models::LogLevelTrail &trail = m_trails[std::size_t(line.kind)];
    return line.continuation ? trail.level() : trail.next(line.bytes);
}

} // namespace ui
