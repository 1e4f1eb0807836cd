// SPDX-License-Identifier: Apache-2.0
#include "tests/support/scripted_connection.h"

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace test {

namespace {
/// Takes "/v1.41" off the front of a path.
QByteArray takeVersion(QByteArray &path)
{
    if (path.size() < 3 || !path.startsWith("/v") || path.at(2) < '0' || path.at(2) > '9')
        return {};
    const qsizetype slash = path.indexOf('/', 1);
    const QByteArray version = path.mid(2, slash < 0 ? -1 : slash - 2);
    path = slash < 0 ? QByteArray("/") : path.mid(slash);
    return version;
}

QByteArray statusLine(const ScriptedAnswer &answer, bool http10)
{
    return QByteArray(http10 ? "HTTP/1.0 " : "HTTP/1.1 ") + QByteArray::number(answer.status) + " Scripted\r\n" +
           (answer.contentType.isEmpty() ? QByteArray() : "Content-Type: " + answer.contentType + "\r\n") +
           answer.headers;
}
} // namespace

ScriptedConnection::ScriptedConnection(int socket, Answerer answerer, std::function<void()> wake)
    : m_socket(socket), m_answerer(std::move(answerer)), m_wake(std::move(wake))
{}

ScriptedConnection::~ScriptedConnection()
{
    if (m_stream)
        m_stream->remove(&m_reader);
    close(m_socket);
}

bool ScriptedConnection::serve(bool readable)
{
    if (readable && !read())
        return false;
    if (m_due && *m_due <= Clock::now()) {
        m_due.reset();
        begin(*std::exchange(m_delayed, std::nullopt));
    }
    ScriptedRequest request;
    while (!m_busy && parseRequest(request)) {
        m_busy = true;
        m_http10 = request.http10;
        m_isHead = request.method == "HEAD";
        ScriptedAnswer answer = m_answerer(request);
        if (answer.delayMs > 0) {
            m_due = Clock::now() + std::chrono::milliseconds(answer.delayMs);
            m_delayed = std::move(answer);
        } else {
            begin(answer);
        }
    }
    if (m_stream && m_streamEnd == ScriptedStream::End::None)
        serveStream();
    return write();
}

/// False when the client has hung up.
bool ScriptedConnection::read()
{
    char buffer[16384];
    while (true) {
        const ssize_t count = recv(m_socket, buffer, sizeof buffer, MSG_DONTWAIT);
        if (count > 0)
            m_input.append(buffer, count);
        else
            return count < 0 && (errno == EAGAIN || errno == EINTR);
    }
}

bool ScriptedConnection::parseRequest(ScriptedRequest &request)
{
    const qsizetype headEnd = m_input.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    QList<QByteArray> lines = m_input.left(headEnd).split('\n');
    const QList<QByteArray> words = lines.takeFirst().trimmed().split(' ');
    request = {};
    qsizetype bodySize = 0;
    for (const QByteArray &line : std::as_const(lines)) {
        const QByteArray name = line.left(line.indexOf(':')).toLower();
        const QByteArray value = line.mid(name.size() + 1).trimmed();
        if (name == "content-length")
            bodySize = value.toLongLong();
        else if (name == "content-type")
            request.contentType = value;
    }
    if (m_input.size() < headEnd + 4 + bodySize)
        return false;
    request.method = words.value(0);
    request.target = words.value(1);
    request.http10 = words.value(2) == "HTTP/1.0";
    const qsizetype question = request.target.indexOf('?');
    request.path = question < 0 ? request.target : request.target.left(question);
    request.query = question < 0 ? QByteArray() : request.target.mid(question + 1);
    request.version = takeVersion(request.path);
    request.body = m_input.mid(headEnd + 4, bodySize);
    m_input.remove(0, headEnd + 4 + bodySize);
    return true;
}

void ScriptedConnection::begin(const ScriptedAnswer &answer)
{
    if (answer.hang)
        return;
    if (answer.closeAtOnce || !answer.raw.isEmpty()) {
        send(answer.raw);
        m_closeWhenSent = true;
        return;
    }
    if (answer.stream) {
        beginStream(answer);
        return;
    }
    const bool empty = answer.status == 204 || answer.status == 304;
    QByteArray head = statusLine(answer, m_http10);
    if (!empty)
        head += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    send(head + "\r\n");
    // A body behind the answer to HEAD would be taken for the next answer on this connection.
    if (!empty && !m_isHead)
        send(answer.cutAfter < 0 ? answer.body : answer.body.left(answer.cutAfter));
    m_closeWhenSent = m_http10 || answer.cutAfter >= 0;
    m_busy = false;
}

void ScriptedConnection::beginStream(const ScriptedAnswer &answer)
{
    send(statusLine(answer, m_http10) + (m_http10 ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n"));
    m_stream = answer.stream;
    m_stream->add(&m_reader, m_wake);
}

void ScriptedConnection::serveStream()
{
    const QList<QByteArray> chunks = m_stream->take(&m_reader, m_streamEnd);
    for (const QByteArray &chunk : chunks) {
        if (!m_http10)
            send(QByteArray::number(chunk.size(), 16) + "\r\n");
        send(chunk, chunk.size());
        if (!m_http10)
            send("\r\n");
    }
    if (m_streamEnd == ScriptedStream::End::Clean && !m_http10)
        send("0\r\n\r\n");
}

/// Everything that was pushed before the end has been sent: only now the client counts no longer as a reader.
void ScriptedConnection::endStream()
{
    m_closeWhenSent = m_http10 || m_streamEnd == ScriptedStream::End::Cut;
    m_streamEnd = ScriptedStream::End::None;
    std::exchange(m_stream, nullptr)->remove(&m_reader);
    m_busy = false;
}

void ScriptedConnection::send(const QByteArray &bytes, qint64 counted)
{
    if (!bytes.isEmpty())
        m_output.push_back({bytes, counted});
}

bool ScriptedConnection::write()
{
    while (!m_output.empty()) {
        const Piece &piece = m_output.front();
        const ssize_t count =
            ::send(m_socket, piece.bytes.constData() + m_written,
                   static_cast<std::size_t>(piece.bytes.size() - m_written), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0)
            return errno == EAGAIN || errno == EINTR;
        if (m_stream && piece.counted > 0)
            m_stream->sent(&m_reader, count);
        m_written += count;
        if (m_written == piece.bytes.size()) {
            m_output.pop_front();
            m_written = 0;
        }
    }
    if (m_stream && m_streamEnd != ScriptedStream::End::None)
        endStream();
    return !m_closeWhenSent;
}

} // namespace test
