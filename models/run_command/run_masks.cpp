// SPDX-License-Identifier: Apache-2.0
#include "models/run_command/run_masks.h"

#include "models/run_command/go_text.h"
#include "models/run_command/run_print.h"
#include "models/secret_text.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models::run {

namespace {

/// Values by what is shown of them; the same mask for two of them is given out in their order.
class Hidden
{
public:
    void add(const QString &shown, const QString &value)
    {
        if (shown != value)
            m_values[shown] += value;
    }
    void restore(QString &text)
    {
        const auto values = m_values.find(text);
        if (values == m_values.end())
            return;
        text = values->size() > 1 ? values->takeFirst() : values->first();
    }

private:
    QHash<QString, QStringList> m_values;
};

} // namespace

QString maskedSetting(const RunSetting &setting)
{
    switch (setting.option) {
    case RunOption::Env:
    case RunOption::Label:
    case RunOption::Annotation:
    case RunOption::LogOpt: {
        const auto parts = cut(setting.value, u'=');
        return parts ? parts->first + u'=' + maskedValue(parts->first, parts->second) : setting.value;
    }
    case RunOption::HealthCmd:
        return maskedValue({}, setting.value);
    default:
        return setting.value;
    }
}

void unmask(RunCommand &command, const RunCommand &original)
{
    QHash<RunOption, Hidden> settings;
    for (const RunSetting &setting : shortestSettings(original))
        settings[setting.option].add(maskedSetting(setting), setting.value);
    for (RunSetting &setting : command.settings)
        settings[setting.option].restore(setting.value);
    Hidden arguments;
    for (const QString &argument : original.arguments)
        arguments.add(maskedWord(argument), argument);
    for (QString &argument : command.arguments)
        arguments.restore(argument);
}

std::optional<TextPlace> findMask(const RunCommand &command)
{
    const auto hidden = std::find_if(command.settings.cbegin(), command.settings.cend(),
                                     [](const RunSetting &setting) { return setting.value.contains(SecretMask); });
    if (hidden != command.settings.cend())
        return hidden->place;
    const bool any = std::any_of(command.arguments.cbegin(), command.arguments.cend(),
                                 [](const QString &argument) { return argument.contains(SecretMask); });
    return any ? std::optional(TextPlace{}) : std::nullopt;
}

} // namespace models::run
