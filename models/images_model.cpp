// SPDX-License-Identifier: Apache-2.0
#include "models/images_model.h"

#include "engine-client/image_reference.h"
#include "models/containers_model.h"

#include <QDateTime>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using Row = ImageRow;

constexpr qsizetype shortestId = 4; ///< fewer digits than this are rather the start of a name

/// One spelling for all spellings of a reference.
QString fullReference(const QString &text)
{
    const engine::ImageReference reference = engine::splitReference(text);
    if (!reference.digest.isEmpty())
        return reference.fullName() + u'@' + reference.digest;
    return reference.fullName() + u':' + reference.tag;
}

QString familiarReference(const QString &text)
{
    const engine::ImageReference reference = engine::splitReference(text);
    return reference.familiarName() + text.mid(reference.name.size());
}

QString createdToolTip(const Row &row)
{
    return formatTime(row.image.created);
}
QString sizeText(const Row &row)
{
    return formatSize(row.image.size);
}
QString sizeToolTip(const Row &row)
{
    return QString::number(row.image.size) + u" bytes"_s;
}

QString usedByText(const Row &row)
{
    return visibleText(row.usedBy.join(u", "_s));
}

QString usedByToolTip(const Row &row)
{
    QStringList lines;
    for (const QString &name : row.usedBy)
        lines += visibleText(name);
    return lines.join(u'\n');
}

QString nameToolTip(const Row &row)
{
    QStringList lines{visibleText(row.reference)};
    for (const QString &digest : row.image.digests)
        lines += visibleText(digest);
    return lines.join(u'\n');
}

QVariant createdValue(const Row &row)
{
    return row.image.created == 0 ? QVariant() : QVariant(row.image.created);
}

constexpr Qt::Alignment left = Qt::AlignLeft;
constexpr Qt::Alignment right = Qt::AlignRight;

const std::array<TableColumn<Row>, ImagesModel::ColumnCount> columns = {{
    {"repository", u"Repository", left, false, [](const Row &row) { return visibleText(row.repository); },
     [](const Row &row) { return QVariant(row.repository); }, nameToolTip},
    {"tag", u"Tag", left, false, [](const Row &row) { return visibleText(row.tag); },
     [](const Row &row) { return QVariant(row.tag); }, nameToolTip},
    {"imageId", u"Image ID", left, false, [](const Row &row) { return shortId(row.image.id); },
     [](const Row &row) { return QVariant(shortId(row.image.id)); }, [](const Row &row) { return row.image.id; }},
    {"created", u"Created", left, false, [](const Row &row) { return row.created; }, createdValue, createdToolTip},
    {"size", u"Size", right, false, sizeText, [](const Row &row) { return QVariant(row.image.size); }, sizeToolTip},
    {"usedBy", u"Used by", left, false, usedByText,
     [](const Row &row) { return QVariant(static_cast<int>(row.usedBy.size())); }, usedByToolTip},
}};

Row rowOf(const engine::Image &image, const QString &tag, qint64 now)
{
    Row row;
    row.key = image.id + u'\n' + tag;
    row.image = image;
    row.created = formatAgo(image.created, now);
    if (tag.isEmpty()) {
        // An image that only a digest names still has a repository to show.
        const engine::ImageReference digest = engine::splitReference(image.digests.value(0));
        row.reference = image.id;
        row.repository = digest.name.isEmpty() ? u"<none>"_s : digest.familiarName();
        row.tag = u"<none>"_s;
        return row;
    }
    const engine::ImageReference reference = engine::splitReference(tag);
    row.reference = tag;
    row.repository = reference.familiarName();
    row.tag = reference.tag;
    return row;
}

} // namespace

ImagesModel::ImagesModel(ContainersModel &containers, QObject *parent)
    : KeyedTable(columns, parent), m_containers(containers), m_now(QDateTime::currentSecsSinceEpoch())
{
    connect(&containers, &ContainersModel::usersChanged, this, &ImagesModel::rebuild);
}

ImagesModel::~ImagesModel() = default;

void ImagesModel::setImages(const QList<engine::Image> &images)
{
    m_now = QDateTime::currentSecsSinceEpoch();
    m_images = images;
    m_byName.clear();
    for (qsizetype i = 0; i < m_images.size(); ++i) {
        m_byName.insert(m_images.at(i).id, i);
        for (const QString &name : m_images.at(i).tags + m_images.at(i).digests)
            m_byName.insert(fullReference(name), i);
    }
    rebuild();
    setFailure({});
    setLoaded(true);
}

