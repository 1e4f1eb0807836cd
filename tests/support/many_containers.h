// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace test {

class ScriptedEngine;

/// The id of the container with this number: 64 hexadecimal digits.
[[nodiscard]] QByteArray containerId(int number);
/// One element of `GET /containers/json` as Docker 20.10 sends it, about 900 bytes. Every tenth container runs.
[[nodiscard]] QByteArray containerJson(int number, const QByteArray &state, const QByteArray &status);
/// Lets `engine` have `count` containers: full lists, running ones only, and filtered by id. `changing`: every answer by id tells
/// another exit code, so that there is something to repaint.
void answerManyContainers(ScriptedEngine &engine, int count, bool changing = false);

} // namespace test
