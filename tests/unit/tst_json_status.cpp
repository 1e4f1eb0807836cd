// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/status_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine::json;

/// The texts in which engines tell since when a container is in its state.
class StatusTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
};

void StatusTextTest::reads_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("health");
    QTest::addColumn<qint64>("age");
    const auto row = [](const QString &status, int exitCode, const QString &health, qint64 age) {
        QTest::newRow(qPrintable(status)) << status << exitCode << health << age;
    };
    row(u""_s, -1, {}, -1);
    row(u"Created"_s, -1, {}, -1);
    row(u"Dead"_s, -1, {}, -1);
    row(u"Removal In Progress"_s, -1, {}, -1);
    row(u"Up Less than a second"_s, -1, {}, 0);
    row(u"Up 1 second"_s, -1, {}, 1);
    row(u"Up 59 seconds"_s, -1, {}, 59);
    row(u"Up About a minute"_s, -1, {}, 60);
    row(u"Up 45 minutes"_s, -1, {}, 2700);
    row(u"Up About an hour"_s, -1, {}, 3600);
    row(u"Up 2 hours"_s, -1, {}, 7200);
    row(u"Up 47 hours"_s, -1, {}, 169200);
    row(u"Up 13 days"_s, -1, {}, 1123200);
    row(u"Up 8 weeks"_s, -1, {}, 4838400);
    row(u"Up 23 months"_s, -1, {}, 59616000);
    row(u"Up 2 years"_s, -1, {}, 63072000);
    row(u"Up 2 hours (healthy)"_s, -1, u"healthy"_s, 7200);
    row(u"Up 2 hours (unhealthy)"_s, -1, u"unhealthy"_s, 7200);
    row(u"Up 3 seconds (health: starting)"_s, -1, u"starting"_s, 3);
    row(u"Up 3 seconds (starting)"_s, -1, u"starting"_s, 3);
    row(u"Up 7 seconds (Paused)"_s, -1, {}, 7);
    row(u"Up (healthy)"_s, -1, {}, -1);
    row(u"Up a while"_s, -1, {}, -1);
    row(u"Up -3 hours"_s, -1, {}, -1);
    row(u"Up 99999999999999999999 hours"_s, -1, {}, -1);
    row(u"Exited (0) 5 minutes ago"_s, 0, {}, 300);
    row(u"Exited (137) Less than a second ago"_s, 137, {}, 0);
    row(u"Exited (1) About a minute ago"_s, 1, {}, 60);
    row(u"Exited (-1) 2 weeks ago"_s, -1, {}, 1209600);
    row(u"Exited (x) 2 weeks ago"_s, -1, {}, 1209600);
    row(u"Exited (3)"_s, 3, {}, -1);
    row(u"Exited (3"_s, -1, {}, -1);
    row(u"Exited 3"_s, -1, {}, -1);
    row(u"Restarting (1) 3 seconds ago"_s, -1, {}, 3);
}

void StatusTextTest::reads()
{
    QFETCH(QString, status);
    const StatusText read = readStatus(status);
    QTEST(read.exitCode, "exitCode");
    QTEST(read.health, "health");
    QTEST(read.ageSeconds, "age");
}

QTEST_APPLESS_MAIN(StatusTextTest)
#include "tst_json_status.moc"