void ImagesModel::clear()
{
    m_images.clear();
    m_byName.clear();
    rebuild();
    setFailure({});
    setLoaded(false);
}

void ImagesModel::rebuild()
{
    const QHash<QString, QStringList> usersById = users();
    std::vector<bool> kept(static_cast<std::size_t>(slotCount()), false);
    for (const engine::Image &image : std::as_const(m_images)) {
        const QStringList tags = image.tags.isEmpty() ? QStringList{QString()} : image.tags;
        for (const QString &tag : tags) {
            Row row = rowOf(image, tag, m_now);
            row.usedBy = usersById.value(image.id);
            const auto slot = static_cast<std::size_t>(put(std::move(row)));
            if (slot < kept.size())
                kept[slot] = true;
        }
    }
    dropUnmarked(kept);
    if (m_useFilter != UseFilter::All)
        touchRules();
    commit();
}

/// The names of the containers of each image, by its id.
QHash<QString, QStringList> ImagesModel::users() const
{
    QHash<QString, QStringList> result;
    if (m_images.isEmpty())
        return result;
    for (const engine::Container &container : m_containers.all()) {
        // The id is sure; the name is for engines that tell none, or one of another kind.
        const auto byId = m_byName.constFind(container.imageId);
        const auto image = byId != m_byName.cend() ? byId : m_byName.constFind(fullReference(container.image));
        if (image != m_byName.cend())
            result[m_images.at(*image).id] += container.name;
    }
    for (QStringList &names : result)
        names.sort();
    return result;
}

const ImagesModel::Row *ImagesModel::at(const QModelIndex &index) const
{
    const int slot = slotOf(index);
    return slot < 0 ? nullptr : &rowAt(slot);
}

const engine::Image *ImagesModel::find(const QString &reference) const
{
    if (reference.isEmpty())
        return nullptr;
    auto known = m_byName.constFind(reference);
    if (known == m_byName.cend())
        known = m_byName.constFind(fullReference(reference));
    if (known != m_byName.cend())
        return &m_images.at(*known);
    const QString digits = reference.startsWith("sha256:"_L1) ? reference.mid(7) : reference;
    if (digits.size() < shortestId)
        return nullptr;
    const auto hasId = [&digits](const engine::Image &image) {
        return QStringView(image.id).mid(7).startsWith(digits);
    };
    const auto first = std::find_if(m_images.cbegin(), m_images.cend(), hasId);
    if (first == m_images.cend() || std::find_if(first + 1, m_images.cend(), hasId) != m_images.cend())
        return nullptr;
    return &*first;
}

QStringList ImagesModel::references() const
{
    QStringList list;
    for (const engine::Image &image : m_images) {
        for (const QString &tag : image.tags)
            list += familiarReference(tag);
    }
    list.sort();
    list.removeDuplicates();
    return list;
}

void ImagesModel::setUseFilter(UseFilter filter)
{
    if (m_useFilter == filter)
        return;
    m_useFilter = filter;
    touchRules();
    commit();
}

void ImagesModel::updateAges(qint64 now)
{
    m_now = now;
    forEachSlot([this](int slot) {
        QString created = formatAgo(rowAt(slot).image.created, m_now);
        if (created == rowAt(slot).created)
            return;
        editRow(slot).created = std::move(created);
        touchRow(slot, Created, Created);
    });
    commit();
}

QString ImagesModel::tieText(int slot) const
{
    const Row &row = rowAt(slot);
    return naturalKey(row.repository) + u'\n' + naturalKey(row.tag) + u'\n' + row.key;
}

QString ImagesModel::searchText(int slot) const
{
    const Row &row = rowAt(slot);
    return QStringList{row.repository, row.tag, row.repository + u':' + row.tag, shortId(row.image.id),
                       row.usedBy.join(u'\n')}
        .join(u'\n');
}

bool ImagesModel::accepts(int slot) const
{
    return m_useFilter == UseFilter::All || rowAt(slot).usedBy.isEmpty() == (m_useFilter == UseFilter::Unused);
}

} // namespace models

#include "moc_images_model.cpp"
