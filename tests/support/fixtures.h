// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace test {

/// The engines whose recorded answers lie in tests/fixtures, one folder each.
[[nodiscard]] QStringList recordedEngines();
/// The body of a recorded answer: `fixture("docker-20.10", "version.json")`. Fails the process with a message when it is not there.
[[nodiscard]] QByteArray fixture(const QString &engine, const QString &file);
/// Whether that engine has such a record at all (each was asked the same, but some answered nothing).
[[nodiscard]] bool hasFixture(const QString &engine, const QString &file);
/// The lines of a recorded stream.
[[nodiscard]] QList<QByteArray> fixtureLines(const QString &engine, const QString &file);

/// Compares with the dump tests/fixtures/<engine>/<name>.txt; true when equal, else what differs first is in `difference`.
/// With LONGSHORE_UPDATE_DUMPS=1 in the environment the dump is written instead, to be read and committed.
[[nodiscard]] bool equalsDump(const QString &engine, const QString &name, const QString &text, QString *difference);

} // namespace test
