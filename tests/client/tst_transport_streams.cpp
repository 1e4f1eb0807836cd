// SPDX-License-Identifier: Apache-2.0
#include "tests/support/asked.h"
#include "tests/support/scripted_engine.h"

#include <QTest>

using namespace engine;
using namespace Qt::StringLiterals;
using test::Asked;
using test::get;
using test::ScriptedEngine;
using test::waitWithoutEvents;

namespace {
/// Hands bytes on as they are; "!" is a failure inside the stream, "#" throws.
class BytesDecoder final : public StreamDecoder<QByteArray>
{
public:
    explicit BytesDecoder(bool announces) : m_announces(announces) {}
    void started() override { m_weight = m_announces ? 1 : 0; }
    void push(const char *data, std::size_t size) override
    {
        m_bytes.append(data, static_cast<qsizetype>(size));
        if (m_bytes.startsWith('#'))
            throw std::runtime_error("no bytes of mine");
        m_weight += size;
    }
    void finish() override { m_ended = true; }
    std::size_t take(QByteArray &out) override
    {
        out = std::exchange(m_bytes, {});
        m_failed = m_failed || out.startsWith('!');
        return std::exchange(m_weight, 0);
    }
    [[nodiscard]] std::optional<EngineError> error() const override
    {
        if (!m_failed || !m_ended)
            return std::nullopt;
        EngineError error;
        error.message = u"the engine said no"_s;
        return error;
    }

private:
    const bool m_announces;
    bool m_failed = false, m_ended = false;
    QByteArray m_bytes;
    std::size_t m_weight = 0;
};

/// One stream and what came of it.
class Stream
{
public:
    Stream(Transport &transport, HttpRequest request, QObject *context = nullptr, bool announces = false)
    {
        request.timeoutMs = 0;
        StreamSink<QByteArray> sink;
        sink.onBatch = [this](const QByteArray &batch) {
            ++batches;
            bytes += batch;
            if (onBatch)
                onBatch();
        };
        sink.onEnd = [this](Result<void> result) {
            ++ends;
            end = std::move(result);
        };
        handle = transport.stream<QByteArray>(request, std::make_unique<BytesDecoder>(announces), context, sink);
    }
    [[nodiscard]] EngineError error() const { return end && !*end ? end->error() : EngineError{}; }

    int batches = 0, ends = 0;
    QByteArray bytes;
    std::optional<Result<void>> end;
    std::function<void()> onBatch;
    RequestHandle handle;
};
} // namespace

class TestTransportStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversAtOnce();
    void collectsUnderLoad();
    void announcesTheStart();
    void endsCleanly();
    void endsWhenCut();
    void speaksHttp10();
    void endsWhenRefused();
    void endsWithTheEnginesError();
    void endsWhenTheDecoderThrows();
    void abortsFromInside();
    void contextGoneClosesTheStream();
    void pausesWhileTheReceiverLags();
    void streamsDoNotStarveCalls();
    void manyStreamsEndAtShutdown();
    void manyStreamsEndAtAMove();
    void abortsBeforeTheFirstByte();
};

void TestTransportStreams::deliversAtOnce()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"));
    QTRY_COMPARE(body->readers(), 1);
    for (const char *text : {"one", "two", "three"}) {
        body->push(text);
        QTRY_VERIFY(stream.bytes.endsWith(text));
    }
    QCOMPARE(stream.bytes, "onetwothree");
    QCOMPARE(stream.batches, 3);
    QCOMPARE(stream.ends, 0);
    QVERIFY(stream.handle.isActive());
}

void TestTransportStreams::collectsUnderLoad()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"));
    QByteArray all;
    for (int i = 0; i < 20'000; ++i) {
        const QByteArray line = "line " + QByteArray::number(i) + '\n';
        body->push(line);
        all += line;
    }
    body->end();
    QTRY_COMPARE(stream.ends, 1);
    QVERIFY(stream.bytes == all);
    QVERIFY2(stream.batches < 2000, qPrintable(QString::number(stream.batches)));
}

