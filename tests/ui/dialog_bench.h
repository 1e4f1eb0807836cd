// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/actions.h"
#include "models/commands.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/images_model.h"
#include "models/jobs_model.h"
#include "models/settings.h"
#include "tests/support/scripted_engine.h"
#include "ui/command_presenter.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

namespace test {

/// What the dialogs work on: a scripted engine with two containers and two images, a session on it, and a window to stand on.
struct DialogBench
{
    DialogBench()
    {
        engine.answer("GET", "/containers/json", 200, containers);
        engine.answer("GET", "/images/json", 200, images);
        window.resize(900, 600);
    }

    /// True when the window is active and both lists are loaded.
    [[nodiscard]] bool open()
    {
        window.show();
        session.start();
        return QTest::qWaitForWindowActive(&window) && QTest::qWaitFor([this] {
                   return session.containers().totalCount() == 2 && session.images().totalCount() == 3;
               });
    }

    /// The one dialog that is open; null when there is none.
    [[nodiscard]] static QDialog *dialog()
    {
        const QWidgetList all = QApplication::topLevelWidgets();
        for (QWidget *widget : all) {
            if (auto *found = qobject_cast<QDialog *>(widget); found && found->isVisible())
                return found;
        }
        return nullptr;
    }

    /// Gives a dialog the keyboard, as a window manager does.
    [[nodiscard]] static bool activate(QWidget *dialog)
    {
        dialog->activateWindow();
        return QTest::qWaitFor(
            [dialog] { return QApplication::activeWindow() == dialog && QApplication::focusWidget(); });
    }

    template<class W>
    [[nodiscard]] static W *named(const QWidget &root, const QString &accessibleName)
    {
        const QList<W *> all = root.findChildren<W *>();
        for (W *widget : all) {
            if (widget->accessibleName() == accessibleName && widget->isVisible())
                return widget;
        }
        return nullptr;
    }

    [[nodiscard]] static QAbstractButton *button(const QWidget &root, const QString &label)
    {
        const QList<QAbstractButton *> all = root.findChildren<QAbstractButton *>();
        for (QAbstractButton *found : all) {
            if (found->isVisible() && (found->text() == label || found->accessibleName() == label))
                return found;
        }
        return nullptr;
    }

    /// Clicks a visible button; false when there is none of that label or it is disabled.
    [[nodiscard]] static bool click(const QWidget &root, const QString &label)
    {
        QAbstractButton *found = button(root, label);
        if (!found || !found->isEnabled())
            return false;
        QTest::mouseClick(found, Qt::LeftButton);
        return true;
    }

    static constexpr auto containers = R"([
      {"Id":"aaaaaaaaaaaa1111","Names":["/web"],"Image":"nginx:1.27","ImageID":"sha256:11","Command":"nginx","Created":1700000000,
       "State":"running","Status":"Up 2 hours","Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"}]},
      {"Id":"bbbbbbbbbbbb2222","Names":["/old"],"Image":"alpine:3","ImageID":"sha256:22","Command":"sh","Created":1700000000,
       "State":"exited","Status":"Exited (0) 3 days ago","Ports":[]}])";
    static constexpr auto images = R"([
      {"Id":"sha256:11","RepoTags":["nginx:1.27"],"Created":1700000000,"Size":190000000},
      {"Id":"sha256:33","RepoTags":["jupyter:1","lab:latest"],"Created":1700000000,"Size":204000000}])";

    ScriptedEngine engine;
    QTemporaryDir folder;
    models::EngineSession session{engine.endpoint()};
    models::JobsModel jobs;
    models::Actions actions{session, jobs};
    models::Commands commands{session, jobs};
    models::SettingsStore settings{folder.filePath(QStringLiteral("settings.json"))};
    QWidget window; // its dialogs go before what they work on
    ui::CommandPresenter presenter{session, commands, actions, jobs, settings, &window};
};

} // namespace test
