// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/run_command/run_request.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>

/// The parts of a create request, each from a command whose settings passed their own checks; an error is why the client refuses.
namespace models::run {

using Json = nlohmann::json;
using Refusal = std::optional<RunCommandError>;

/// Members that are only set when they differ from what the engine assumes.
void putText(Json &object, const char *key, const QString &text);
void putTexts(Json &object, const char *key, const QStringList &texts);
void putNumber(Json &object, const char *key, qint64 number);
void putFlag(Json &object, const char *key, bool flag);
void putMap(Json &object, const char *key, const QStringList &keyValueTexts);
/// An object or array with something in it.
void putPart(Json &object, const char *key, Json part);
[[nodiscard]] std::string utf8(const QString &text);

/// "docker: …", at the last setting of the option.
[[nodiscard]] RunCommandError refusal(const RunCommand &command, RunOption option, const QString &message);
/// The same at one setting.
[[nodiscard]] RunCommandError refusalAt(const RunSetting &setting, const QString &message);

[[nodiscard]] Refusal addVolumes(Json &config, Json &host, const RunCommand &command,
                                 const ShellEnvironment &environment);
[[nodiscard]] Refusal addPorts(Json &config, Json &host, const RunCommand &command, bool onlyCheck);
[[nodiscard]] Refusal addDevices(Json &host, const RunCommand &command);
[[nodiscard]] Refusal addHealth(Json &config, const RunCommand &command);
[[nodiscard]] Refusal addNetworks(Json &body, Json &host, const RunCommand &command);
void addMounts(Json &host, const RunCommand &command, const ShellEnvironment &environment);
void addResources(Json &host, const RunCommand &command);

} // namespace models::run
