// SPDX-License-Identifier: Apache-2.0
#include "models/containers_model.h"
#include "models/engine_session.h"
#include "tests/support/scripted_containers.h"

#include <QDateTime>
#include <QTest>

#include <atomic>

using namespace Qt::StringLiterals;
using test::ScriptedAnswer;
using test::ScriptedContainers;
using test::ScriptedEngine;

class NotebookFinderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNotebooksAddressIsFoundInItsLog()
    {
        ScriptedEngine engine;
        ScriptedContainers containers(engine);
        models::EngineSession session(engine.endpoint());
        const QByteArray port = "[{\"IP\":\"0.0.0.0\",\"PrivatePort\":8888,\"PublicPort\":8889,\"Type\":\"tcp\"}]";
        const QByteArray id = containers.set("notebook", "running", port);
        containers.set("silent");
        const QByteArray started = QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toLatin1();
        engine.answer("GET", "/containers/" + id + "/json", 200,
                      "{\"Id\":\"" + id + "\",\"State\":{\"Status\":\"running\",\"StartedAt\":\"" + started +
                          "\"},\"Config\":{\"Tty\":true}}");
        const auto looks = std::make_shared<std::atomic<int>>(0);
        engine.handle("GET", "/containers/" + id + "/logs", [looks](const test::ScriptedRequest &) {
            const bool isUp = ++*looks > 1; // it takes a while
            return ScriptedAnswer{.body = isUp ? "[I NotebookApp] http://(a9e5 or 127.0.0.1):8888/?token=ab\r\n"
                                               : "starting\r\n"};
        });
        session.start();
        QTRY_COMPARE(session.containers().notebookUrl(QString::fromLatin1(id)).toString(),
                     u"http://127.0.0.1:8889/?token=ab"_s);
        QCOMPARE(looks->load(), 2);
        QCOMPARE(engine.count("/containers/" + ScriptedContainers::idOf("silent") + "/json"), 0);
    }
};

QTEST_GUILESS_MAIN(NotebookFinderTest)
#include "tst_notebook_finder.moc"
