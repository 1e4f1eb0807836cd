// SPDX-License-Identifier: Apache-2.0
#include "models/json_tree_model.h"

#include "models/format.h"
#include "models/run_form.h"
#include "models/secret_text.h"

#include <nlohmann/json.hpp>

#include <vector>

using namespace Qt::StringLiterals;
using Json = nlohmann::ordered_json;

namespace models {

namespace {

constexpr qsizetype maxBytes = 8 << 20;
constexpr int maxDepth = 64;

/// One line of the tree; children are built with it, as documents are small.
struct Node
{
    QString name;
    QString path;
    const Json *value = nullptr;
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;
};

QString toText(const std::string &bytes)
{
    return QString::fromStdString(bytes);
}

/// A scalar as a person reads it: texts without quotes, on one line.
QString scalarText(const Json &value)
{
    if (value.is_string())
        return visibleText(toText(value.get_ref<const std::string &>()));
    return toText(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

/// "NAME=value" and "--token=value" with the value hidden when the name is that of a secret.
QString maskedText(const QString &text)
{
    const qsizetype equals = text.indexOf(u'=');
    if (equals > 0 && isSecretName(text.left(equals)) && equals + 1 < text.size())
        return text.left(equals + 1) + SecretMask.toString();
    return maskedWord(text);
}

/// Hides secrets in place; true when there was one.
bool mask(Json &value, const QString &name, int depth)
{
    if (depth > maxDepth)
        return false;
    bool hidden = false;
    if (value.is_object()) {
        for (auto item = value.begin(); item != value.end(); ++item)
            hidden |= mask(*item, toText(item.key()), depth + 1);
    } else if (value.is_array()) {
        QString before; // an option's value may be the next word
        for (Json &item : value) {
            const QString text = item.is_string() ? toText(item.get_ref<const std::string &>()) : QString();
            const bool isSecret = isSecretOption(before) && !text.isEmpty() && !text.startsWith(u'-');
            before = text;
            if (isSecret)
                item = SecretMask.toString().toStdString();
            hidden |= isSecret || mask(item, {}, depth + 1);
        }
    } else if (value.is_string()) {
        const QString text = toText(value.get_ref<const std::string &>());
        const QString masked = name.isEmpty() ? maskedText(text) : maskedValue(name, text);
        hidden = masked != text;
        if (hidden)
            value = masked.toStdString();
    }
    return hidden;
}

QString summary(const Json &value)
{
    const auto count = qsizetype(value.size());
    if (count == 0)
        return value.is_array() ? u"[]"_s : u"{}"_s;
    if (value.is_array())
        return count == 1 ? u"1 item"_s : u"%1 items"_s.arg(count);
    return count == 1 ? u"1 member"_s : u"%1 members"_s.arg(count);
}

void build(Node &node, int depth)
{
    if (!node.value->is_structured() || depth >= maxDepth)
        return;
    const bool array = node.value->is_array();
    int row = 0;
    for (auto item = node.value->begin(); item != node.value->end(); ++item, ++row) {
        auto child = std::make_unique<Node>();
        child->name = array ? QString::number(row) : visibleText(toText(item.key()));
        child->path = array                 ? u"%1[%2]"_s.arg(node.path).arg(row)
                      : node.path.isEmpty() ? child->name
                                            : node.path + u'.' + child->name;
        child->value = &*item;
        child->parent = &node;
        child->row = row;
        build(*child, depth + 1);
        node.children.push_back(std::move(child));
    }
}

} // namespace

struct JsonTreeModel::Private
{
    Json document;
    Node root;
    bool hasSecrets = false;

    [[nodiscard]] const Node &at(const QModelIndex &index) const
    {
        return index.isValid() ? *static_cast<const Node *>(index.constInternalPointer()) : root;
    }
};

JsonTreeModel::JsonTreeModel(QObject *parent) : QAbstractItemModel(parent), d(std::make_unique<Private>())
{}

JsonTreeModel::~JsonTreeModel() = default;

bool JsonTreeModel::setJson(const QByteArray &json, bool maskSecrets)
{
    beginResetModel();
    d->root.children.clear();
    d->document = json.size() <= maxBytes ? Json::parse(json.begin(), json.end(), nullptr, false)
                                          : Json(Json::value_t::discarded);
    const bool readable = !d->document.is_discarded();
    if (!readable)
        d->document = nullptr;
    d->hasSecrets = maskSecrets && mask(d->document, {}, 0);
    d->root.value = &d->document;
    build(d->root, 0);
    endResetModel();
    return readable;
}

QString JsonTreeModel::text() const
{
    return d->document.is_null() ? QString() : toText(d->document.dump(2, ' ', false, Json::error_handler_t::replace));
}

bool JsonTreeModel::hasSecrets() const
{
    return d->hasSecrets;
}

QModelIndex JsonTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node &node = d->at(parent);
    if (row < 0 || row >= int(node.children.size()) || column < 0 || column >= ColumnCount || parent.column() > 0)
        return {};
    return createIndex(row, column, node.children[std::size_t(row)].get());
}

QModelIndex JsonTreeModel::parent(const QModelIndex &child) const
{
    const Node *above = child.isValid() ? d->at(child).parent : nullptr;
    return above == nullptr || above == &d->root ? QModelIndex() : createIndex(above->row, 0, above);
}

int JsonTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(d->at(parent).children.size());
}

int JsonTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant JsonTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = d->at(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Name)
            return node.name;
        return node.value->is_structured() ? summary(*node.value) : scalarText(*node.value);
    case Qt::ToolTipRole:
        return index.column() == Value && node.value->is_string() ? QVariant(toolTipText(scalarText(*node.value)))
                                                                  : QVariant();
    case PathRole:
        return node.path;
    case CopyRole:
        return node.value->is_string() ? toText(node.value->get_ref<const std::string &>())
                                       : toText(node.value->dump(2, ' ', false, Json::error_handler_t::replace));
    default:
        return {};
    }
}

QVariant JsonTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? u"Name"_s : u"Value"_s;
}

} // namespace models
