// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/actions.h"
#include "models/commands.h"
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/jobs_model.h"
#include "models/settings.h"
#include "tests/support/scripted_containers.h"
#include "ui/main_window.h"
#include "ui/resource_table.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

namespace test {

/// The whole app in one process on a scripted engine, as a person meets it: rows are clicked, labels read. Each test has its own.
struct WindowBench
{
    /// `socket`: where the app looks for the engine; empty: where it is.
    explicit WindowBench(const QString &socket = {})
        : session(endpointOf(socket))
        , actions(session, jobs)
        , commands(session, jobs)
        , services{session, jobs, actions, commands, settings}
    {}

    [[nodiscard]] engine::Endpoint endpointOf(const QString &socket) const
    {
        engine::Endpoint endpoint = engine.endpoint();
        if (!socket.isEmpty())
            endpoint.path = socket;
        return endpoint;
    }

    void open()
    {
        window = std::make_unique<ui::MainWindow>(services, QList<engine::Endpoint>{});
        window->show();
        session.start();
    }
    /// Whether the window shows a row of each name.
    [[nodiscard]] bool shows(const QStringList &names) const
    {
        return QTest::qWaitForWindowExposed(window.get()) && QTest::qWaitFor([&] {
                   return session.containers().isLoaded() &&
                          std::all_of(names.begin(), names.end(),
                                      [this](const QString &n) { return row(n).isValid(); });
               });
    }

    [[nodiscard]] ui::ResourceTable &table() const { return *window->findChild<ui::ResourceTable *>(); }
    [[nodiscard]] QModelIndex row(const QString &name) const
    {
        return session.containers()
            .match(session.containers().index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }
    void select(const QString &name, Qt::KeyboardModifiers modifiers = {}) const
    {
        table().scrollTo(row(name));
        QTest::mouseClick(table().viewport(), Qt::LeftButton, modifiers, table().visualRect(row(name)).center());
    }

    template<class W>
    [[nodiscard]] W *find(const QString &accessibleName) const
    {
        return find<W>(*window, accessibleName);
    }
    template<class W>
    [[nodiscard]] static W *find(const QWidget &parent, const QString &accessibleName)
    {
        const QList<W *> all = parent.findChildren<W *>();
        const auto it = std::find_if(all.cbegin(), all.cend(), [&](const W *w) {
            return w->accessibleName() == accessibleName && w->isVisible();
        });
        return it == all.cend() ? nullptr : *it;
    }
    [[nodiscard]] QAbstractButton *button(const QString &text) const { return visible<QAbstractButton>(text); }
    [[nodiscard]] bool says(const QString &text) const { return visible<QLabel>(text) != nullptr; }

    QTemporaryDir home;
    ScriptedEngine engine;
    ScriptedContainers containers{engine};
    mutable models::EngineSession session;
    models::JobsModel jobs;
    models::Actions actions;
    models::Commands commands;
    models::SettingsStore settings{home.filePath(QStringLiteral("settings.json"))};
    ui::Services services;
    std::unique_ptr<ui::MainWindow> window;

private:
    template<class W>
    [[nodiscard]] W *visible(const QString &text) const
    {
        const QList<W *> all = window->findChildren<W *>();
        const auto it =
            std::find_if(all.cbegin(), all.cend(), [&](const W *w) { return w->text() == text && w->isVisible(); });
        return it == all.cend() ? nullptr : *it;
    }
};

} // namespace test
