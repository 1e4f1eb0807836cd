// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class QWidget;

namespace models {
class EngineSession;
}
namespace ui {
class ResourceTable;
}

namespace app {

/// Tells benchmarks when things were on the screen: `mark NAME NANOSECONDS` (CLOCK_MONOTONIC) on stderr for first-paint, first-rows, all-rows,
/// and rows-painted each time the
/// table was painted after a change of its model. Only made with --bench-marks. UI thread.
class BenchMarks : public QObject
{
    Q_OBJECT
public:
    BenchMarks(QWidget &window, const models::EngineSession &session, QObject *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void afterPaint();

    ui::ResourceTable *m_table;
    bool m_pending = false, m_tablePainted = false, m_loaded = false, m_changed = false;
    bool m_firstPaint = false, m_firstRows = false, m_allRows = false;
};

} // namespace app
