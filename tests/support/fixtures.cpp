// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fixtures.h"

#include <QFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace test {
namespace {

QString pathOf(const QString &engine, const QString &file)
{
    return QStringLiteral(LONGSHORE_SOURCE_DIR "/tests/fixtures/") + engine + u'/' + file;
}

} // namespace

QStringList recordedEngines()
{
    return {u"docker-20.10"_s, u"docker-26.1"_s, u"docker-28.5"_s, u"docker-29.7"_s,
            u"podman-4.3"_s,   u"podman-5.4"_s,  u"podman-5.8"_s};
}

QByteArray fixture(const QString &engine, const QString &file)
{
    QFile source(pathOf(engine, file));
    if (!source.open(QIODevice::ReadOnly))
        qFatal("No fixture %s: %s", qUtf8Printable(source.fileName()), qUtf8Printable(source.errorString()));
    return source.readAll();
}

QList<QByteArray> fixtureLines(const QString &engine, const QString &file)
{
    QList<QByteArray> lines = fixture(engine, file).split('\n');
    lines.removeIf([](const QByteArray &line) { return line.trimmed().isEmpty(); });
    return lines;
}

bool equalsDump(const QString &engine, const QString &name, const QString &text, QString *difference)
{
    const QString file = name + u".txt"_s;
    if (qEnvironmentVariableIsSet("LONGSHORE_UPDATE_DUMPS")) {
        QFile dump(pathOf(engine, file));
        return dump.open(QIODevice::WriteOnly) && dump.write(text.toUtf8() + '\n') >= 0;
    }
    const QStringList wanted = QString::fromUtf8(fixture(engine, file)).chopped(1).split(u'\n');
    const QStringList found = text.split(u'\n');
    for (qsizetype i = 0; i < std::max(wanted.size(), found.size()); ++i) {
        if (wanted.value(i) != found.value(i)) {
            *difference =
                u"%1, line %2:\n  found  %3\n  wanted %4"_s.arg(file).arg(i + 1).arg(found.value(i), wanted.value(i));
            return false;
        }
    }
    return true;
}

bool hasFixture(const QString &engine, const QString &file)
{
    return QFile::exists(pathOf(engine, file));
}

} // namespace test
