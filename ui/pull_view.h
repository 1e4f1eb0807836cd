// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QWidget>

class QLabel;
class QTableView;

namespace models {
class PullJob;
}

namespace ui {

class Bar;
class OutcomePanel;
class ToneLabel;

/// One pull: a bar for the whole, its bytes, rate and time left, a table with a bar for each layer, and how it ended. Looks at
/// a PullJob that the Activity list owns; the job goes on when the view is gone.
class PullView : public QWidget
{
    Q_OBJECT
public:
    explicit PullView(QWidget *parent = nullptr);

    /// Null: nothing shown.
    void setJob(models::PullJob *job);
    [[nodiscard]] models::PullJob *job() const;
    /// How it ended is shown by somebody else (the run dialog).
    void setOutcomeShown(bool shown) { m_showsOutcome = shown; }

private:
    void refresh();
    void showFigures();
    void showOutcome();
    [[nodiscard]] QString figures() const;

    QPointer<models::PullJob> m_job;
    QLabel *m_status;
    QLabel *m_percent;
    Bar *m_bar;
    ToneLabel *m_figures;
    QTableView *m_layers;
    OutcomePanel *m_outcome;
    bool m_showsOutcome = true;
};

} // namespace ui
