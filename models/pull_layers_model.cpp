// SPDX-License-Identifier: Apache-2.0
#include "models/pull_layers_model.h"

#include "models/format.h"
#include "models/quantities.h"

#include <algorithm>
#include <numeric>

namespace models {

using namespace Qt::StringLiterals;
using engine::PullMessage;

namespace {

/// Of a layer's work; unpacking takes about half as long as fetching over an ordinary line.
constexpr double DownloadWeight = 0.7;

bool isLayerMessage(const PullMessage &message)
{
    // "Pulling from library/postgres" carries the tag as its id.
    return !message.id.isEmpty() && !message.status.startsWith(u"Pulling from ");
}

} // namespace

PullLayersModel::PullLayersModel(bool extracts, QObject *parent) : QAbstractTableModel(parent), m_extracts(extracts)
{}

PullLayersModel::~PullLayersModel() = default;

void PullLayersModel::apply(const QList<PullMessage> &messages)
{
    for (const PullMessage &message : messages) {
        if (!isLayerMessage(message))
            continue;
        const int row = rowOf(message.id);
        if (!apply(m_layers[std::size_t(row)], message))
            continue;
        m_firstDirty = m_firstDirty < 0 ? row : std::min(m_firstDirty, row);
        m_lastDirty = std::max(m_lastDirty, row);
    }
    updateFraction();
}

void PullLayersModel::flush()
{
    if (m_firstDirty < 0)
        return;
    const int first = std::exchange(m_firstDirty, -1);
    const int last = std::exchange(m_lastDirty, -1);
    Q_EMIT dataChanged(index(first, Phase), index(last, Progress));
}

void PullLayersModel::finishAll()
{
    for (LayerState &layer : m_layers) {
        if (!isDone(layer))
            layer.phase = m_extracts ? u"Pull complete"_s : u"Download complete"_s;
        completeDownload(layer);
        layer.stage = Stage::Done;
        layer.unpacked = 1;
    }
    m_firstDirty = m_layers.empty() ? -1 : 0;
    m_lastDirty = int(m_layers.size()) - 1;
    m_fraction = 1;
    flush();
}

int PullLayersModel::rowOf(const QString &id)
{
    const auto known = m_rows.constFind(id);
    if (known != m_rows.cend())
        return *known;
    const int row = int(m_layers.size());
    beginInsertRows({}, row, row);
    LayerState layer;
    layer.id = id;
    m_layers.push_back(layer);
    m_rows.insert(id, row);
    endInsertRows();
    return row;
}

/// Lines are dropped under load, so each message stands for all that must have come before it. Only a retry leads back.
bool PullLayersModel::apply(LayerState &layer, const PullMessage &message)
{
    const QString &status = message.status;
    const LayerState before = layer;
    if (status == u"Downloading") {
        if (layer.stage > Stage::Downloading)
            return false; // late: its end has been told already
        download(layer, message);
    } else if (status == u"Extracting") {
        if (layer.stage == Stage::Done)
            return false;
        extract(layer, message);
    } else if (status == u"Pull complete" || status == u"Already exists") {
        layer.existed = layer.stage == Stage::Waiting && status == u"Already exists";
        completeDownload(layer);
        layer.stage = Stage::Done;
        layer.unpacked = 1;
    } else if (status == u"Download complete" || status == u"Verifying Checksum") {
        if (layer.stage > Stage::Downloaded)
            return false;
        completeDownload(layer);
    } else if (status.startsWith(u"Retrying in ")) {
        layer.stage = Stage::Waiting;
        layer.fetched = 0;
        layer.current = layer.total = -1;
    } else if (layer.stage != Stage::Waiting) {
        return false; // "Pulling fs layer" and "Waiting" are told of a layer that has begun by engines that repeat themselves
    }
    layer.phase = visibleText(status);
    return layer.phase != before.phase || layer.current != before.current || layer.total != before.total ||
           layer.stage != before.stage;
}

void PullLayersModel::download(LayerState &layer, const PullMessage &message)
{
    layer.stage = Stage::Downloading;
    layer.current = message.current;
    layer.total = message.total > 0 ? message.total : -1;
    layer.fetched = std::max<qint64>(message.current, 0);
    if (layer.total > 0) {
        layer.size = layer.total;
        layer.fetched = std::min(layer.fetched, layer.size);
    }
}

void PullLayersModel::extract(LayerState &layer, const PullMessage &message)
{
    if (layer.size <= 0 && !message.seconds && message.total > 0)
        layer.size = message.total;
    completeDownload(layer);
    layer.stage = Stage::Extracting;
    layer.current = message.current;
    layer.total = message.seconds || message.total <= 0 ? -1 : message.total;
    layer.seconds = message.seconds;
    if (layer.total > 0)
        layer.unpacked = std::clamp(double(layer.current) / double(layer.total), layer.unpacked, 1.0);
}

void PullLayersModel::completeDownload(LayerState &layer)
{
    if (layer.size < 0)
        layer.size = layer.fetched; // its progress was never told: small, or there already
    layer.fetched = layer.size;
    layer.current = layer.total = -1;
    layer.seconds = false;
    layer.stage = std::max(layer.stage, Stage::Downloaded);
}

bool PullLayersModel::isDone(const LayerState &layer) const
{
    return layer.stage == Stage::Done || (!m_extracts && layer.stage == Stage::Downloaded);
}

bool PullLayersModel::isSizeKnown(const LayerState &layer) const
{
    return layer.size >= 0;
}

int PullLayersModel::doneCount() const
{
    return int(
        std::count_if(m_layers.cbegin(), m_layers.cend(), [this](const LayerState &layer) { return isDone(layer); }));
}

bool PullLayersModel::isDownloading() const
{
    return std::any_of(m_layers.cbegin(), m_layers.cend(),
                       [](const LayerState &layer) { return layer.stage < Stage::Downloaded; });
}

qint64 PullLayersModel::bytesDone() const
{
    return std::accumulate(m_layers.cbegin(), m_layers.cend(), qint64(0),
                           [](qint64 sum, const LayerState &layer) { return sum + layer.fetched; });
}

qint64 PullLayersModel::bytesTotal() const
{
    return std::accumulate(m_layers.cbegin(), m_layers.cend(), qint64(0),
                           [](qint64 sum, const LayerState &layer) { return sum + std::max<qint64>(layer.size, 0); });
}

bool PullLayersModel::isTotalKnown() const
{
    return bytesTotal() > 0 && std::all_of(m_layers.cbegin(), m_layers.cend(),
                                           [this](const LayerState &layer) { return isSizeKnown(layer); });
}

double PullLayersModel::fraction() const
{
    return m_fraction;
}

/// Once it has been known, a layer that is named late (Podman's configuration) does not take it away again.
void PullLayersModel::updateFraction()
{
    if (m_fraction < 0 && !isTotalKnown())
        return;
    const double weight = m_extracts ? DownloadWeight : 1.0;
    double done = 0;
    double whole = 0;
    for (const LayerState &layer : m_layers) {
        if (layer.existed || layer.size <= 0)
            continue;
        whole += double(layer.size);
        done += weight * double(layer.fetched) + (1 - weight) * layer.unpacked * double(layer.size);
    }
    if (whole > 0)
        m_fraction = std::clamp(done / whole, std::max(m_fraction, 0.0), 1.0);
}

double PullLayersModel::phaseFraction(const LayerState &layer)
{
    switch (layer.stage) {
    case Stage::Waiting:
        return 0;
    case Stage::Downloaded:
    case Stage::Done:
        return 1;
    case Stage::Downloading:
    case Stage::Extracting:
        break;
    }
    return layer.total > 0 ? std::clamp(double(layer.current) / double(layer.total), 0.0, 1.0) : -1;
}

QString PullLayersModel::progressText(const LayerState &layer) const
{
    if (layer.current < 0)
        return layer.size > 0 && layer.stage >= Stage::Downloaded ? formatSize(layer.size) : QString();
    if (layer.seconds)
        return formatSeconds(layer.current);
    return layer.total > 0 ? tr("%1 of %2").arg(formatSize(layer.current), formatSize(layer.total))
                           : formatSize(layer.current);
}

int PullLayersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_layers.size());
}

int PullLayersModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PullLayersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LayerState &layer = m_layers[std::size_t(index.row())];
    switch (role) {
    case CurrentRole:
        return layer.current;
    case TotalRole:
        return layer.total;
    case FractionRole:
        return phaseFraction(layer);
    case DoneRole:
        return isDone(layer);
    case Qt::DisplayRole:
        break;
    default:
        return {};
    }
    if (index.column() == Layer)
        return visibleText(layer.id);
    return index.column() == Phase ? layer.phase : progressText(layer);
}

QVariant PullLayersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Layer:
        return tr("Layer");
    case Phase:
        return tr("Phase");
    case Progress:
        return tr("Progress");
    default:
        return {};
    }
}

} // namespace models

#include "moc_pull_layers_model.cpp"
