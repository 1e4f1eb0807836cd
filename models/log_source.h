// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/result.h"
#include "models/log_document.h"

#include <QObject>
#include <QString>

#include <optional>

namespace models {

/// A live log that a pane can show: that of one container (LogSession) or of several (MergedLog). UI thread.
class LogSource : public QObject
{
    Q_OBJECT
public:
    enum class Phase {
        Idle,      ///< not active
        Loading,   ///< the first answer is awaited
        Following, ///< lines come as they are printed
        Ended,     ///< the container does not run; goes on when it is started
        Lost,      ///< the connection broke; goes on when the engine is back
        Removed,   ///< there is no such container any more
        Failed,    ///< the engine refused: see error()
    };

    using QObject::QObject;

    [[nodiscard]] virtual LogDocument &document() = 0;
    [[nodiscard]] virtual Phase phase() const = 0;
    /// Why the log can't be read or is not going on now.
    [[nodiscard]] virtual std::optional<engine::EngineError> error() const = 0;
    /// The container that error() is about, where there are several; else empty.
    [[nodiscard]] virtual QString troubledName() const { return {}; }
    /// "json-file", "none"… of the container that error() is about; empty until the engine has told.
    [[nodiscard]] virtual QString logDriver() const = 0;

    /// Whether the engine may have lines from before the first one here.
    [[nodiscard]] virtual bool hasOlder() const = 0;
    [[nodiscard]] virtual bool isLoadingOlder() const = 0;
    /// Received so far by the running loadOlder().
    [[nodiscard]] virtual qint64 olderLoaded() const = 0;
    /// Fetches all of them; they appear at once when they are complete. Does nothing without hasOlder().
    virtual void loadOlder() = 0;
    /// What has come of them is thrown away.
    virtual void stopLoadingOlder() = 0;

Q_SIGNALS:
    void phaseChanged();
    void olderChanged();
};

} // namespace models
