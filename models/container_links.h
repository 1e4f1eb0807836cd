// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine-client/dto/container.h"
#include "engine-client/endpoint.h"

#include <QList>
#include <QUrl>

namespace models {

/// The addresses under which a browser reaches what a container publishes: the notebook's own address first (it has the token),
/// then one for each published TCP port, each once. Ports published on all addresses lead to the engine's host: 127.0.0.1 for a
/// local engine, else the host of `endpoint`.
[[nodiscard]] QList<QUrl> containerLinks(const engine::Container &container, const QUrl &notebookUrl,
                                         const engine::Endpoint &endpoint);

} // namespace models
