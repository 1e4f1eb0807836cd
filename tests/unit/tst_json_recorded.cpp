// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/container_json.h"
#include "engine-client/json/image_json.h"
#include "engine-client/json/stream_json.h"
#include "engine-client/json/system_json.h"
#include "tests/support/dto_text.h"
#include "tests/support/fixtures.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace engine;
using namespace test;

namespace {

constexpr qint64 now = 1'795'360'000;
const QString operation = u"read a recording"_s;

template<class T>
QString orError(const Result<T> &result)
{
    return result ? textOf(*result)
                  : u"error "_s + QString::number(int(result.error().kind)) + u' ' + result.error().message;
}

template<class T>
QString rows(const Result<QList<T>> &result)
{
    if (!result)
        return u"error "_s + result.error().message;
    QStringList lines;
    for (const T &row : *result)
        lines.append(textOf(row));
    return lines.join(u'\n');
}

template<class T>
QString lines(const QString &engine, const QString &file,
              json::Line<T> (*decode)(const char *, std::size_t, const QString &))
{
    QStringList result;
    for (const QByteArray &line : fixtureLines(engine, file)) {
        const json::Line<T> decoded = decode(line.constData(), std::size_t(line.size()), operation);
        if (!decoded)
            result.append(u"error %1 (%2): %3"_s.arg(int(decoded.error().kind))
                              .arg(decoded.error().httpStatus)
                              .arg(decoded.error().message));
        else
            result.append(*decoded ? textOf(**decoded) : u"nothing"_s);
    }
    return result.join(u'\n');
}

QString containerRows(const QByteArray &body)
{
    const auto list = json::decodeContainerList(body, operation, now);
    if (!list)
        return list.error().message;
    QStringList result;
    for (const Container &container : *list)
        result.append(textOf(container, now));
    return result.join(u'\n');
}

} // namespace

/// What each recorded engine answered, decoded and dumped as text.
class RecordedJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data();
    void decodes();
    void streams_data();
    void streams();
    void listsWholeBodies();
};

void RecordedJsonTest::decodes_data()
{
    QTest::addColumn<QString>("engineName");
    QTest::addColumn<QString>("record");
    for (const QString &engine : recordedEngines()) {
        for (const QString &record :
             {u"version"_s, u"info"_s, u"containers-all"_s, u"images"_s, u"images-dangling"_s, u"inspect-web"_s,
              u"inspect-jupyter"_s, u"inspect-created"_s, u"inspect-exited3"_s, u"inspect-portclash"_s,
              u"inspect-oom"_s, u"inspect-ttybox"_s, u"image-inspect"_s, u"image-inspect-jupyter"_s, u"image-history"_s,
              u"top"_s, u"top-aux"_s}) {
            if (hasFixture(engine, record + u".json"_s))
                QTest::addRow("%s %s", qPrintable(engine), qPrintable(record)) << engine << record;
        }
    }
}

void RecordedJsonTest::decodes()
{
    QFETCH(QString, engineName);
    QFETCH(QString, record);
    const QByteArray body = fixture(engineName, record + u".json"_s);
    QString text;
    if (record == "version"_L1)
        text = orError(json::decodeVersion(body, operation));
    else if (record == "info"_L1)
        text = orError(json::decodeSystemInfo(body, operation));
    else if (record == "containers-all"_L1)
        text = containerRows(body);
    else if (record == "image-history"_L1)
        text = rows(json::decodeImageHistory(body, operation));
    else if (record.startsWith("images"_L1))
        text = rows(json::decodeImageList(body, operation));
    else if (record.startsWith("image-inspect"_L1))
        text = orError(json::decodeImageDetails(body, operation));
    else if (record.startsWith("inspect"_L1))
        text = orError(json::decodeContainerDetails(body, operation));
    else
        text = orError(json::decodeProcessList(body, operation));
    QString difference;
    QVERIFY2(equalsDump(engineName, record, text, &difference), qPrintable(difference));
}

void RecordedJsonTest::streams_data()
{
    QTest::addColumn<QString>("engineName");
    QTest::addColumn<QString>("file");
    for (const QString &engine : recordedEngines()) {
        for (const QString &file :
             {u"pull-busybox.ndjson"_s, u"pull-multi.ndjson"_s, u"pull-already-exists.ndjson"_s,
              u"pull-up-to-date.ndjson"_s, u"pull-jupyter.ndjson"_s, u"pull-no-space.ndjson"_s, u"pull-denied.ndjson"_s,
              u"pull-manifest-unknown.ndjson"_s, u"pull-private-no-auth.ndjson"_s, u"pull-registry-down.ndjson"_s,
              u"events.ndjson"_s, u"stats.json"_s, u"stats-one-shot.json"_s, u"stats-stream.ndjson"_s,
              u"stats-not-running.json"_s}) {
            // Docker and Podman 5 refuse a pull with a status of its own: no line of the stream then.
            const bool isRefusal = file.startsWith("pull-"_L1) && hasFixture(engine, file) &&
                                   fixture(engine, file).startsWith("{\"message\"");
            if (hasFixture(engine, file) && !isRefusal)
                QTest::addRow("%s %s", qPrintable(engine), qPrintable(file)) << engine << file;
        }
    }
}

void RecordedJsonTest::streams()
{
    QFETCH(QString, engineName);
    QFETCH(QString, file);
    QString text;
    if (file.startsWith("pull"_L1))
        text = lines(engineName, file, &json::decodePullLine);
    else if (file.startsWith("events"_L1))
        text = lines(engineName, file, &json::decodeEventLine);
    else
        text = lines(engineName, file, &json::decodeStatsLine);
    QString difference;
    QVERIFY2(equalsDump(engineName, file.section(u'.', 0, 0), text, &difference), qPrintable(difference));
}

/// The dumps leave the untouched bodies out.
void RecordedJsonTest::listsWholeBodies()
{
    const QByteArray container = fixture(u"docker-28.5"_s, u"inspect-web.json"_s);
    QCOMPARE(json::decodeContainerDetails(container, operation)->json, container);
    const QByteArray image = fixture(u"docker-28.5"_s, u"image-inspect.json"_s);
    QCOMPARE(json::decodeImageDetails(image, operation)->json, image);
    const QByteArray info = fixture(u"podman-5.8"_s, u"info.json"_s);
    QCOMPARE(json::decodeSystemInfo(info, operation)->json, info);
}

QTEST_APPLESS_MAIN(RecordedJsonTest)
#include "tst_json_recorded.moc"