void TestTransportStreams::announcesTheStart()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"), nullptr, true);
    QTRY_COMPARE(stream.batches, 1);
    QCOMPARE(stream.bytes, "");
    body->push("x");
    QTRY_COMPARE(stream.bytes, "x");
}

void TestTransportStreams::endsCleanly()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"));
    body->push("all");
    body->end();
    QTRY_COMPARE(stream.ends, 1);
    QVERIFY(stream.end->has_value());
    QCOMPARE(stream.bytes, "all");
    QVERIFY(!stream.handle.isActive());
}

void TestTransportStreams::endsWhenCut()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    Stream cut(transport, get("/stream"));
    body->push("half");
    QTRY_COMPARE(cut.bytes, "half");
    body->cut();
    QTRY_COMPARE(cut.ends, 1);
    QCOMPARE(cut.error().kind, ErrorKind::NotConnected);
    QCOMPARE(cut.error().operation, u"read /stream"_s);
    QCOMPARE(transport.negotiatedVersion(), QString());
    Stream killed(transport, get("/stream"));
    QTRY_COMPARE(body->readers(), 1);
    server.stop();
    QTRY_COMPARE(killed.error().kind, ErrorKind::NotConnected);
}

void TestTransportStreams::speaksHttp10()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    HttpRequest request = get("/stream");
    request.http10 = true;
    Stream stream(transport, request);
    body->push("unchunked");
    QTRY_COMPARE(stream.bytes, "unchunked");
    QVERIFY(server.requests().value(1).http10);
    body->cut();
    QTRY_COMPARE(stream.ends, 1);
    QVERIFY(stream.end->has_value()); // there is no telling
}

void TestTransportStreams::endsWhenRefused()
{
    ScriptedEngine server;
    server.refuse("GET", "/stream", 404, "No such container: web");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"), nullptr, true);
    QTRY_COMPARE(stream.ends, 1);
    QCOMPARE(stream.error().kind, ErrorKind::NotFound);
    QCOMPARE(stream.error().message, u"No such container: web"_s);
    QCOMPARE(stream.batches, 0);
}

void TestTransportStreams::endsWithTheEnginesError()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"));
    body->push("!");
    body->cut();
    QTRY_COMPARE(stream.ends, 1);
    QCOMPARE(stream.error().message, u"the engine said no"_s);
    QCOMPARE(stream.error().operation, u"read /stream"_s);
}

void TestTransportStreams::endsWhenTheDecoderThrows()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"));
    body->push("#");
    QTRY_COMPARE(stream.ends, 1);
    QCOMPARE(stream.error().kind, ErrorKind::BadReply);
    QCOMPARE(stream.error().message, u"no bytes of mine"_s);
    QTRY_COMPARE(body->readers(), 0);
}

void TestTransportStreams::abortsFromInside()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"));
    stream.onBatch = [&stream, kept = std::make_shared<int>(7)] {
        stream.handle = RequestHandle();
        QCOMPARE(*kept, 7); // the callback itself is still there
    };
    body->push("one");
    QTRY_COMPARE(stream.batches, 1);
    QTRY_COMPARE(body->readers(), 0);
    QCOMPARE(stream.batches, 1);
    QCOMPARE(stream.ends, 0);
}

void TestTransportStreams::contextGoneClosesTheStream()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    auto context = std::make_unique<QObject>();
    Stream stream(transport, get("/stream"), context.get());
    body->push("one");
    QTRY_COMPARE(stream.batches, 1);
    context.reset();
    body->push("two");
    QTRY_COMPARE(body->readers(), 0); // nobody listens: the transfer is closed
    QCOMPARE(stream.bytes, "one");
    QCOMPARE(stream.ends, 0);
}

