// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/decode_rows.h"
#include "engine-client/json/image_json.h"
#include "engine-client/json/list_sax.h"
#include "engine-client/json/string_pool.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

/// Builds the rows of `GET /images/json`.
class ImageSax : public ListSax<ImageSax>
{
public:
    [[nodiscard]] QList<Image> takeRows() { return std::move(m_rows); }

    void beginRow()
    {
        m_row = Image();
        m_field = Field::None;
        m_isInside = false;
    }
    void endRow()
    {
        if (m_row.id.isEmpty())
            passOver();
        else
            m_rows.append(std::move(m_row));
    }
    bool enter(bool isArray)
    {
        const bool isList = m_field == Field::Tags || m_field == Field::Digests;
        m_isInside = !m_isInside && (isArray ? isList : m_field == Field::Labels);
        return m_isInside;
    }
    void leave() { m_isInside = false; }
    void onKey(const std::string &key)
    {
        if (m_isInside)
            m_label = m_pool.get(key);
        else
            m_field = fieldOf(key);
    }
    void onText(const std::string &value);
    void onNumber(qint64 value)
    {
        if (m_field == Field::Created)
            m_row.created = value;
        else if (m_field == Field::Size)
            m_row.size = value;
    }
    void onBool(bool) {}

private:
    enum class Field { None, Id, Tags, Digests, Created, Size, Labels };

    static Field fieldOf(std::string_view key)
    {
        if (key == "Id")
            return Field::Id;
        if (key == "RepoTags")
            return Field::Tags;
        if (key == "RepoDigests")
            return Field::Digests;
        if (key == "Created")
            return Field::Created;
        if (key == "Size")
            return Field::Size;
        return key == "Labels" ? Field::Labels : Field::None;
    }

    StringPool m_pool;
    QList<Image> m_rows;
    Image m_row;
    QString m_label;
    Field m_field = Field::None;
    bool m_isInside = false; ///< of the tags, digests or labels
};

void ImageSax::onText(const std::string &value)
{
    if (m_isInside && m_field == Field::Labels) {
        m_row.labels.insert(m_label, m_pool.get(value));
        return;
    }
    const QString text = QString::fromUtf8(value.data(), qsizetype(value.size()));
    if (m_field == Field::Id && !m_isInside)
        m_row.id = text;
    else if (!m_isInside || text.startsWith("<none>"_L1))
        return;
    else if (m_field == Field::Tags)
        m_row.tags.append(text);
    else
        m_row.digests.append(text);
}

} // namespace

Result<QList<Image>> decodeImageList(const QByteArray &body, const QString &operation)
{
    return decodeRows<Json>([] { return ImageSax(); }, body, operation, "images");
}

} // namespace engine::json
