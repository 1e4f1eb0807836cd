// SPDX-License-Identifier: Apache-2.0
#include "ui/log_clip.h"

#include "engine-client/pool_task.h"

#include <QThreadPool>

#include <utility>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype Large = 4 * 1024 * 1024; ///< to give back takes about a millisecond

} // namespace

LogClip::~LogClip()
{
    if (m_utf8.size() > Large)
        engine::startTask(*QThreadPool::globalInstance(),
                          [bytes = std::exchange(m_utf8, {})]() mutable { bytes.clear(); });
}

QStringList LogClip::formats() const
{
    return {u"text/plain"_s};
}

bool LogClip::hasFormat(const QString &mimeType) const
{
    return formats().contains(mimeType);
}

QVariant LogClip::retrieveData(const QString &mimeType, QMetaType type) const
{
    if (!hasFormat(mimeType))
        return {};
    return type.id() == QMetaType::QString ? QVariant(QString::fromUtf8(m_utf8)) : QVariant(m_utf8);
}

} // namespace ui

#include "moc_log_clip.cpp"
