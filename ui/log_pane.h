// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <memory>

namespace models {
class EngineSession;
class SettingsStore;
} // namespace models

namespace ui {

/// The Logs tab: tool row (follow, timestamps, wrap, find, copy, save, clear) over a LogView on the container's LogSession.
class LogPane : public QWidget
{
    Q_OBJECT
public:
    LogPane(models::EngineSession &session, models::SettingsStore &settings, QWidget *parent = nullptr);
    ~LogPane() override;

    /// Shows this container's log from now on; empty: nothing selected.
    void setContainer(const QString &id);
    [[nodiscard]] QString container() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace ui
