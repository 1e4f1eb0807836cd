// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/image.h"

#include <QAbstractTableModel>
#include <QHash>

#include <vector>

namespace models {

/// The layers of one pull as the engine tells of them, and the sums over them. Made for thousands of messages a second: apply()
/// only notes what changed, flush() tells the views in one go. Owned by its PullJob; UI thread.
class PullLayersModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Layer, Phase, Progress, ColumnCount };
    enum LayerRole {
        CurrentRole = Qt::UserRole + 1, ///< qint64 bytes (or seconds), -1 unknown
        TotalRole,                      ///< qint64 bytes, -1 unknown
        FractionRole,                   ///< double 0..1 of the phase, negative: unknown (busy)
        DoneRole,                       ///< bool
    };

    /// `extracts`: the engine tells of unpacking and of its end (Docker); Podman's last word is "Download complete".
    explicit PullLayersModel(bool extracts, QObject *parent = nullptr);
    ~PullLayersModel() override;

    /// Messages that speak of no layer are passed over.
    void apply(const QList<engine::PullMessage> &messages);
    /// Tells the views of the rows that apply() has changed since the last time.
    void flush();
    /// The pull has succeeded: every layer is there, whatever the engine left unsaid.
    void finishAll();

    [[nodiscard]] int doneCount() const;
    [[nodiscard]] bool isDownloading() const; ///< some layer is still to be fetched
    [[nodiscard]] qint64 bytesDone() const;   ///< fetched
    [[nodiscard]] qint64 bytesTotal() const;  ///< of the layers whose size is known
    [[nodiscard]] bool isTotalKnown() const;  ///< every layer's size is known, and there is something to fetch
    /// Of the whole, download and unpacking weighted by bytes; negative until every size is known, and never falling from then on.
    [[nodiscard]] double fraction() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    enum class Stage { Waiting, Downloading, Downloaded, Extracting, Done };
    struct LayerState
    {
        QString id;
        QString phase; ///< the engine's words
        Stage stage = Stage::Waiting;
        qint64 current = -1, total = -1; ///< of the phase
        bool seconds = false;
        bool existed = false;
        qint64 size = -1;    ///< compressed bytes, -1 unknown
        qint64 fetched = 0;  ///< of them
        double unpacked = 0; ///< 0..1
    };

    [[nodiscard]] int rowOf(const QString &id);
    [[nodiscard]] static bool apply(LayerState &layer, const engine::PullMessage &message);
    static void download(LayerState &layer, const engine::PullMessage &message);
    static void extract(LayerState &layer, const engine::PullMessage &message);
    static void completeDownload(LayerState &layer);
    [[nodiscard]] bool isDone(const LayerState &layer) const;
    [[nodiscard]] bool isSizeKnown(const LayerState &layer) const;
    [[nodiscard]] static double phaseFraction(const LayerState &layer);
    [[nodiscard]] QString progressText(const LayerState &layer) const;
    void updateFraction();

    const bool m_extracts;
    std::vector<LayerState> m_layers; ///< in the order in which the engine named them
    QHash<QString, int> m_rows;
    int m_firstDirty = -1, m_lastDirty = -1;
    double m_fraction = -1;
};

} // namespace models
