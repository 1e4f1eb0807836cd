// SPDX-License-Identifier: Apache-2.0
#include "app/bench_marks.h"

#include "models/engine_session.h"
#include "ui/resource_table.h"

#include <QEvent>
#include <QWidget>

#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace app {

namespace {

void print(const char *name)
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    std::fprintf(stderr, "mark %s %lld\n", name,
                 static_cast<long long>(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
}

} // namespace

BenchMarks::BenchMarks(QWidget &window, const models::EngineSession &session, QObject *parent)
    : QObject(parent), m_table(window.findChild<ui::ResourceTable *>())
{
    window.installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    const auto changed = [this] { m_changed = true; };
    connect(m_table->model(), &QAbstractItemModel::dataChanged, this, changed);
    connect(m_table->model(), &QAbstractItemModel::rowsInserted, this, changed);
    connect(m_table->model(), &QAbstractItemModel::rowsRemoved, this, changed);
    connect(m_table->model(), &QAbstractItemModel::layoutChanged, this, changed);
    connect(&session, &models::EngineSession::containersLoaded, this, [this] { m_loaded = true; });
}

bool BenchMarks::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Paint)
        return false;
    m_tablePainted |= watched == m_table->viewport();
    if (!m_pending) {
        m_pending = true;
        // Painted and flushed by then.
        QMetaObject::invokeMethod(this, &BenchMarks::afterPaint, Qt::QueuedConnection);
    }
    return false;
}

void BenchMarks::afterPaint()
{
    m_pending = false;
    if (!std::exchange(m_firstPaint, true))
        print("first-paint");
    if (!std::exchange(m_tablePainted, false) || m_table->model()->rowCount() == 0)
        return;
    if (!std::exchange(m_firstRows, true))
        print("first-rows");
    if (m_loaded && !std::exchange(m_allRows, true))
        print("all-rows");
    if (std::exchange(m_changed, false))
        print("rows-painted");
}

} // namespace app
