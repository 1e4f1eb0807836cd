// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/container_json.h"
#include "engine-client/json/image_json.h"
#include "engine-client/json/stream_json.h"
#include "engine-client/json/system_json.h"
#include "tests/support/dto_text.h"
#include "tests/support/fixtures.h"

#include <QLoggingCategory>
#include <QTest>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace engine;
using namespace test;
using Json = nlohmann::json;

namespace {

const QString operation = u"read it"_s;

/// A decoder of whole bodies, reduced to how it ended: empty for success.
struct Decoder
{
    QByteArray name;
    QString fixture;
    std::function<QString(const QByteArray &)> failure;
};

template<class T>
std::function<QString(const QByteArray &)> failureOf(Result<T> (*decode)(const QByteArray &, const QString &))
{
    return [decode](const QByteArray &body) {
        const Result<T> result = decode(body, operation);
        return result ? QString() : result.error().message;
    };
}

template<class T>
std::function<QString(const QByteArray &)> failureOfLine(json::Line<T> (*decode)(const char *, std::size_t,
                                                                                 const QString &))
{
    return [decode](const QByteArray &line) {
        const json::Line<T> result = decode(line.constData(), std::size_t(line.size()), operation);
        return result ? QString() : result.error().message;
    };
}

QList<Decoder> decoders()
{
    const auto containers = [](const QByteArray &body) {
        const auto result = json::decodeContainerList(body, operation, 0);
        return result ? QString() : result.error().message;
    };
    return {{"containers", u"containers-all.json"_s, containers},
            {"images", u"images.json"_s, failureOf(&json::decodeImageList)},
            {"inspect", u"inspect-web.json"_s, failureOf(&json::decodeContainerDetails)},
            {"top", u"top.json"_s, failureOf(&json::decodeProcessList)},
            {"wait", u"wait-exited.json"_s, failureOf(&json::decodeExitCode)},
            {"prune", u"images-prune.json"_s, failureOf(&json::decodePruneReport)},
            {"image", u"image-inspect.json"_s, failureOf(&json::decodeImageDetails)},
            {"history", u"image-history.json"_s, failureOf(&json::decodeImageHistory)},
            {"removals", u"remove-image-deleted.json"_s, failureOf(&json::decodeImageRemovals)},
            {"version", u"version.json"_s, failureOf(&json::decodeVersion)},
            {"info", u"info.json"_s, failureOf(&json::decodeSystemInfo)},
            {"stats", u"stats.json"_s, failureOfLine(&json::decodeStatsLine)}};
}

/// Every place of a document, as JSON pointers.
void collect(const Json &value, const Json::json_pointer &at, QList<Json::json_pointer> &places)
{
    places.append(at);
    if (value.is_object()) {
        for (const auto &item : value.items())
            collect(item.value(), at / item.key(), places);
    } else if (value.is_array()) {
        for (std::size_t i = 0; i < std::min<std::size_t>(value.size(), 2); ++i)
            collect(value[i], at / i, places);
    }
}

/// At most two rows of a list, without the large members that no decoder reads: what holds for these holds for the rest.
Json small(const QByteArray &body)
{
    Json document = Json::parse(body.toStdString());
    if (document.is_array() && document.size() > 2)
        document.erase(document.begin(), document.end() - 2);
    for (const char *const unread :
         {"HostConfig", "GraphDriver", "RegistryConfig", "Plugins", "ContainerConfig", "Swarm"}) {
        if (document.is_object())
            document.erase(unread);
    }
    if (document.contains("Runtimes"))
        document["Runtimes"] = {{"runc", {{"path", "runc"}}}};
    return document;
}

void addDecoderRows()
{
    QTest::addColumn<int>("index");
    const QList<Decoder> all = decoders();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].name.constData()) << i;
}

} // namespace

/// Answers that no engine should send: nothing may crash, and what can be understood is.
class HostileJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void anyFieldMayHaveAnyType_data() { addDecoderRows(); }
    void anyFieldMayHaveAnyType();
    void truncatedAnywhere_data() { addDecoderRows(); }
    void truncatedAnywhere();
    void wrongWholes_data() { addDecoderRows(); }
    void wrongWholes();
    void saysWhatIsWrong();
    void skipsBadRows();
    void deepNesting();
    void hugeNumbers();
    void invalidUtf8();
    void everythingNull();
};

void HostileJsonTest::initTestCase()
{
    QLoggingCategory::setFilterRules(u"longshore.engine.warning=false"_s);
}

