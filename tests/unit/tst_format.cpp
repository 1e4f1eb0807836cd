// SPDX-License-Identifier: Apache-2.0
#include "models/format.h"
#include "models/sort_key.h"

#include <QDateTime>
#include <QTest>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using engine::ContainerState;

class FormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void size_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("exact");
        QTest::addColumn<QString>("whole");
        const auto row = [](qint64 bytes, const QString &exact, const QString &whole) {
            QTest::addRow("%lld", static_cast<long long>(bytes)) << bytes << exact << whole;
        };
        row(-1, {}, {});
        row(0, u"0 B"_s, u"0 B"_s);
        row(999, u"999 B"_s, u"999 B"_s);
        row(1000, u"1 kB"_s, u"1 kB"_s);
        row(4'130'000, u"4.13 MB"_s, u"4 MB"_s);
        row(61'000'000, u"61 MB"_s, u"61 MB"_s);
        row(65'512'345, u"65.5 MB"_s, u"66 MB"_s);
        row(203'700'000, u"204 MB"_s, u"204 MB"_s);
        row(999'499'999, u"999 MB"_s, u"999 MB"_s);
        row(999'500'000, u"1 GB"_s, u"1 GB"_s);
        row(1'020'000'000, u"1.02 GB"_s, u"1.02 GB"_s);
        row(9'996'000'000, u"10 GB"_s, u"10 GB"_s);
        row(std::numeric_limits<qint64>::max(), u"9.22 EB"_s, u"9.22 EB"_s);
    }
    void size()
    {
        QFETCH(qint64, bytes);
        QTEST(models::formatSize(bytes), "exact");
        QTEST(models::formatMemory(bytes), "whole");
    }

    void ratesAndPercent()
    {
        QCOMPARE(models::formatRate(1'200'000), u"1.2 MB/s"_s);
        QCOMPARE(models::formatRate(-1), QString());
        QCOMPARE(models::formatPercent(0.4), u"0 %"_s);
        QCOMPARE(models::formatPercent(152.6), u"153 %"_s);
        QCOMPARE(models::formatPercent(std::nan("")), QString());
    }

    void age_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 seconds, const QString &text) {
            QTest::addRow("%lld", static_cast<long long>(seconds)) << seconds << text;
        };
        row(-100, u"<1 min"_s);
        row(59, u"<1 min"_s);
        row(60, u"1 min"_s);
        row(3599, u"59 min"_s);
        row(3600, u"1 h"_s);
        row(47 * 3600 + 3599, u"47 h"_s);
        row(48 * 3600, u"2 days"_s);
        row(13 * 86400, u"13 days"_s);
        row(14 * 86400, u"2 weeks"_s);
        row(60 * 86400, u"2 months"_s);
        row(729 * 86400, u"24 months"_s);
        row(730 * 86400, u"2 years"_s);
    }
    void age()
    {
        QFETCH(qint64, seconds);
        QTEST(models::formatAge(seconds), "text");
    }

    void agoOfUnknownIsEmpty()
    {
        QCOMPARE(models::formatAgo(0, 1000), QString());
        QCOMPARE(models::formatAgo(1000, 1000 + 300), u"5 min ago"_s);
        QCOMPARE(models::formatTime(0), QString());
    }

    void duration()
    {
        QCOMPARE(models::formatDuration(-1), QString());
        QCOMPARE(models::formatDuration(0), u"under 0.1 s"_s);
        QCOMPARE(models::formatDuration(420), u"0.4 s"_s);
        QCOMPARE(models::formatDuration(9960), u"9 s"_s);
        QCOMPARE(models::formatDuration(12'300), u"12 s"_s);
        QCOMPARE(models::formatDuration(125'000), u"2 min 5 s"_s);
        QCOMPARE(models::formatDuration(3'720'000), u"1 h 2 min"_s);
    }

    void ports_data()
    {
        QTest::addColumn<QList<engine::Port>>("ports");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << QList<engine::Port>{} << QString();
        QTest::newRow("both families") << QList<engine::Port>{{u"0.0.0.0"_s, 8888, 8888, u"tcp"_s},
                                                              {u"::"_s, 8888, 8888, u"tcp"_s}}
                                       << u"8888→8888"_s;
        QTest::newRow("podman has no address") << QList<engine::Port>{{{}, 8080, 80, u"tcp"_s}} << u"8080→80"_s;
        QTest::newRow("exposed only") << QList<engine::Port>{{{}, 0, 80, u"tcp"_s}} << QString();
        QTest::newRow("udp") << QList<engine::Port>{{u"127.0.0.1"_s, 53, 53, u"udp"_s}} << u"53→53/udp"_s;
        QTest::newRow("own address") << QList<engine::Port>{{u"192.168.1.5"_s, 80, 80, u"tcp"_s},
                                                            {u"fe80::1"_s, 81, 81, u"tcp"_s}}
                                     << u"192.168.1.5:80→80, [fe80::1]:81→81"_s;
        QTest::newRow("range") << QList<engine::Port>{{{}, 8002, 82, u"tcp"_s},
                                                      {{}, 8000, 80, u"tcp"_s},
                                                      {{}, 8001, 81, u"tcp"_s},
                                                      {{}, 9000, 1, u"tcp"_s}}
                               << u"8000-8002→80-82, 9000→1"_s;
        QTest::newRow("no range across protocols")
            << QList<engine::Port>{{{}, 8000, 80, u"tcp"_s}, {{}, 8001, 81, u"udp"_s}} << u"8000→80, 8001→81/udp"_s;
    }
    void ports()
    {
        QFETCH(QList<engine::Port>, ports);
        QTEST(models::formatPorts(ports), "text");
    }

    void portsInFull()
    {
        const QList<engine::Port> ports{{u"::"_s, 8888, 80, u"tcp"_s}, {{}, 0, 9000, u"udp"_s}};
        QCOMPARE(models::formatPortsInFull(ports), u"[::]:8888 → 80/tcp\n9000/udp (not published)"_s);
    }

    void status_data()
    {
        QTest::addColumn<ContainerState>("state");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<qint64>("since");
        QTest::addColumn<QString>("health");
        QTest::addColumn<QString>("text");
        const qint64 now = 1'000'000;
        QTest::newRow("running") << ContainerState::Running << -1 << now - 7200 << QString() << u"Up 2 h"_s;
        QTest::newRow("healthy") << ContainerState::Running << -1 << now - 120 << u"healthy"_s
                                 << u"Up 2 min (healthy)"_s;
        QTest::newRow("unknown start") << ContainerState::Running << -1 << qint64(0) << QString() << u"Up"_s;
        QTest::newRow("exited") << ContainerState::Exited << 137 << now - 300 << QString()
                                << u"Exited (137) 5 min ago"_s;
        QTest::newRow("exited, unknown") << ContainerState::Exited << -1 << qint64(0) << QString() << u"Exited"_s;
        QTest::newRow("created") << ContainerState::Created << -1 << qint64(0) << QString() << u"Created"_s;
        QTest::newRow("paused") << ContainerState::Paused << -1 << now - 7200 << QString() << u"Paused"_s;
        QTest::newRow("restarting") << ContainerState::Restarting << 1 << now - 5 << QString() << u"Restarting (1)"_s;
        QTest::newRow("dead") << ContainerState::Dead << -1 << qint64(0) << QString() << u"Dead"_s;
        QTest::newRow("removing") << ContainerState::Removing << -1 << qint64(0) << QString() << u"Removing"_s;
        QTest::newRow("unknown") << ContainerState::Unknown << -1 << qint64(0) << QString() << u"Sleeping"_s;
    }
    void status()
    {
        engine::Container container;
        QFETCH(ContainerState, state);
        container.state = state;
        QFETCH(int, exitCode);
        QFETCH(qint64, since);
        QFETCH(QString, health);
        container.exitCode = exitCode;
        container.stateSince = since;
        container.health = health;
        container.status = u"Sleeping"_s;
        QTEST(models::formatStatus(container, 1'000'000), "text");
    }

    void textFromOutsideIsShownAsItIs()
    {
        QCOMPARE(models::visibleText(u"plain ünïcode →"_s), u"plain ünïcode →"_s);
        QCOMPARE(models::visibleText(u"a\x1b[31mb\nc\u202ed\x9f"_s), u"a[31mb cd"_s);
        QCOMPARE(models::toolTipText(u"a\nb"_s), u"a\nb"_s);
        QCOMPARE(models::toolTipText(u"<b>&lt;"_s), u"<p style='white-space:pre-wrap'>&lt;b&gt;&amp;lt;</p>"_s);
        QCOMPARE(models::shortId(u"sha256:0123456789abcdef"_s), u"0123456789ab"_s);
        QCOMPARE(models::shortId(u"0123"_s), u"0123"_s);
    }

    void namesSortNaturally()
    {
        QStringList names{u"web-10"_s, u"Web-2"_s, u"web"_s,      u"web-02"_s,
                          u"web-1"_s,  u"db"_s,    u"web-100x"_s, u"web-x"_s};
        std::stable_sort(names.begin(), names.end(), [](const QString &l, const QString &r) {
            return models::SortKey::of(l).compare(models::SortKey::of(r)) < 0;
        });
        QCOMPARE(names, (QStringList{u"db"_s, u"web"_s, u"web-1"_s, u"Web-2"_s, u"web-02"_s, u"web-10"_s, u"web-100x"_s,
                                     u"web-x"_s}));
    }
};

QTEST_GUILESS_MAIN(FormatTest)
#include "tst_format.moc"
