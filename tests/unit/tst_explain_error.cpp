// SPDX-License-Identifier: Apache-2.0
#include "models/explain_error.h"
#include "tests/support/fixtures.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using engine::EngineError;
using engine::ErrorKind;
using models::explainError;
using models::Explanation;

namespace {

struct Recorded
{
    QString name;
    EngineError error;
};

ErrorKind kindOf(int status)
{
    switch (status) {
    case 400:
        return ErrorKind::InvalidArgument;
    case 401:
    case 403:
        return ErrorKind::Unauthorized;
    case 404:
        return ErrorKind::NotFound;
    case 409:
        return ErrorKind::Conflict;
    default:
        return ErrorKind::EngineFailure;
    }
}

/// "POST /containers/web/start" → "start container web"
QString operationOf(const QString &request)
{
    const QUrl url(request.section(u' ', 1));
    const QUrlQuery query(url);
    const QStringList parts = url.path(QUrl::FullyDecoded).split(u'/', Qt::SkipEmptyParts);
    if (url.path() == u"/images/create")
        return u"pull image %1:%2"_s.arg(query.queryItemValue(u"fromImage"_s, QUrl::FullyDecoded),
                                         query.queryItemValue(u"tag"_s));
    const QString kind = parts.first().chopped(1);
    if (parts.value(1) == u"create")
        return u"create %1 %2"_s.arg(kind, query.queryItemValue(u"name"_s, QUrl::FullyDecoded));
    if (request.startsWith(u"DELETE"))
        return u"remove %1 %2"_s.arg(kind, parts.mid(1).join(u'/'));
    if (request.startsWith(u"GET"))
        return u"look at %1 %2"_s.arg(kind, parts.value(1));
    return u"%1 %2 %3"_s.arg(parts.last(), kind, parts.mid(1, parts.size() - 2).join(u'/'));
}

QList<Recorded> recordedErrors(const QString &engine)
{
    QList<Recorded> records;
    const QList<QByteArray> lines = test::fixture(engine, u"errors.ndjson"_s).split('\n');
    for (const QByteArray &line : lines) {
        if (line.isEmpty())
            continue;
        const auto record = nlohmann::json::parse(line);
        const auto body = nlohmann::json::parse(record["body"].get<std::string>(), nullptr, false);
        std::string message;
        if (body.is_object())
            message = body.contains("message") ? body.value("message", "") : body["errorDetail"].value("message", "");
        const int status = record["status"];
        records += {QString::fromStdString(record["name"]),
                    {kindOf(status), status, QString::fromStdString(message),
                     operationOf(QString::fromStdString(record["request"]))}};
    }
    return records;
}

QString withShortIds(QString text)
{
    static const QRegularExpression id(u"\\b([0-9a-f]{12})[0-9a-f]{52}\\b"_s);
    return text.replace(id, u"\\1"_s);
}

bool isSentence(const QString &text)
{
    return text.endsWith(u'.') && text.size() < 200 && !text.front().isLower();
}

} // namespace

class TestExplainError : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void explainsWhatEnginesAnswered_data();
    void explainsWhatEnginesAnswered();
    void saysTheSameForEveryEngine_data();
    void saysTheSameForEveryEngine();
    void fallsBackToTheEnginesWords();
    void saysWhatACutMeans();
};

void TestExplainError::explainsWhatEnginesAnswered_data()
{
    QTest::addColumn<QString>("engine");
    for (const QString &engine : test::recordedEngines())
        QTest::newRow(qUtf8Printable(engine)) << engine;
}

/// Each names the object, what happened and what to do, in words of its own rather than the engine's.
void TestExplainError::explainsWhatEnginesAnswered()
{
    QFETCH(QString, engine);
    const QList<Recorded> records = recordedErrors(engine);
    QVERIFY(records.size() > 40);
    QStringList wrong;
    for (const Recorded &record : records) {
        const Explanation said = explainError(record.error);
        const QString message = record.error.message.simplified();
        const bool good = said.title == u"Can't "_s + withShortIds(record.error.operation.simplified()) &&
                          isSentence(said.reason) && isSentence(said.advice) && !said.text().contains(u'%') &&
                          !said.text().contains(u"  ") && !said.text().contains(u"“”") &&
                          !message.startsWith(said.reason.chopped(1), Qt::CaseInsensitive);
        if (!good || qEnvironmentVariableIsSet("SHOW"))
            qWarning("%s", qUtf8Printable(record.name + u": "_s + message + u"\n  → "_s + said.text() + u" ["_s +
                                          said.command + u']'));
        if (!good)
            wrong += record.name;
    }
    QVERIFY2(wrong.isEmpty(), qUtf8Printable(wrong.join(u'\n')));
}

