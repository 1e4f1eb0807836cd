// SPDX-License-Identifier: Apache-2.0
#include "tests/support/web_status.h"

#include <QProcess>

using namespace Qt::StringLiterals;

namespace test {

QByteArray webStatus(const QUrl &url, const QStringList &options)
{
    QProcess curl;
    curl.start(u"curl"_s, QStringList{u"-sk"_s, u"-m"_s, u"10"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s} +
                              options + QStringList{url.toString(QUrl::FullyEncoded)});
    curl.waitForFinished();
    return curl.readAllStandardOutput();
}

} // namespace test
