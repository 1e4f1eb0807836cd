// SPDX-License-Identifier: Apache-2.0
#include "engine-client/http_error.h"
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

void addEngines()
{
    QTest::addColumn<QString>("engineName");
    for (const QString &engine : recordedEngines())
        QTest::newRow(qPrintable(engine)) << engine;
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
    void actions_data() { addEngines(); }
    void actions();
    void refusals_data() { addEngines(); }
    void refusals();
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

/// Answers to what changes something.
void RecordedJsonTest::actions()
{
    QFETCH(QString, engineName);
    const auto body = [&engineName](const QString &record) { return fixture(engineName, record + u".json"_s); };
    QStringList lines;
    for (const QString &record : {u"create-ok"_s, u"create-warnings"_s}) {
        const auto created = json::decodeCreatedContainer(body(record), operation);
        lines.append(
            record + u' ' +
            (created ? created->id.first(12) + u' ' + created->warnings.join(u", "_s) : created.error().message));
    }
    for (const QString &record : {u"containers-prune"_s, u"images-prune"_s}) {
        const auto report = json::decodePruneReport(body(record), operation);
        lines.append(record + (report
                                   ? u" %1 removed, %2 bytes"_s.arg(report->removed.size()).arg(report->bytesReclaimed)
                                   : report.error().message));
    }
    for (const QString &record : {u"remove-image-deleted"_s, u"remove-image-untag"_s}) {
        const auto removals = json::decodeImageRemovals(body(record), operation);
        for (const ImageRemoval &removal : removals.value_or(QList<ImageRemoval>()))
            lines.append(record + u" untagged "_s + removal.untagged + u" deleted "_s + removal.deleted.left(19));
    }
    lines.append(u"wait-exited "_s +
                 QString::number(json::decodeExitCode(body(u"wait-exited"_s), operation).value_or(-1)));
    QString difference;
    QVERIFY2(equalsDump(engineName, u"actions"_s, lines.join(u'\n'), &difference), qPrintable(difference));
}

/// The engines' own words when they refuse something.
void RecordedJsonTest::refusals()
{
    QFETCH(QString, engineName);
    QStringList lines;
    for (const QString &file :
         {u"inspect-no-such.json"_s, u"create-no-image.json"_s, u"start-name-conflict.json"_s, u"remove-running.json"_s,
          u"start-port-in-use-by-container.json"_s, u"top-not-running.json"_s, u"pull-denied.ndjson"_s,
          u"pull-manifest-unknown.ndjson"_s, u"pull-bad-reference.ndjson"_s, u"pull-private-no-auth.ndjson"_s,
          u"pull-registry-down.ndjson"_s}) {
        const QString words = hasFixture(engineName, file) ? errorText(fixture(engineName, file)) : QString();
        if (!words.isEmpty()) // Podman 4.3 refuses pulls inside the stream
            lines.append(file.section(u'.', 0, 0) + u": "_s + words);
    }
    QString difference;
    QVERIFY2(equalsDump(engineName, u"refusals"_s, lines.join(u'\n'), &difference), qPrintable(difference));
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
