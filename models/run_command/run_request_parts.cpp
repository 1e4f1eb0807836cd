// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_request_parts.h"

#include "models/run_command/run_option_table.h"
#include "models/run_command/run_values.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

std::string utf8(const QString &text)
{
    return text.toStdString();
}

void putText(Json &object, const char *key, const QString &text)
{
    if (!text.isEmpty())
        object[key] = utf8(text);
}

void putTexts(Json &object, const char *key, const QStringList &texts)
{
    Json list = Json::array();
    for (const QString &text : texts)
        list.push_back(utf8(text));
    putPart(object, key, std::move(list));
}

void putNumber(Json &object, const char *key, qint64 number)
{
    if (number != 0)
        object[key] = number;
}

void putFlag(Json &object, const char *key, bool flag)
{
    if (flag)
        object[key] = true;
}

void putMap(Json &object, const char *key, const QStringList &keyValueTexts)
{
    Json map = Json::object();
    const auto values = keyValues(keyValueTexts);
    for (auto value = values.cbegin(); value != values.cend(); ++value)
        map[utf8(value.key())] = utf8(value.value());
    putPart(object, key, std::move(map));
}

void putPart(Json &object, const char *key, Json part)
{
    if (!part.empty())
        object[key] = std::move(part);
}

RunCommandError refusalAt(const RunSetting &setting, const QString &message)
{
    return {u"docker: "_s + message, setting.place, longName(setting.option), 125};
}

RunCommandError refusal(const RunCommand &command, RunOption option, const QString &message)
{
    const auto last = std::find_if(command.settings.crbegin(), command.settings.crend(),
                                   [option](const RunSetting &setting) { return setting.option == option; });
    return refusalAt(last == command.settings.crend() ? RunSetting{option, {}, {}} : *last, message);
}

} // namespace models::run