void HostileJsonTest::anyFieldMayHaveAnyType()
{
    QFETCH(int, index);
    const Decoder decoder = decoders().at(index);
    const QList<Json> strangers{nullptr, 18446744073709551615U, "text", Json::array({nullptr, "x", 3, Json::object()}),
                                Json::object({{"a", nullptr}})};
    for (const QString &engine : {u"docker-20.10"_s, u"podman-4.3"_s}) {
        const Json document = small(fixture(engine, decoder.fixture));
        QList<Json::json_pointer> places;
        collect(document, Json::json_pointer(), places);
        QVERIFY(places.size() > 1);
        for (const Json::json_pointer &place : places) {
            if (place.empty())
                continue;
            for (const Json &stranger : strangers) {
                Json changed = document;
                changed[place] = stranger;
                const QString failure = decoder.failure(QByteArray::fromStdString(changed.dump()));
                QVERIFY2(failure.isEmpty() || failure == "text"_L1,
                         qPrintable(QString::fromStdString(place.to_string()) + u": "_s + failure));
            }
        }
    }
}

void HostileJsonTest::truncatedAnywhere()
{
    QFETCH(int, index);
    const Decoder decoder = decoders().at(index);
    const QByteArray body = QByteArray::fromStdString(small(fixture(u"docker-28.5"_s, decoder.fixture)).dump());
    const bool isStats = decoder.name == "stats";
    constexpr qsizetype stride = 3; // a prime, so that every kind of place is met
    for (qsizetype length = 0; length < body.size(); length += stride) {
        const QString failure = decoder.failure(body.first(length));
        QVERIFY2(isStats || !failure.isEmpty(), qPrintable(QString::number(length)));
    }
    QCOMPARE(decoder.failure(body), QString());
}

void HostileJsonTest::wrongWholes()
{
    QFETCH(int, index);
    const Decoder decoder = decoders().at(index);
    const bool isStats = decoder.name == "stats";
    for (const QByteArray &body :
         {QByteArray("7"), QByteArray("\"x\""), QByteArray("true"), QByteArray("1.5"), QByteArray("<html>"),
          QByteArray(), QByteArray("{}{}"), QByteArray("[]]"), QByteArray(1, '\0'), QByteArray("\xff\xfe")})
        QVERIFY2(isStats || !decoder.failure(body).isEmpty(), body.constData());
    QCOMPARE(decoder.failure("null"), QString());
}

void HostileJsonTest::saysWhatIsWrong()
{
    const auto message = [](const QByteArray &body) {
        return json::decodeContainerList(body, u"list containers"_s, 0).error().message;
    };
    QCOMPARE(message(""), u"The engine's answer to “list containers” is empty."_s);
    QCOMPARE(message(" \n"), u"The engine's answer to “list containers” is empty."_s);
    QCOMPARE(message("[{\"Id\":\"a\""), u"The engine's answer to “list containers” is cut short after 10 bytes."_s);
    QCOMPARE(message("[{\"Id\":a}]"), u"The engine's answer to “list containers” is not JSON (byte 8 of 10)."_s);
    QCOMPARE(message("{}"), u"The engine's answer to “list containers” is not a list, as it should be."_s);
    const EngineError error = json::decodeVersion("[]", u"read it"_s).error();
    QCOMPARE(error.message, u"The engine's answer to “read it” is not an object, as it should be."_s);
    QCOMPARE(error.kind, ErrorKind::BadReply);
    QCOMPARE(error.operation, u"read it"_s);
}

void HostileJsonTest::skipsBadRows()
{
    const QByteArray body =
        R"([1,"x",null,[{"Id":"no"}],{"Id":"a"},{},{"Id":5},{"Id":"b","Names":null,"Ports":[7,{"PrivatePort":99999},{"PrivatePort":80}]}])";
    const auto rows = json::decodeContainerList(body, operation, 0);
    QVERIFY(rows.has_value());
    QCOMPARE(rows->size(), 2);
    QCOMPARE(rows->at(0).id, u"a"_s);
    QCOMPARE(rows->at(1).id, u"b"_s);
    QCOMPARE(rows->at(1).ports.size(), 1);
    QCOMPARE(json::decodeImageList(R"([1,[],{"Id":"a"},{}])", operation)->size(), 1);
    QCOMPARE(json::decodeImageHistory(R"([1,[],{"Id":"a"}])", operation)->size(), 1);
}

