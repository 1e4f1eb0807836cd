// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "tests/support/container_lists.h"
#include "tests/support/model_text.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;
using engine::Container;
using engine::ContainerState;
using models::ContainersModel;

/// Plays random changes on a model and on a list that is drawn from scratch each time; both must always show the same, and
/// persistent indexes must stay on their rows.
class TableRandomTest : public QObject
{
    Q_OBJECT

    struct Reference
    {
        std::map<QString, Container> rows; ///< by id
        QString filter;
        ContainersModel::StateFilter state = ContainersModel::StateFilter::All;
        bool grouped = true;
        int column = ContainersModel::Name;
        Qt::SortOrder order = Qt::AscendingOrder;

        [[nodiscard]] bool shows(const Container &c) const
        {
            if (state != ContainersModel::StateFilter::All &&
                c.isUp() != (state == ContainersModel::StateFilter::Running))
                return false;
            const QStringList words = filter.split(u' ', Qt::SkipEmptyParts);
            return std::all_of(words.begin(), words.end(), [&](const QString &word) {
                return c.name.contains(word) || c.project().contains(word);
            });
        }
        [[nodiscard]] bool precedes(const Container &l, const Container &r) const
        {
            const auto byName = [&] { return l.name < r.name; };
            if (column == ContainersModel::Name)
                return order == Qt::AscendingOrder ? l.name < r.name : r.name < l.name;
            if (l.created == r.created)
                return byName();
            return order == Qt::AscendingOrder ? l.created < r.created : r.created < l.created;
        }
        [[nodiscard]] QString text() const
        {
            std::vector<Container> all;
            for (const auto &[id, c] : rows) {
                if (shows(c))
                    all.push_back(c);
            }
            std::sort(all.begin(), all.end(),
                      [this](const Container &l, const Container &r) { return precedes(l, r); });
            std::vector<std::pair<QString, QStringList>> top; // name of the row, rows under it
            for (const Container &c : all) {
                if (!grouped || c.project().isEmpty()) {
                    top.emplace_back(c.name, QStringList());
                    continue;
                }
                auto group =
                    std::find_if(top.begin(), top.end(), [&](const auto &t) { return t.first == c.project(); });
                if (group == top.end())
                    group = top.insert(top.end(), {c.project(), {}});
                group->second += c.name;
            }
            if (column == ContainersModel::Name) {
                std::stable_sort(top.begin(), top.end(), [this](const auto &l, const auto &r) {
                    return order == Qt::AscendingOrder ? l.first < r.first : r.first < l.first;
                });
            }
            QStringList lines;
            for (const auto &[name, children] : top) {
                lines += children.isEmpty() ? name : name + u" (compose project)"_s;
                for (const QString &child : children)
                    lines += u"  "_s + child;
            }
            return lines.join(u'\n');
        }
    };

    struct Game
    {
        QRandomGenerator random;
        Reference reference;
        ContainersModel model;
        std::map<QString, QPersistentModelIndex> held;

        int below(int limit) { return random.bounded(limit); }
        Container made(int number)
        {
            // Letters that neither a status nor an id holds, so that only names match the filter.
            static const QString letters = u"jklmnqrsvwyz"_s;
            const QString name =
                QString(letters.at(number % 12)) + letters.at(number / 12 % 12) + letters.at(number / 144);
            const int project = number % 5;
            Container c = test::container(name, below(2) ? ContainerState::Running : ContainerState::Exited,
                                          project < 3 ? QString() : u"p"_s + QChar(u'a' + project));
            c.image = c.command = u"0"_s;
            c.created = 1 + below(20);
            return c;
        }
        void changeSome()
        {
            QStringList asked;
            QList<Container> found;
            for (int i = below(30); i >= 0; --i) {
                const Container c = made(below(200));
                if (asked.contains(c.id))
                    continue;
                asked += c.id;
                reference.rows.erase(c.id);
                if (below(4) != 0) {
                    found += c;
                    reference.rows.emplace(c.id, c);
                }
            }
            model.updateContainers(asked, found);
        }
        void changeAll()
        {
            reference.rows.clear();
            QList<Container> list;
            const int density = below(100);
            for (int i = 0; i < 200; ++i) {
                if (below(100) < density)
                    list += made(i);
            }
            for (const Container &c : list)
                reference.rows.emplace(c.id, c);
            model.setContainers(list);
        }
        void setFilter()
        {
            static const QStringList texts{{}, u"k"_s, u"kl"_s, u"k m"_s, u"pd"_s, u"n"_s, u"q"_s, u"zzz"_s};
            reference.filter = texts.at(below(int(texts.size())));
            model.setFilterText(reference.filter);
        }
        void setSort()
        {
            reference.column = below(2) ? ContainersModel::Name : ContainersModel::Created;
            reference.order = below(2) ? Qt::AscendingOrder : Qt::DescendingOrder;
            model.sort(reference.column, reference.order);
        }
        void step()
        {
            switch (below(9)) {
            case 0:
                changeAll();
                break;
            case 1:
                setFilter();
                break;
            case 2:
                setSort();
                break;
            case 3:
                reference.grouped = !reference.grouped;
                model.setGrouped(reference.grouped);
                break;
            case 4:
                reference.state = ContainersModel::StateFilter(below(3));
                model.setStateFilter(reference.state);
                break;
            default:
                changeSome();
            }
        }
        void hold()
        {
            for (const auto &[id, c] : reference.rows) {
                const QModelIndex index = model.indexOfKey(id);
                if (index.isValid() && below(4) == 0)
                    held[id] = index.siblingAtColumn(below(3));
            }
        }
        /// Held indexes are on their rows or gone; one that was shown before and is now must not be lost by order or grouping.
        [[nodiscard]] bool heldAreRight() const
        {
            return std::all_of(held.begin(), held.end(), [](const auto &entry) {
                return !entry.second.isValid() || entry.second.data(models::IdRole).toString() == entry.first;
            });
        }
    };

private Q_SLOTS:
    void alwaysShowsWhatItShould_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 8; ++seed)
            QTest::addRow("%u", seed) << seed;
    }
    void alwaysShowsWhatItShould()
    {
        QFETCH(quint32, seed);
        Game game;
        game.random.seed(seed);
        const QAbstractItemModelTester tester(&game.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (int i = 0; i < 60; ++i) {
            game.step();
            QCOMPARE(test::modelText(game.model, {ContainersModel::Name}), game.reference.text());
            QVERIFY(game.heldAreRight());
            QCOMPARE(game.model.totalCount(), int(game.reference.rows.size()));
            game.hold();
        }
    }

    void orderAndGroupingLoseNoIndex()
    {
        Game game;
        game.random.seed(99);
        for (int i = 0; i < 20; ++i) {
            game.model.setContainers(test::manyContainers(300));
            QList<QPersistentModelIndex> all;
            for (const Container &c : game.model.all())
                all += game.model.indexOfKey(c.id);
            game.setSort();
            game.model.setGrouped(i % 2 == 0);
            QVERIFY(std::all_of(all.cbegin(), all.cend(),
                                [](const QPersistentModelIndex &index) { return index.isValid(); }));
        }
    }
};

QTEST_GUILESS_MAIN(TableRandomTest)
#include "tst_table_random.moc"