void TestTransportStreams::pausesWhileTheReceiverLags()
{
    constexpr qint64 limit = 4 * 1024 * 1024;
    constexpr qint64 slack = 1024 * 1024; // a read and a batch more than the limit
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"));
    QByteArray all;
    for (int i = 0; i < 24; ++i) {
        const QByteArray megabyte(1024 * 1024, static_cast<char>('a' + i));
        body->push(megabyte);
        all += megabyte;
    }
    body->end();
    QVERIFY(waitWithoutEvents([&] { return transport.bytesReceived() > limit; }));
    // A call goes on beside it, and gives the engine thread time to read more than it should.
    Asked asked(transport, get("/images/json"));
    QVERIFY(waitWithoutEvents([&] { return server.count("/images/json") == 1; }));
    QVERIFY(transport.bytesReceived() <= limit + slack);
    QVERIFY(body->unsent() > 0);
    QCOMPARE(stream.batches, 0);
    QTRY_COMPARE(stream.ends, 1);
    QVERIFY(stream.bytes == all);
    QCOMPARE(asked.replies, 1);
}

void TestTransportStreams::streamsDoNotStarveCalls()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    std::vector<std::unique_ptr<Stream>> streams;
    for (int i = 0; i < 200; ++i)
        streams.push_back(std::make_unique<Stream>(transport, get("/stream")));
    QTRY_COMPARE(body->readers(), 200);
    const int accepted = server.acceptedConnections();
    for (int i = 0; i < 3; ++i) {
        Asked asked(transport, get("/containers/json"));
        QTRY_COMPARE(asked.body(), "[]");
    }
    QVERIFY(server.acceptedConnections() <= accepted + 1); // and keep their connection
    body->push("all");
    for (const auto &stream : streams)
        QTRY_COMPARE(stream->bytes, "all");
}

void TestTransportStreams::manyStreamsEndAtShutdown()
{
    ScriptedEngine server;
    const auto body = server.stream("GET", "/stream");
    auto transport = std::make_unique<Transport>(server.endpoint());
    std::vector<std::unique_ptr<Stream>> streams;
    for (int i = 0; i < 200; ++i)
        streams.push_back(std::make_unique<Stream>(*transport, get("/stream")));
    QTRY_COMPARE(body->readers(), 200);
    body->push(QByteArray(10'000, 'x')); // some of it is on its way to the receiver
    transport.reset();
    QTRY_COMPARE(server.openConnections(), 0);
    for (const auto &stream : streams) {
        QVERIFY(!stream->handle.isActive());
        QCOMPARE(stream->ends, 0);
    }
}

void TestTransportStreams::manyStreamsEndAtAMove()
{
    ScriptedEngine server;
    ScriptedEngine other;
    const auto body = server.stream("GET", "/stream");
    Transport transport(server.endpoint());
    std::vector<std::unique_ptr<Stream>> streams;
    for (int i = 0; i < 200; ++i)
        streams.push_back(std::make_unique<Stream>(transport, get("/stream")));
    QTRY_COMPARE(body->readers(), 200);
    transport.setEndpoint(other.endpoint());
    for (const auto &stream : streams)
        QTRY_COMPARE(stream->error().kind, ErrorKind::ShuttingDown);
    QTRY_COMPARE(server.openConnections(), 0);
}

/// A pull may stay silent, without even a header, for 20 s: closing it must work all the same.
void TestTransportStreams::abortsBeforeTheFirstByte()
{
    ScriptedEngine server;
    server.hang("GET", "/stream");
    Transport transport(server.endpoint());
    Stream stream(transport, get("/stream"));
    QTRY_COMPARE(server.count("/stream"), 1);
    stream.handle.abort();
    QTRY_COMPARE(server.openConnections(), 0);
    QCOMPARE(stream.batches + stream.ends, 0);
}

QTEST_GUILESS_MAIN(TestTransportStreams)
#include "tst_transport_streams.moc"
