// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <memory>

namespace models {
class EngineSession;
class SettingsStore;
} // namespace models

namespace ui {

class LogView;

/// The Logs tab: tool row (follow, timestamps, wrap, find, copy, save, clear) over a LogView on the container's LogSession. Owned by
/// the details of a page; UI thread.
class LogPane : public QWidget
{
    Q_OBJECT
public:
    LogPane(models::EngineSession &session, models::SettingsStore &settings, QWidget *parent = nullptr);
    ~LogPane() override;

    /// Shows this container's log from now on; empty: nothing selected.
    void setContainer(const QString &id);
    /// The merged log of these; at most models::MergedLog::MaxContainers. Those that are in it stay as they are when only others come.
    void setContainers(const QStringList &ids);
    [[nodiscard]] QString container() const; ///< empty while there are several
    [[nodiscard]] QStringList containers() const;
    [[nodiscard]] LogView *view() const;

    /// Shows the row for finding text, with the focus in it.
    void find();
    void copySelection();
    /// Asks for a file and writes the whole log to it.
    void save();
    /// Hides the lines that are there; the engine keeps them.
    void clearLines();

Q_SIGNALS:
    /// This log is wanted in a window of its own, or another one beside it.
    void windowRequested();
    void besideRequested();
    /// The app talks to another engine: nothing is shown any more.
    void released();

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace ui
