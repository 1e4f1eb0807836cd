// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/fields.h"

#include <nlohmann/json.hpp>

#include <limits>

using namespace Qt::StringLiterals;

namespace engine::json {
namespace {

struct Parsed
{
    Json value;
    std::size_t errorAt = 0; ///< 1-based byte
    bool ok = false;
};

Parsed tryParse(const QByteArray &body)
{
    try {
        return {Json::parse(body.cbegin(), body.cend()), 0, true};
    } catch (const Json::parse_error &error) {
        return {{}, error.byte, false};
    } catch (const Json::exception &) { // a number beyond any double
        return {};
    }
}

bool hasShape(const Json &value, Shape shape)
{
    return shape == Shape::Object ? value.is_object() : value.is_array();
}

EngineError badReply(const QString &message, const QString &operation)
{
    return {.kind = ErrorKind::BadReply, .message = message, .operation = operation};
}

} // namespace

EngineError notJson(const QByteArray &body, std::size_t position, const QString &operation)
{
    if (body.trimmed().isEmpty())
        return badReply(u"The engine's answer to “%1” is empty."_s.arg(operation), operation);
    if (position > std::size_t(body.size()))
        return badReply(u"The engine's answer to “%1” is cut short after %2 bytes."_s.arg(operation).arg(body.size()),
                        operation);
    return badReply(
        u"The engine's answer to “%1” is not JSON (byte %2 of %3)."_s.arg(operation).arg(position).arg(body.size()),
        operation);
}

EngineError wrongShape(Shape wanted, const QString &operation)
{
    const QString what = wanted == Shape::Object ? u"an object"_s : u"a list"_s;
    return badReply(u"The engine's answer to “%1” is not %2, as it should be."_s.arg(operation, what), operation);
}

QByteArray repaired(const QByteArray &body)
{
    return body.isValidUtf8() ? QByteArray() : QString::fromUtf8(body).toUtf8();
}

Result<Json> parse(const QByteArray &body, Shape shape, const QString &operation)
{
    Parsed parsed = tryParse(body);
    if (!parsed.ok) {
        if (const QByteArray better = repaired(body); !better.isEmpty())
            parsed = tryParse(better);
    }
    if (!parsed.ok)
        return tl::unexpected(notJson(body, parsed.errorAt, operation));
    if (parsed.value.is_null())
        return shape == Shape::Object ? Json::object() : Json::array();
    if (!hasShape(parsed.value, shape))
        return tl::unexpected(wrongShape(shape, operation));
    return std::move(parsed.value);
}

Json parseLine(const char *data, std::size_t size)
{
    Json value = Json::parse(data, data + size, nullptr, false);
    if (!value.is_discarded())
        return value;
    const QByteArray better = repaired(QByteArray::fromRawData(data, qsizetype(size)));
    return better.isEmpty() ? value : Json::parse(better.cbegin(), better.cend(), nullptr, false);
}

const Json &member(const Json &object, const char *key)
{
    static const Json none;
    if (!object.is_object())
        return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

QString text(const Json &value)
{
    const auto *string = value.get_ptr<const std::string *>();
    return string ? QString::fromUtf8(string->data(), qsizetype(string->size())) : QString();
}

QString text(const Json &object, const char *key)
{
    return text(member(object, key));
}

std::string bytes(const Json &object, const char *key)
{
    const Json &value = member(object, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

qint64 asInteger(const Json &value, qint64 otherwise)
{
    constexpr double limit = 9.2e18;
    if (const auto *number = value.get_ptr<const Json::number_unsigned_t *>())
        return *number > quint64(std::numeric_limits<qint64>::max()) ? otherwise : qint64(*number);
    if (const auto *number = value.get_ptr<const Json::number_integer_t *>())
        return *number;
    if (const auto *number = value.get_ptr<const Json::number_float_t *>())
        return *number > -limit && *number < limit ? qint64(*number) : otherwise;
    return otherwise;
}

qint64 integer(const Json &object, const char *key, qint64 otherwise)
{
    return asInteger(member(object, key), otherwise);
}

int smallInteger(const Json &object, const char *key, int otherwise)
{
    const qint64 number = integer(object, key, otherwise);
    const bool fits = number >= std::numeric_limits<int>::min() && number <= std::numeric_limits<int>::max();
    return fits ? int(number) : otherwise;
}

quint64 counter(const Json &object, const char *key)
{
    const Json &value = member(object, key);
    if (const auto *number = value.get_ptr<const Json::number_unsigned_t *>())
        return *number;
    return quint64(std::max<qint64>(0, asInteger(value, 0)));
}

bool boolean(const Json &object, const char *key)
{
    const auto *flag = member(object, key).get_ptr<const bool *>();
    return flag && *flag;
}

QStringList texts(const Json &object, const char *key)
{
    QStringList result;
    const Json &list = member(object, key);
    if (!list.is_array())
        return result;
    for (const Json &element : list) {
        if (element.is_string())
            result.append(text(element));
    }
    return result;
}

QStringList names(const Json &object, const char *key)
{
    QStringList result;
    if (const Json &members = member(object, key); members.is_object()) {
        for (const auto &item : members.items())
            result.append(QString::fromStdString(item.key()));
    }
    return result;
}

QStringList without(const QStringList &all, const QStringList &given)
{
    QStringList rest = all;
    rest.removeIf([&given](const QString &item) { return given.contains(item); });
    return rest;
}

QMap<QString, QString> textMap(const Json &object, const char *key)
{
    QMap<QString, QString> result;
    if (const Json &members = member(object, key); members.is_object()) {
        for (const auto &item : members.items())
            result.insert(QString::fromStdString(item.key()), text(item.value()));
    }
    return result;
}

QDateTime time(const Json &object, const char *key)
{
    const QDateTime moment = QDateTime::fromString(text(object, key), Qt::ISODateWithMs);
    return moment.isValid() && moment.date().year() > 1 ? moment.toUTC() : QDateTime();
}

quint16 port(qint64 number)
{
    return number > 0 && number <= std::numeric_limits<quint16>::max() ? quint16(number) : quint16(0);
}

} // namespace engine::json
