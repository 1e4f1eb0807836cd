// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/image.h"
#include "models/keyed_table.h"

namespace models {

class ContainersModel;

/// A row of the images table: one tag of one image.
struct ImageRow
{
    QString key;        ///< image id + tag
    QString reference;  ///< "repo:tag" as the engine has it, or the id of an untagged image: what commands take
    QString repository; ///< as docker shows it; "<none>" when untagged
    QString tag;
    engine::Image image;
    QStringList usedBy; ///< names of containers, running or not; sorted
    QString created;    ///< "3 weeks ago"; moves on with the clock
    bool operator==(const ImageRow &) const = default;
};

/// The images of the engine, a row for each tag (one for an untagged image), with the containers that use each.
class ImagesModel : public KeyedTable<ImageRow>
{
    Q_OBJECT
public:
    using Row = ImageRow;
    enum Column { Repository, Tag, ImageId, Created, Size, UsedBy, ColumnCount };
    enum class UseFilter { All, InUse, Unused };

    /// `containers` is watched for "Used by"; both live on the UI thread.
    explicit ImagesModel(ContainersModel &containers, QObject *parent = nullptr);
    ~ImagesModel() override;

    void setImages(const QList<engine::Image> &images);
    void clear();
    [[nodiscard]] const Row *at(const QModelIndex &index) const;
    /// By reference (with `:latest` understood, and Podman's `docker.io/library/` prefix) or id, whole or its beginning;
    /// null when absent here. Valid until the next change.
    [[nodiscard]] const engine::Image *find(const QString &reference) const;
    /// Every "repo:tag" as docker shows it, sorted, for completion.
    [[nodiscard]] QStringList references() const;
    void setUseFilter(UseFilter filter);
    /// Moves the ages on to `now` (seconds since 1970).
    void updateAges(qint64 now);

private:
    void rebuild();
    [[nodiscard]] QHash<QString, QStringList> users() const;

    QString tieText(int slot) const override;
    QString searchText(int slot) const override;
    bool accepts(int slot) const override;

    ContainersModel &m_containers;
    QList<engine::Image> m_images;
    QHash<QString, qsizetype> m_byName; ///< full reference or id → index in m_images
    UseFilter m_useFilter = UseFilter::All;
    qint64 m_now;
};

} // namespace models
