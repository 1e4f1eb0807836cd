// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "ui/services.h"

#include <QHash>
#include <QList>
#include <QWidget>

class QLabel;
class QSplitter;
class QToolButton;

namespace ui {

class LogPane;

/// Logs side by side, each under its name: a first one, and those that a person adds. Owned by the details of a page, where the first
/// one is that of the selection and stays, or by a LogWindow, where each can be closed. UI thread.
class LogSplit : public QWidget
{
    Q_OBJECT
public:
    enum class First { OfTheSelection, Closable };

    LogSplit(const Services &services, First first, QWidget *parent = nullptr);

    /// What the first one shows; empty: nothing selected.
    void setContainer(const QString &id);
    /// The same for several as one log.
    void setContainers(const QStringList &ids);
    /// The same for some that may have left the list.
    void show(const QList<engine::Container> &containers);
    void addBeside(const QString &id);
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] QList<LogPane *> panes() const;

Q_SIGNALS:
    void namesChanged();
    /// The last one was closed.
    void emptied();

private:
    struct Part
    {
        QWidget *frame = nullptr;
        QWidget *head = nullptr;
        QLabel *name = nullptr;
        QToolButton *close = nullptr; ///< null: stays
        LogPane *pane = nullptr;
    };

    Part &add(bool closable);
    void fill(Part &part, const QStringList &ids);
    void remove(const LogPane *pane);
    /// Names are shown when there are several.
    void showHeads();
    void askBeside();
    void openWindow(const LogPane &pane);
    [[nodiscard]] QString nameOf(const QString &id);

    Services m_services;
    QSplitter *m_splitter;
    QList<Part> m_parts;
    QHash<QString, QString> m_names; ///< by id, as far as known: of containers that are gone, too
};

} // namespace ui
