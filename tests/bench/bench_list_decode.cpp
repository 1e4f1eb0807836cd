// SPDX-License-Identifier: Apache-2.0
#include "engine-client/json/container_json.h"
#include "engine-client/json/status_text.h"
#include "tests/support/fixtures.h"

#include <QElapsedTimer>
#include <QTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using namespace engine;
using Json = nlohmann::json;

namespace {

constexpr int rowCount = 1000;
constexpr qint64 now = 1'795'360'000;
const QString operation = u"list containers"_s;

/// 1000 rows as Docker sends them, made of the recorded ones with ids and names of their own.
QByteArray largeBody()
{
    const Json rows = Json::parse(test::fixture(u"docker-28.5"_s, u"containers-all.json"_s).toStdString());
    Json all = Json::array();
    for (int i = 0; i < rowCount; ++i) {
        Json row = rows[std::size_t(i) % rows.size()];
        std::string id = row["Id"];
        const std::string number = std::to_string(i);
        id.replace(0, number.size(), number);
        row["Id"] = id;
        row["Names"] = {"/container-" + number};
        all.push_back(std::move(row));
    }
    return QByteArray::fromStdString(all.dump());
}

QString text(const Json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get_ref<const std::string &>())
                                                       : QString();
}

void addParts(const Json &row, Container &container)
{
    for (const auto &label : row["Labels"].items())
        container.labels.insert(QString::fromStdString(label.key()),
                                QString::fromStdString(label.value().get_ref<const std::string &>()));
    for (const Json &port : row["Ports"]) {
        container.ports.append({.hostIp = text(port, "IP"),
                                .hostPort = quint16(port.value("PublicPort", 0)),
                                .containerPort = port.value("PrivatePort", quint16(0)),
                                .protocol = text(port, "Type")});
    }
    for (const auto &network : row["NetworkSettings"]["Networks"].items())
        container.networks.append(QString::fromStdString(network.key()));
    for (const Json &mount : row["Mounts"]) {
        container.mounts.append({.type = text(mount, "Type"),
                                 .source = text(mount, "Source"),
                                 .name = text(mount, "Name"),
                                 .destination = text(mount, "Destination"),
                                 .readOnly = !mount.value("RW", true)});
    }
}

/// What the decoder is measured against: the same rows by way of nlohmann's tree.
QList<Container> rowsFromTree(const QByteArray &body)
{
    const Json answer = Json::parse(body.cbegin(), body.cend());
    QList<Container> rows;
    for (const Json &row : answer) {
        Container container;
        container.id = text(row, "Id");
        container.name = QString::fromStdString(row["Names"][0].get_ref<const std::string &>()).sliced(1);
        container.image = text(row, "Image");
        container.imageId = text(row, "ImageID");
        container.command = text(row, "Command");
        container.created = row.value("Created", qint64(0));
        container.state = json::containerState(text(row, "State"));
        container.status = text(row, "Status");
        const json::StatusText status = json::readStatus(container.status);
        container.exitCode = status.exitCode;
        container.health = status.health;
        container.stateSince = status.ageSeconds < 0 ? 0 : now - status.ageSeconds;
        addParts(row, container);
        rows.append(std::move(container));
    }
    return rows;
}

QList<Container> rowsFromDecoder(const QByteArray &body)
{
    return json::decodeContainerList(body, operation, now).value_or(QList<Container>());
}

/// Milliseconds of the fastest of some runs.
template<class Run>
double fastest(Run run)
{
    constexpr int rounds = 15;
    qint64 best = std::numeric_limits<qint64>::max();
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        run();
        best = std::min(best, timer.nsecsElapsed());
    }
    return double(best) / 1e6;
}

} // namespace

/// How much faster than building a tree a list of 1000 containers becomes rows (goal: 1.8 times).
class ListDecodeBench : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameRows();
    void tree();
    void decoder();
    void ratio();

private:
    const QByteArray m_body = largeBody();
};

void ListDecodeBench::sameRows()
{
    QCOMPARE(rowsFromDecoder(m_body).size(), qsizetype(rowCount));
    QCOMPARE(rowsFromTree(m_body).size(), qsizetype(rowCount));
}

void ListDecodeBench::tree()
{
    QBENCHMARK
    {
        rowsFromTree(m_body);
    }
}

void ListDecodeBench::decoder()
{
    QBENCHMARK
    {
        rowsFromDecoder(m_body);
    }
}

void ListDecodeBench::ratio()
{
    const double tree = fastest([this] { rowsFromTree(m_body); });
    const double decoder = fastest([this] { rowsFromDecoder(m_body); });
    qInfo("P7 list body to rows: %lld bytes, tree %.2f ms, decoder %.2f ms, ratio %.2f (goal 1.8)",
          qlonglong(m_body.size()), tree, decoder, tree / decoder);
}

QTEST_APPLESS_MAIN(ListDecodeBench)
#include "bench_list_decode.moc"
