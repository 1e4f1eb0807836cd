// SPDX-License-Identifier: Apache-2.0
#include "ui/stats_view.h"

#include "models/containers_model.h"
#include "models/engine_session.h"
#include "models/format.h"
#include "models/stats_hub.h"
#include "ui/plot_widget.h"

#include <QGridLayout>
#include <QLabel>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

using Value = double (*)(const models::StatsPoint &);

void fill(PlotWidget *plot, const QList<models::StatsPoint> &history, Value first, Value second, double limit)
{
    QList<PlotWidget::Point> points;
    points.reserve(history.size());
    for (const models::StatsPoint &sample : history)
        points.append(PlotWidget::Point{sample.timeMs, {first(sample), second != nullptr ? second(sample) : 0}});
    plot->setPoints(std::move(points), limit);
}

} // namespace

StatsView::StatsView(models::EngineSession &session, QWidget *parent)
    : QWidget(parent), m_session(session), m_stack(new QStackedLayout(this)), m_message(new QLabel(this))
{
    const auto bytes = [](double value) { return models::formatMemory(qint64(value)); };
    const auto rate = [](double value) { return models::formatRate(value); };
    auto *plots = new QWidget(this);
    m_cpu = new PlotWidget(u"CPU"_s, {{u"CPU"_s, Tone::Accent}}, &models::formatPercent, 5, plots);
    m_memory = new PlotWidget(u"Memory"_s, {{u"Memory"_s, Tone::Accent}}, bytes, 10e6, plots);
    m_network =
        new PlotWidget(u"Network"_s, {{u"received"_s, Tone::Accent}, {u"sent"_s, Tone::Warning}}, rate, 10e3, plots);
    m_block =
        new PlotWidget(u"Block I/O"_s, {{u"read"_s, Tone::Accent}, {u"written"_s, Tone::Warning}}, rate, 10e3, plots);
    auto *grid = new QGridLayout(plots);
    grid->setContentsMargins(8, 8, 8, 8);
    grid->setSpacing(8);
    grid->addWidget(m_cpu, 0, 0);
    grid->addWidget(m_memory, 0, 1);
    grid->addWidget(m_network, 1, 0);
    grid->addWidget(m_block, 1, 1);

    m_message->setTextFormat(Qt::PlainText);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_stack->addWidget(m_message);
    m_stack->addWidget(plots);

    connect(&session.stats(), &models::StatsHub::pointAdded, this, [this](const QString &id) {
        if (id == m_id)
            refill();
    });
    connect(&session.containers(), &QAbstractItemModel::dataChanged, this, &StatsView::follow);
    connect(&session.containers(), &QAbstractItemModel::rowsRemoved, this, &StatsView::follow);
    follow();
}

StatsView::~StatsView() = default;

void StatsView::setContainer(const QString &id)
{
    if (id == m_id)
        return;
    m_watch.reset();
    m_id = id;
    follow();
    refill();
}

void StatsView::follow()
{
    const engine::Container *container = m_id.isEmpty() ? nullptr : m_session.containers().find(m_id);
    const bool runs = container != nullptr && container->isUp();
    const bool hasHistory = container != nullptr && !m_session.stats().history(m_id).isEmpty();
    if (!runs || !isVisible())
        m_watch.reset();
    else if (!m_watch)
        m_watch = m_session.stats().watch(m_id);

    if (container == nullptr)
        m_message->setText(u"Select a container to see its figures."_s);
    else if (!runs)
        m_message->setText(
            u"%1 is not running. Its figures appear here while it runs."_s.arg(models::visibleText(container->name)));
    const int page = runs || hasHistory ? 1 : 0;
    if (m_stack->currentIndex() != page) {
        m_stack->setCurrentIndex(page);
        refill();
    }
}

void StatsView::refill()
{
    if (!isVisible() || m_stack->currentIndex() == 0)
        return;
    using Point = models::StatsPoint;
    const QList<Point> &history = m_session.stats().history(m_id);
    const double limit = history.isEmpty() ? 0 : double(history.last().memoryLimitBytes);
    fill(
        m_cpu, history, [](const Point &p) { return p.cpuPercent; }, nullptr, 0);
    fill(
        m_memory, history, [](const Point &p) { return double(p.memoryBytes); }, nullptr, limit);
    fill(
        m_network, history, [](const Point &p) { return p.networkRxPerSecond; },
        [](const Point &p) { return p.networkTxPerSecond; }, 0);
    fill(
        m_block, history, [](const Point &p) { return p.blockReadPerSecond; },
        [](const Point &p) { return p.blockWritePerSecond; }, 0);
}

void StatsView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    follow();
    refill();
}

void StatsView::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_watch.reset();
}

} // namespace ui
