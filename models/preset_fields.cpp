// SPDX-License-Identifier: Apache-2.0
#include "models/preset_fields.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace models {

using namespace Qt::StringLiterals;
using Json = nlohmann::json;

namespace {

constexpr qsizetype longestText = 4096;
constexpr std::size_t mostItems = 500;
constexpr qsizetype longestQuote = 40;

QString textOf(const Json &value)
{
    return QString::fromStdString(value.get_ref<const std::string &>());
}

bool isLine(const Json &value)
{
    if (!value.is_string())
        return false;
    const QString text = textOf(value);
    const auto isControl = [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; };
    return text.size() <= longestText && std::none_of(text.cbegin(), text.cend(), isControl);
}

/// What stands there, short.
QString quoted(const Json &value)
{
    if (value.is_object())
        return u"an object"_s;
    if (value.is_array())
        return value.empty() ? u"an empty list"_s : u"a list"_s;
    const QString text = QString::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
    return text.size() > longestQuote ? text.left(longestQuote) + u'…' : text;
}

} // namespace

PresetFields::PresetFields(const Json &value, const QString &place, QString &problem)
    : m_object(&value), m_place(place), m_problem(&problem)
{
    static const Json nothing = Json::object();
    if (value.is_object())
        return;
    m_object = &nothing;
    if (isGood())
        *m_problem =
            (place.isEmpty() ? u"the preset"_s : place) + u" must be an object, but is %1."_s.arg(quoted(value));
}

bool PresetFields::has(const char *key) const
{
    return m_object->contains(key);
}

QString PresetFields::placeOf(const QString &key) const
{
    return m_place.isEmpty() ? key : m_place + u'.' + key;
}

void PresetFields::complain(const QString &place, const QString &wanted, const Json *found)
{
    if (!isGood())
        return;
    *m_problem = found ? u"%1 must be %2, but is %3."_s.arg(place, wanted, quoted(*found))
                       : u"%1 is missing: it must be %2."_s.arg(place, wanted);
}

const Json *PresetFields::take(const char *key)
{
    m_known += QString::fromUtf8(key);
    const auto found = m_object->find(key);
    return !isGood() || found == m_object->end() ? nullptr : &*found;
}

void PresetFields::text(const char *key, QString &into)
{
    const Json *value = take(key);
    if (!value)
        return;
    if (isLine(*value))
        into = textOf(*value);
    else
        complain(placeOf(QString::fromUtf8(key)), u"a text on one line"_s, value);
}

int PresetFields::number(const char *key, int lowest, int highest, int otherwise)
{
    const Json *value = take(key);
    if (!value && (otherwise != 0 || !isGood()))
        return otherwise;
    const bool isWhole = value && value->is_number_integer();
    // An unsigned number beyond 2^63 reads as a negative one, which no field allows.
    const auto number = isWhole ? value->get<std::int64_t>() : 0;
    if (isWhole && number >= lowest && number <= highest)
        return int(number);
    complain(placeOf(QString::fromUtf8(key)), u"a whole number from %1 to %2"_s.arg(lowest).arg(highest), value);
    return otherwise;
}

bool PresetFields::flag(const char *key)
{
    const Json *value = take(key);
    if (value && !value->is_boolean())
        complain(placeOf(QString::fromUtf8(key)), u"true or false"_s, value);
    return value && value->is_boolean() && value->get<bool>();
}

const Json *PresetFields::list(const char *key)
{
    const Json *value = take(key);
    if (!value || (value->is_array() && value->size() <= mostItems))
        return value;
    complain(placeOf(QString::fromUtf8(key)), u"a list of at most %1"_s.arg(mostItems), value);
    return nullptr;
}

QStringList PresetFields::texts(const char *key)
{
    QStringList texts;
    const Json *items = list(key);
    for (std::size_t i = 0; items && i < items->size(); ++i) {
        const Json &item = items->at(i);
        if (isLine(item))
            texts += textOf(item);
        else
            complain(placeOf(u"%1[%2]"_s.arg(QString::fromUtf8(key)).arg(i)), u"a text on one line"_s, &item);
    }
    return texts;
}

QList<int> PresetFields::numbers(const char *key, int lowest, int highest)
{
    QList<int> numbers;
    const Json *items = list(key);
    for (std::size_t i = 0; items && i < items->size(); ++i) {
        const Json &item = items->at(i);
        const auto number = item.is_number_integer() ? item.get<std::int64_t>() : -1;
        if (number >= lowest && number <= highest)
            numbers += int(number);
        else
            complain(placeOf(u"%1[%2]"_s.arg(QString::fromUtf8(key)).arg(i)),
                     u"a whole number from %1 to %2"_s.arg(lowest).arg(highest), &item);
    }
    expect(!items || !numbers.isEmpty(), key, "a list of numbers");
    return numbers;
}

QList<RunForm::Pair> PresetFields::pairs(const char *key)
{
    QList<RunForm::Pair> pairs;
    const Json *value = take(key);
    if (!value)
        return pairs;
    if (!value->is_object() || value->size() > mostItems) {
        complain(placeOf(QString::fromUtf8(key)), u"an object of names and texts"_s, value);
        return pairs;
    }
    for (auto item = value->begin(); item != value->end(); ++item) {
        const QString name = QString::fromStdString(item.key());
        if (item->is_string() && textOf(*item).size() <= longestText && !textOf(*item).contains(QChar(0)))
            pairs += {name, textOf(*item)};
        else
            complain(placeOf(QString::fromUtf8(key) + u'.' + name), u"a text"_s, &*item);
    }
    return pairs;
}

PresetFields PresetFields::object(const char *key)
{
    static const Json nothing = Json::object();
    const Json *value = take(key);
    return {value ? *value : nothing, placeOf(QString::fromUtf8(key)), *m_problem};
}

int PresetFields::count(const char *key)
{
    const Json *items = list(key);
    return items ? int(items->size()) : 0;
}

PresetFields PresetFields::element(const char *key, int index)
{
    return {m_object->at(key).at(std::size_t(index)), placeOf(u"%1[%2]"_s.arg(QString::fromUtf8(key)).arg(index)),
            *m_problem};
}

void PresetFields::expect(bool isRight, const char *key, const char *wanted)
{
    if (isRight)
        return;
    const auto found = m_object->find(key);
    complain(placeOf(QString::fromUtf8(key)), QString::fromUtf8(wanted), found == m_object->end() ? nullptr : &*found);
}

void PresetFields::end()
{
    for (auto item = m_object->begin(); item != m_object->end() && isGood(); ++item) {
        const QString name = QString::fromStdString(item.key());
        if (!m_known.contains(name)) {
            const QString shown = name.size() > longestQuote ? name.left(longestQuote) + u'…' : name;
            *m_problem = u"%1 is not a field of presets; here are %2."_s.arg(placeOf(shown), m_known.join(u", "_s));
        }
    }
}

QString jsonProblem(const QByteArray &json, qsizetype position, const QString &fileName)
{
    const QByteArray before = json.left(std::max<qsizetype>(0, position - 1));
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = before.size() - before.lastIndexOf('\n');
    return u"%1, line %2, column %3: this is no JSON."_s.arg(fileName).arg(line).arg(column);
}

} // namespace models
