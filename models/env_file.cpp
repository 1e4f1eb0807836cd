// SPDX-License-Identifier: Apache-2.0
#include "models/env_file.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QString lineProblem(qsizetype number, const QString &what)
{
    return QCoreApplication::translate("EnvFile", "Line %1: %2").arg(number).arg(what);
}

} // namespace

tl::expected<QList<RunForm::Pair>, QString> parseEnvFile(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(u'\0')))
        return tl::unexpected(QCoreApplication::translate("EnvFile", "This is not a text file."));

    QList<RunForm::Pair> pairs;
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QString line = lines.at(i);
        if (line.endsWith(u'\r'))
            line.chop(1);
        while (!line.isEmpty() && line.front().isSpace())
            line.remove(0, 1);
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const qsizetype equals = line.indexOf(u'=');
        const QString name = equals < 0 ? line.trimmed() : line.left(equals);
        if (name.isEmpty())
            return tl::unexpected(lineProblem(i + 1, QCoreApplication::translate("EnvFile", "no name before “=”.")));
        if (std::any_of(name.cbegin(), name.cend(), [](QChar c) { return c.isSpace(); })) {
            const QString what = QCoreApplication::translate("EnvFile", "the name “%1” has a blank in it.");
            return tl::unexpected(lineProblem(i + 1, what.arg(name)));
        }
        pairs += {name, equals < 0 ? QString() : line.mid(equals + 1)};
    }
    return pairs;
}

} // namespace models
