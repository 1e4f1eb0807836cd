// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/image.h"
#include "models/resource_model.h"

namespace models {

class ContainersModel;

/// The images of the engine, a row for each tag (one for an untagged image), with the containers that use each.
class ImagesModel : public ResourceModel
{
    Q_OBJECT
public:
    enum Column { Repository, Tag, ImageId, Created, Size, UsedBy, ColumnCount };
    enum class UseFilter { All, InUse, Unused };

    /// A row of the table: one tag of one image.
    struct Row
    {
        QString key;        ///< image id + tag
        QString reference;  ///< "repo:tag", or the id of an untagged image: what commands take
        QString repository; ///< "<none>" when untagged
        QString tag;
        engine::Image image;
        QStringList usedBy; ///< names of containers, running or not
    };

    /// `containers` is watched for "Used by"; both live on the UI thread.
    explicit ImagesModel(ContainersModel &containers, QObject *parent = nullptr);
    ~ImagesModel() override;

    void setImages(const QList<engine::Image> &images);
    void clear();
    [[nodiscard]] const Row *at(const QModelIndex &index) const;
    /// By reference (with `:latest` understood, and Podman's `docker.io/library/` prefix) or id; null when absent here.
    [[nodiscard]] const engine::Image *find(const QString &reference) const;
    /// Every "repo:tag", sorted, for completion.
    [[nodiscard]] QStringList references() const;
    void setUseFilter(UseFilter filter);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace models
