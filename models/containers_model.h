// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "models/keyed_table.h"
#include "models/notebook.h"

#include <limits>

namespace models {

/// What the containers table knows of one container.
struct ContainerRow
{
    QString key; ///< the container's id
    engine::Container container;
    QString status;                                               ///< "Up 2 h"; moves on with the clock
    QString created;                                              ///< "3 days ago"; likewise
    double cpuPercent = std::numeric_limits<double>::quiet_NaN(); ///< 100 is one CPU; NaN: unknown
    qint64 memoryBytes = -1;                                      ///< -1: unknown
    Notebook notebook;
    bool operator==(const ContainerRow &) const = default;
};

/// The containers of the engine: filtered, sorted and grouped by compose project, as the table shows them.
class ContainersModel : public KeyedTable<ContainerRow>
{
    Q_OBJECT
public:
    enum Column {
        Name,
        Image,
        Status,
        Ports,
        Cpu,
        Memory,
        Created,
        Id,
        Command,
        Project,
        Networks,
        Mounts,
        ColumnCount
    };
    enum class StateFilter { All, Running, Stopped };

    explicit ContainersModel(QObject *parent = nullptr);
    ~ContainersModel() override;

    /// A complete list: rows that are gone are removed.
    void setContainers(const QList<engine::Container> &containers);
    /// News of some: `asked` that are missing in `found` are removed. Other rows stay.
    void updateContainers(const QStringList &asked, const QList<engine::Container> &found);
    void clear();

    /// By full id, unique id prefix or name; null when unknown. Valid until the next change.
    [[nodiscard]] const engine::Container *find(const QString &idOrName) const;
    [[nodiscard]] QList<engine::Container> all() const;
    /// Of all, in no order; without the one of id `except`.
    [[nodiscard]] QStringList names(const QString &except = {}) const;
    /// The container of a row; null for a group row.
    [[nodiscard]] const engine::Container *at(const QModelIndex &index) const;

    /// Running: what is up, paused and restarting ones too. Stopped: all others.
    void setStateFilter(StateFilter filter);
    void setGrouped(bool grouped);
    /// Live figures of a running row; NaN / -1 clears. Only the two cells change.
    void setUsage(const QString &id, double cpuPercent, qint64 memoryBytes);
    void clearUsage();
    /// Kept until the container stops.
    void setNotebook(const QString &id, const Notebook &notebook);
    /// Kind None when nothing is known of one.
    [[nodiscard]] Notebook notebook(const QString &id) const;
    [[nodiscard]] QUrl notebookUrl(const QString &id) const { return notebook(id).url; }
    /// Containers in state running.
    [[nodiscard]] int runningCount() const;
    /// Moves the ages on to `now` (seconds since 1970). Cells whose text stays are not told.
    void updateAges(qint64 now);

Q_SIGNALS:
    /// These came, went, started or ended; by id.
    void runningChanged(const QStringList &ids);
    /// Which images are used by whom: a container came, went or was renamed.
    void usersChanged();

private:
    struct News;
    int take(const engine::Container &container, News &news);
    void discard(int slot, News &news);
    void publish(const News &news);

    QVariant extraCell(const ContainerRow &row, int column, int role) const override;
    QVariant groupCell(const Group &group, int column, int role) const override;
    QString tieText(int slot) const override;
    QString searchText(int slot) const override;
    bool accepts(int slot) const override;
    QString groupOf(int slot) const override;
    bool isUp(int slot) const override;

    StateFilter m_stateFilter = StateFilter::All;
    bool m_grouped = true;
    qint64 m_now;
};

} // namespace models
