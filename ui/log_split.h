// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/services.h"

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
    void fill(Part &part, const QString &id);
    void remove(const LogPane *pane);
    /// Names are shown when there are several.
    void showHeads();
    void askBeside();
    [[nodiscard]] QString nameOf(const QString &id) const;

    Services m_services;
    QSplitter *m_splitter;
    QList<Part> m_parts;
};

} // namespace ui