void TestExplainError::saysTheSameForEveryEngine_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("command");
    QTest::newRow("create-no-image") << u"There is no image .*nosuch:1 on the engine."_s << u"docker pull .*nosuch:1"_s;
    QTest::newRow("start-port-in-use-by-container")
        << u"(Another container publishes|Something on the engine's machine uses) port 18080 already."_s << u""_s;
    QTest::newRow("start-port-in-use-by-host-process")
        << u"Something on the engine's machine uses port 5000 already."_s << u""_s;
    QTest::newRow("start-name-conflict") << u"The name “web” belongs to container [0-9a-f]{12}."_s << u""_s;
    QTest::newRow("rename-conflict") << u"(The name “web” belongs to .*|Another container has that name.)"_s << u""_s;
    QTest::newRow("start-bad-command") << u"The image has no program “nosuchbinary”."_s << u""_s;
    QTest::newRow("start-not-executable") << u"“/etc/passwd” in the image is no program that may be run."_s << u""_s;
    QTest::newRow("start-bad-user") << u"The image has no user or group “nosuchuser”."_s << u""_s;
    QTest::newRow("pull-denied") << u"The registry .*(has no|is private).*"_s << u"docker login docker.io"_s;
    QTest::newRow("pull-manifest-unknown")
        << u"The registry has no (image .*postgres:99|such image or tag)."_s << u""_s;
    QTest::newRow("pull-private-no-auth")
        << u"The registry 127.0.0.1:5002 wants a login.*"_s << u"docker login 127.0.0.1:5002"_s;
    QTest::newRow("pull-private-bad-auth")
        << u"The registry 127.0.0.1:5002 wants a login.*"_s << u"docker login 127.0.0.1:5002"_s;
    QTest::newRow("pull-registry-down") << u"(Nothing answers at|The registry) 127.0.0.1:5999.*"_s << u""_s;
    QTest::newRow("pull-no-such-host") << u"The registry's name registry.invalid can't be looked up."_s << u""_s;
    QTest::newRow("pull-bad-reference") << u"That is no name of an image.*"_s << u""_s;
    QTest::newRow("remove-running") << u"The container is running."_s << u""_s;
    QTest::newRow("remove-paused") << u"The container is paused."_s << u""_s;
    QTest::newRow("remove-image-running")
        << u"Container [0-9a-f]{12} uses the image."_s << u"docker ps -a --filter id=[0-9a-f]{12}"_s;
    QTest::newRow("remove-image-by-id-many-tags") << u"The image has several names."_s << u""_s;
    QTest::newRow("create-mount-missing-source")
        << u"The folder /nosuch-dir does not exist on the engine's machine."_s << u""_s;
    QTest::newRow("kill-bad-signal") << u"The engine knows no signal “NOPE”."_s << u""_s;
    QTest::newRow("kill-not-running") << u"The container is not running."_s << u""_s;
    QTest::newRow("disk-full/pull-no-space") << u"The engine's disk is full."_s << u"docker system df"_s;
    // 29.7 did not get that far: it wanted HTTPS of the recording's registry.
    QTest::newRow("extra/pull-rate-limited") << u"The registry 127.0.0.1:5008 (refuses for now|speaks plain HTTP).*"_s
                                             << u"(docker login 127.0.0.1:5008)?"_s;
}

void TestExplainError::saysTheSameForEveryEngine()
{
    QFETCH(QString, reason);
    QFETCH(QString, command);
    const QString name = QString::fromUtf8(QTest::currentDataTag());
    int seen = 0;
    for (const QString &engine : test::recordedEngines()) {
        for (const Recorded &record : recordedErrors(engine)) {
            if (record.name != name)
                continue;
            ++seen;
            const Explanation said = explainError(record.error);
            const QByteArray where = (engine + u": "_s + said.text() + u" ["_s + said.command + u']').toUtf8();
            QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(reason)).match(said.reason).hasMatch(),
                     where);
            QVERIFY2(QRegularExpression(QRegularExpression::anchoredPattern(command)).match(said.command).hasMatch(),
                     where);
        }
    }
    QVERIFY(seen > 0);
}

void TestExplainError::fallsBackToTheEnginesWords()
{
    const Explanation said =
        explainError({ErrorKind::EngineFailure, 500, u"flux\u001b[31m capacitor\nmissing"_s, u"start container web"_s});
    QCOMPARE(
        said.text(),
        u"Can't start container web. Flux[31m capacitor missing. Try again; when it stays, the engine's own log says more."_s);
    const EngineError late{ErrorKind::EngineFailure, 500, u"context deadline exceeded"_s, u"start container web"_s};
    QCOMPARE(explainError(late).reason, u"Context deadline exceeded."_s); // no registry is to blame
    QCOMPARE(explainError({ErrorKind::EngineFailure, 500, QString(), u"start container web"_s}).reason,
             u"The engine gave no reason (status 500)."_s);
    QCOMPARE(explainError({ErrorKind::NotFound, 404, u"No such image: x;reboot"_s, u"run"_s}).command,
             u"docker pull 'x;reboot'"_s);
    QVERIFY(explainError({ErrorKind::EngineFailure, 500, QString(100000, u'x'), u"x"_s}).reason.size() < 400);
}

void TestExplainError::saysWhatACutMeans()
{
    for (const ErrorKind kind : {ErrorKind::NotConnected, ErrorKind::PermissionDenied, ErrorKind::Timeout,
                                 ErrorKind::BadReply, ErrorKind::ShuttingDown}) {
        const Explanation said = explainError({kind, 0, u"EOF"_s, u"stop container web"_s});
        QCOMPARE(said.title, u"Can't stop container web"_s);
        QVERIFY(said.reason.endsWith(u'.') && said.advice.endsWith(u'.'));
        QVERIFY2(!said.text().contains(u"registry"), qUtf8Printable(said.text()));
    }
}

QTEST_GUILESS_MAIN(TestExplainError)
#include "tst_explain_error.moc"
