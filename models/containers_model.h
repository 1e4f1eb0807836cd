// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "models/resource_model.h"

#include <QUrl>

namespace models {

/// The containers of the engine: filtered, sorted and grouped by compose project, as the table shows them.
class ContainersModel : public ResourceModel
{
    Q_OBJECT
public:
    enum Column { Name, Image, Status, Ports, Cpu, Memory, Created, Id, Command, Project, Networks, Mounts, ColumnCount };
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
    /// The container of a row; null for a group row.
    [[nodiscard]] const engine::Container *at(const QModelIndex &index) const;

    void setStateFilter(StateFilter filter);
    void setGrouped(bool grouped);
    /// Live figures of a running row; NaN / -1 clears. Only the two cells change.
    void setUsage(const QString &id, double cpuPercent, qint64 memoryBytes);
    void setNotebookUrl(const QString &id, const QUrl &url);
    [[nodiscard]] QUrl notebookUrl(const QString &id) const;
    [[nodiscard]] int runningCount() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
