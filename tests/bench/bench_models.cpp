// SPDX-License-Identifier: Apache-2.0
// Goal P14: what changes, keystrokes and sort clicks cost in a table of 10 000 containers that a view shows, against a model
// that is reset. Prints a table of Markdown; times are medians in milliseconds.
#include "models/containers_model.h"
#include "tests/support/container_lists.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTextStream>
#include <QTreeView>

#include <algorithm>
#include <array>
#include <functional>

using namespace Qt::StringLiterals;
using engine::Container;
using models::ContainersModel;

namespace {

constexpr int rowCount = 10'000;
constexpr int changedCount = rowCount / 100;
constexpr int rounds = 31;

/// The usual way: everything anew.
class ResetModel : public QAbstractTableModel
{
public:
    void setRows(const QList<Container> &rows)
    {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
    int rowCount(const QModelIndex &parent) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &) const override { return ContainersModel::ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(m_rows.at(index.row()).name) : QVariant();
    }

private:
    QList<Container> m_rows;
};

void showIn(QTreeView &view, QAbstractItemModel &model)
{
    view.setUniformRowHeights(true);
    view.setModel(&model);
    view.resize(1000, 600);
    view.show();
    view.expandAll();
    QCoreApplication::processEvents();
}

/// Milliseconds of `operation(round)` alone, and with what the view makes of it until it has painted.
struct Cost
{
    double model = 0;
    double painted = 0;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

Cost measure(QTreeView &view, const std::function<void(int)> &operation)
{
    std::vector<double> model, painted;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        operation(round);
        model.push_back(double(timer.nsecsElapsed()) / 1e6);
        QCoreApplication::sendPostedEvents();
        view.viewport()->repaint();
        painted.push_back(double(timer.nsecsElapsed()) / 1e6);
        QCoreApplication::processEvents();
    }
    return {median(model), median(painted)};
}

/// One per cent of the rows in another state, spread over the table; another per cent each round.
QList<Container> changed(const QList<Container> &all, int round)
{
    QList<Container> some;
    for (int i = 0; i < changedCount; ++i) {
        Container container = all.at((i * 97 + round * 31) % rowCount);
        const bool stops = round % 2 == 0;
        container.state = stops ? engine::ContainerState::Exited : engine::ContainerState::Running;
        container.exitCode = stops ? round % 100 : -1;
        container.stateSince += round;
        some.append(container);
    }
    return some;
}

QStringList idsOf(const QList<Container> &list)
{
    QStringList ids;
    for (const Container &container : list)
        ids += container.id;
    return ids;
}

class Report
{
public:
    Report() { m_out << "| 10 000 rows | model | until painted | goal |\n| --- | --- | --- | --- |\n"; }
    void add(const QString &what, const Cost &cost, const QString &goal)
    {
        m_out << "| " << what << " | " << number(cost.model) << " ms | " << number(cost.painted) << " ms | " << goal
              << " |\n";
    }
    void say(const QString &line) { m_out << '\n' << line << '\n'; }
    static QString number(double value) { return QString::number(value, 'f', value < 10 ? 2 : 1); }

private:
    QTextStream m_out{stdout};
};

double measureReset(const QList<Container> &all, Report &report)
{
    ResetModel model;
    QTreeView view;
    showIn(view, model);
    const Cost reset = measure(view, [&](int) { model.setRows(all); });
    report.add(u"reset (the usual way)"_s, reset, {});
    return reset.painted;
}

void measureUpdates(const QList<Container> &all, double reset, Report &report)
{
    ContainersModel model;
    model.setContainers(all);
    QTreeView view;
    showIn(view, model);
    std::vector<QList<Container>> news;
    for (int round = 0; round < rounds; ++round)
        news.push_back(changed(all, round));
    const auto update = [&](int round) {
        model.updateContainers(idsOf(news.at(std::size_t(round))), news.at(std::size_t(round)));
    };
    const Cost byName = measure(view, update);
    report.add(u"1 % changed, by id"_s, byName, u"≤ 1 ms, ≤ 0.1 × a reset"_s);
    model.sort(ContainersModel::Status);
    report.add(u"the same, sorted by what changed"_s, measure(view, update), {});
    const Cost full = measure(view, [&](int round) {
        QList<Container> list = all;
        for (int i = 0; i < changedCount; ++i)
            list[(i * 97 + round * 31) % rowCount] = news.at(std::size_t(round)).at(i);
        model.setContainers(list);
    });
    report.add(u"1 % to 2 % changed, in a full list"_s, full, {});
    report.say(u"1 % changed costs %1 of a reset until it is painted, %2 without the painting."_s.arg(
        Report::number(byName.painted / reset), Report::number(byName.model / reset)));
}

void measureHands(const QList<Container> &all, Report &report)
{
    ContainersModel model;
    model.setContainers(all);
    QTreeView view;
    showIn(view, model);
    static const QStringList typed{u"s"_s,          u"se"_s, u"service-1"_s, u"service-12"_s, u"service-12 up"_s,
                                   u"service-12"_s, u""_s};
    const Cost key = measure(view, [&](int round) { model.setFilterText(typed.at(round % typed.size())); });
    report.add(u"filter keystroke"_s, key, u"≤ 2 ms"_s);
    model.setFilterText({});
    static constexpr std::array columns{ContainersModel::Image, ContainersModel::Created, ContainersModel::Name,
                                        ContainersModel::Status, ContainersModel::Ports};
    const Cost click = measure(view, [&](int round) {
        model.sort(columns.at(std::size_t(round) % columns.size()),
                   round % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
    });
    report.add(u"sort click"_s, click, u"≤ 12 ms"_s);
    const Cost group = measure(view, [&](int round) { model.setGrouped(round % 2 == 1); });
    report.add(u"group by project, on and off"_s, group, {});
    model.setGrouped(true);
    model.sort(ContainersModel::Name);
    const Cost usage = measure(view, [&](int round) {
        for (int i = 0; i < 30; ++i)
            model.setUsage(all.at(i * 3).id, round + i, 1'000'000LL * (round + i + 1));
    });
    report.add(u"CPU and memory of 30 rows"_s, usage, {});
}

} // namespace

int main(int argc, char *argv[])
{
    const QApplication application(argc, argv);
    const QList<Container> all = test::manyContainers(rowCount);
    Report report;
    const double reset = measureReset(all, report);
    measureHands(all, report);
    measureUpdates(all, reset, report);
    return 0;
}
