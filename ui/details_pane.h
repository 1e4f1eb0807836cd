// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/commands.h"
#include "ui/services.h"

#include <QWidget>

#include <functional>

class QLabel;
class QStackedWidget;
class QTabBar;

namespace ui {

/// The tabs under a table for the selected object. A tab is built when it is first shown, and only the one in front is told of changes of
/// the selection; a tab lets go of streams and timers while it is hidden. Owned by its page; UI thread.
class DetailsPane : public QWidget
{
    Q_OBJECT
public:
    struct Tab
    {
        QString id;    ///< "logs": settings and commands
        QString label; ///< "Logs"
        std::function<QWidget *(QWidget *parent)> make;
        /// Tells the widget that `make` made what to show: the id of a container or image.
        std::function<void(QWidget *widget, const QString &id)> show;
        /// The same for several containers at once; none: the tab is for one only.
        std::function<void(QWidget *widget, const QStringList &ids)> showSeveral = nullptr;
        qsizetype most = 1; ///< how many it shows at once
        /// Whether there is anything to show of it; none: always. A tab in front stays, so that walking through rows changes none.
        std::function<bool(const QString &id)> fits = nullptr;
        /// Whether there is no such object any more. What the tab shows of one then stays until something else is selected; none:
        /// it goes with the selection.
        std::function<bool(const QString &id)> isGone = nullptr;
    };

    /// `noun`, `nounPlural`: "container", "containers".
    DetailsPane(const QString &noun, const QString &nounPlural, const QList<Tab> &tabs, QWidget *parent = nullptr);

    void setSelection(const models::Selection &selection);
    /// Offers the tabs that fit the selection now.
    void updateTabs();
    void setCurrentTab(const QString &id);
    [[nodiscard]] QString currentTab() const;

Q_SIGNALS:
    void currentTabChanged(const QString &id);

private:
    struct Subject
    {
        QString id, name;
    };

    void showCurrent();
    [[nodiscard]] QList<Subject> keptAfter(const QList<Subject> &selected) const;
    /// What is said instead when the current tab can't show the selection.
    [[nodiscard]] QString hint() const;

    QString m_noun, m_nounPlural;
    QList<Tab> m_tabs;
    QList<QWidget *> m_widgets; ///< null until first shown
    QTabBar *m_bar;
    QLabel *m_name;
    QLabel *m_message;
    QStackedWidget *m_stack;
    QList<Subject> m_subjects; ///< what is selected
    QList<Subject> m_kept;     ///< what is gone, and stays in the tabs that keep it
};

[[nodiscard]] QList<DetailsPane::Tab> containerTabs(const Services &services);
[[nodiscard]] QList<DetailsPane::Tab> imageTabs(const Services &services);

} // namespace ui