void HostileJsonTest::deepNesting()
{
    constexpr int depth = 100'000;
    const QByteArray arrays = QByteArray(depth, '[') + QByteArray(depth, ']');
    const QByteArray objects = QByteArray("{\"a\":").repeated(depth) + "1" + QByteArray(depth, '}');
    QVERIFY(json::decodeContainerList(arrays, operation, 0).has_value());
    QCOMPARE(json::decodeContainerList("[{\"Id\":\"a\",\"Labels\":" + objects + "}]", operation, 0)->size(), 1);
    QVERIFY(json::decodeContainerDetails(objects, operation).has_value());
    QVERIFY(!json::decodeContainerDetails(QByteArray(depth, '['), operation).has_value());
    QCOMPARE(json::decodeImageList("[{\"Id\":\"a\",\"RepoTags\":" + arrays + "}]", operation)->size(), 1);
    QVERIFY(json::decodeEventLine(objects.constData(), std::size_t(objects.size()), operation).has_value());
}

void HostileJsonTest::hugeNumbers()
{
    const auto row = [](const QByteArray &created) {
        const auto rows = json::decodeContainerList("[{\"Id\":\"a\",\"Created\":" + created + "}]", operation, 0);
        return rows ? rows->value(0).created : -1;
    };
    QCOMPARE(row("18446744073709551615"), 0);
    QCOMPARE(row("-9223372036854775808"), std::numeric_limits<qint64>::min());
    QCOMPARE(row("1e300"), 0);
    QCOMPARE(row("1795359654.9"), 1795359654);
    QCOMPARE(row("99999999999999999999999999"), 0);
    QCOMPARE(row("1e999"), -1);
    QCOMPARE(json::decodeExitCode(R"({"StatusCode":99999999999})", operation).value(), 0);
    const QByteArray stats =
        R"({"cpu_stats":{"cpu_usage":{"total_usage":18446744073709551615}},"memory_stats":{"usage":-5}})";
    const auto sample = json::decodeStatsLine(stats.constData(), std::size_t(stats.size()), operation);
    QCOMPARE((*sample)->cpuTotalNs, std::numeric_limits<quint64>::max());
    QCOMPARE((*sample)->memoryBytes, 0U);
}

void HostileJsonTest::invalidUtf8()
{
    const auto rows =
        json::decodeContainerList("[{\"Id\":\"a\",\"Names\":[\"/x\xff\"],\"Image\":\"gr\xc3\xbc\"}]", operation, 0);
    QVERIFY(rows.has_value());
    QCOMPARE(rows->value(0).name, u"x\uFFFD"_s);
    QCOMPARE(rows->value(0).image, u"grü"_s);
    QCOMPARE(json::decodeImageList("[{\"Id\":\"\xc3\"}]", operation)->value(0).id, u"\uFFFD"_s);
    QVERIFY(json::decodeContainerDetails("{\"Name\":\"/\xf0\x9f\"}", operation)
                ->name.startsWith(QChar::ReplacementCharacter));
    const QByteArray line = "{\"status\":\"\x80\"}";
    QCOMPARE(json::decodePullLine(line.constData(), std::size_t(line.size()), operation).value()->status, u"\uFFFD"_s);
}

void HostileJsonTest::everythingNull()
{
    QCOMPARE(
        textOf(json::decodeContainerList(
                   R"([{"Id":"a","Names":null,"Image":null,"Created":null,"State":null,"Status":null,"Ports":null,)"
                   R"("Labels":null,"NetworkSettings":null,"Mounts":null,"Health":null}])",
                   operation, 0)
                   ->value(0),
               0),
        u"a |  |  |  |  | 0 | unknown |  | exit -1 | health  | age - |  |  |  | "_s);
    QVERIFY(json::decodeContainerDetails(R"({"Config":null,"State":null,"NetworkSettings":{"Ports":null}})", operation)
                .has_value());
    QVERIFY(json::decodeImageDetails(R"({"Config":null,"RepoTags":null})", operation).has_value());
    QCOMPARE(json::decodeProcessList(R"({"Titles":null,"Processes":null})", operation)->rows.size(), 0);
    QCOMPARE(json::decodeProcessList(R"({"Titles":["A"],"Processes":[["x","y"],[]]})", operation)->rows,
             (QList<QStringList>{{u"x y"_s}, {QString()}}));
}

QTEST_APPLESS_MAIN(HostileJsonTest)
#include "tst_json_hostile.moc"
