// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fixtures.h"

#include <QFile>

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

bool hasFixture(const QString &engine, const QString &file)
{
    return QFile::exists(pathOf(engine, file));
}

} // namespace test
