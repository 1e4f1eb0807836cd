// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/engine_session.h"
#include "models/settings.h"
#include "tests/support/scripted_log.h"
#include "tests/ui/shots.h"
#include "ui/log_pane.h"
#include "ui/log_view.h"

#include <QFileDialog>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <algorithm>

namespace test {

/// The first tool button in `widget` of this accessible name; null when there is none.
[[nodiscard]] inline QToolButton *toolButton(const QWidget &widget, const QString &name)
{
    const QList<QToolButton *> all = widget.findChildren<QToolButton *>();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const QToolButton *b) { return b->accessibleName() == name; });
    return found == all.end() ? nullptr : *found;
}

/// Clicks the button of this name and gives `path` to the dialog that opens. False: there was none.
[[nodiscard]] inline bool saveTo(const QString &path, ui::LogPane &pane,
                                 const QString &button = QStringLiteral("Save…"))
{
    QTest::mouseClick(toolButton(pane, button), Qt::LeftButton);
    auto *const dialog = pane.findChild<QFileDialog *>();
    if (!dialog)
        return false;
    Q_EMIT dialog->fileSelected(path);
    delete dialog;
    return true;
}

/// A log pane on a scripted engine with the container "web".
struct LogPaneBench
{
    explicit LogPaneBench(int width = 900)
    {
        session.start();
        pane.resize(width, 400);
        pane.show();
    }

    [[nodiscard]] ui::LogView &view() { return *pane.view(); }
    [[nodiscard]] QToolButton *button(const QString &name) { return toolButton(pane, name); }
    void picture(const QString &name) { shoot(pane, name); }

    QTemporaryDir folder;
    ScriptedEngine engine;
    ScriptedLog log{engine, "web"};
    models::EngineSession session{engine.endpoint()};
    models::SettingsStore settings{folder.filePath(QStringLiteral("settings.json"))};
    ui::LogPane pane{session, settings};
};

} // namespace test
