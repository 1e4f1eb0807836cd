// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractItemModel>
#include <QByteArray>

#include <memory>

namespace models {

/// An engine's document (inspect) as a tree of names and values, in the engine's order. Secrets are masked before anything is
/// made of the document, so that neither a view nor a copy of a cell can show one by mistake. Bounded: documents over
/// 8 MiB, and what lies deeper than 64 levels, are told of and not shown. UI thread.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Value, ColumnCount };
    enum DataRole {
        PathRole = Qt::UserRole + 1, ///< QString: "Config.Env[3]"
        CopyRole,                    ///< QString: the value as text, or the JSON of a whole branch
    };

    explicit JsonTreeModel(QObject *parent = nullptr);
    ~JsonTreeModel() override;

    /// Replaces everything. `maskSecrets` hides the values of NAME=value texts and members whose name is that of a secret.
    /// Returns false (and shows nothing) when `json` is not a JSON document.
    bool setJson(const QByteArray &json, bool maskSecrets);
    /// The document indented by two, masked as the tree is.
    [[nodiscard]] QString text() const;
    /// Whether masking has hidden anything.
    [[nodiscard]] bool hasSecrets() const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
