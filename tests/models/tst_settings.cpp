// SPDX-License-Identifier: Apache-2.0
#include "models/settings.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using models::Settings;
using models::SettingsStore;

class SettingsTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_path;

    void write(const QByteArray &bytes)
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    [[nodiscard]] QByteArray content() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_folder.isValid());
        m_path = m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction()) + u"/settings.json"_s);
    }

    void everythingComesBack()
    {
        Settings wanted;
        wanted.windowGeometry = QByteArray("\0\xff\x01", 3);
        wanted.windowSplitter = "abc";
        wanted.logWindowGeometry = "def";
        wanted.tables[u"containers"_s] = {{u"name"_s, u"image"_s}, {u"id"_s}, {{u"name"_s, 120}}, u"created"_s, true};
        wanted.log = {models::LogTimes::Age, false, false, 0, {}};
        wanted.logs = {{u"web"_s, {models::LogTimes::Utc, true, false, 100, {}}},
                       {u"db"_s, {models::LogTimes::None, false, true, 0, u"2 h"_s, false}}};
        wanted.groupByProject = false;
        wanted.page = u"images"_s;
        wanted.detailsTab = u"stats"_s;
        wanted.recentEngines = {u"unix:///var/run/docker.sock"_s};
        wanted.recentPulls = {u"ubuntu:latest"_s, u"日本:1"_s};
        wanted.recentFolders = {u"/home/me/work"_s};
        wanted.notebookKind = u"scipy"_s;
        {
            SettingsStore store(m_path);
            QCOMPARE(store.get(), Settings());
            store.edit() = wanted;
        }
        QCOMPARE(SettingsStore(m_path).get(), wanted);
        QCOMPARE(QFile::permissions(m_path) & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
    }

    void writesOnceAfterAWhile()
    {
        SettingsStore store(m_path);
        store.edit().page = u"images"_s;
        store.edit().detailsTab = u"inspect"_s;
        QVERIFY(!QFile::exists(m_path));
        QTRY_VERIFY(QFile::exists(m_path));
        QVERIFY(content().contains("inspect"));
    }

    void noChangeWritesNothing()
    {
        {
            SettingsStore store(m_path);
            store.edit().page = u"containers"_s;
            QVERIFY(store.flush());
        }
        QVERIFY(!QFile::exists(m_path));
    }

    void aBrokenFileIsKeptBeside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("cut") << QByteArray("{\"page\": \"ima");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("list") << QByteArray("[1, 2]");
        QTest::newRow("binary") << QByteArray("\xff\x00\x80", 3);
    }
    void aBrokenFileIsKeptBeside()
    {
        QFETCH(QByteArray, bytes);
        m_path = m_folder.filePath(QString::fromLatin1(QTest::currentDataTag()) + u".json"_s);
        write(bytes);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"can't be read"_s));
        SettingsStore store(m_path);
        QCOMPARE(store.get(), Settings());
        QVERIFY(!QFile::exists(m_path));
        QFile broken(m_path + u".broken"_s);
        QVERIFY(broken.open(QIODevice::ReadOnly));
        QCOMPARE(broken.readAll(), bytes);
    }

    void wrongTypesAndRangesAreMended()
    {
        m_path = m_folder.filePath(u"mended.json"_s);
        write(R"({"page": 7, "detailsTab": null, "groupByProject": "yes", "log": [], "windowGeometry": {},
            "logs": [{"container": "a", "startLines": -4, "times": "soon"}, {"container": "a"}, {"wrap": true}, 7],
            "recentPulls": ["a", 3, "", "a", "b"], "tables": {"images": {"widths": {"tag": 5, "size": 1e9, "x": "y"},
            "order": "no", "sortDescending": true}, "volumes": 4}, "recentEngines": ["1","2","3","4","5","6","7","8","9","10","11"]})");
        const Settings settings = SettingsStore(m_path).get();
        QCOMPARE(settings.page, u"containers"_s);
        QCOMPARE(settings.detailsTab, u"logs"_s);
        QVERIFY(settings.groupByProject);
        QCOMPARE(settings.log, models::LogPaneSettings());
        QCOMPARE(settings.logs, (QList<models::LogMemory>{{u"a"_s, {}}}));
        QCOMPARE(settings.recentPulls, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(settings.recentEngines.size(), 10);
        QCOMPARE(settings.tables.value(u"images"_s).widths, (QHash<QString, int>{{u"tag"_s, 30}, {u"size"_s, 2000}}));
        QVERIFY(settings.tables.value(u"images"_s).sortDescending);
        QCOMPARE(settings.tables.value(u"volumes"_s), models::TableSettings());
    }

    void timestampsOfOlderVersionsAreLocal()
    {
        m_path = m_folder.filePath(u"older.json"_s);
        write(R"({"log": {"timestamps": true, "wrap": false}})");
        const Settings settings = SettingsStore(m_path).get();
        QCOMPARE(settings.log, (models::LogPaneSettings{models::LogTimes::Local, false, true, 0, {}}));
    }

    void logsAreRememberedByContainer()
    {
        Settings settings;
        models::LogPaneSettings web{models::LogTimes::Utc, true, true, 100, {}};
        rememberLog(settings, u"web"_s, web);
        QCOMPARE(logSettings(settings, u"web"_s), web);
        QCOMPARE(logSettings(settings, u"other"_s),
                 (models::LogPaneSettings{models::LogTimes::Utc, true, true, 0, {}}));
        rememberLog(settings, {}, {});
        QCOMPARE(logSettings(settings, u"other"_s), models::LogPaneSettings());
        QCOMPARE(logSettings(settings, u"web"_s), web);
        for (int i = 0; i < 60; ++i)
            rememberLog(settings, u"c%1"_s.arg(i), {});
        QCOMPARE(settings.logs.size(), 50);
        QCOMPARE(settings.logs.first().container, u"c59"_s);
        Settings read;
        QVERIFY(settingsFromJson(settingsToJson(settings), read));
        QCOMPARE(read, settings);
    }

    void aFolderThatCantBeWrittenIsToldNotFatal()
    {
        m_path = m_folder.filePath(u"file"_s);
        write("x");
        SettingsStore store(m_path + u"/settings.json"_s);
        store.edit().page = u"images"_s;
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"can't be written"_s));
        QVERIFY(!store.flush());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"can't be written"_s)); // once more at its end
    }
};

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
