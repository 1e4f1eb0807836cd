// SPDX-License-Identifier: Apache-2.0
#include "tests/support/web_server.h"

#include <QProcess>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTest>

#include <map>

using namespace Qt::StringLiterals;

namespace test {

namespace {

/// For another host, and signed by itself.
QSslConfiguration certificate()
{
    QProcess openssl;
    openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                                 u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
                                 u"/CN=elsewhere.example"_s, u"-keyout"_s, u"-"_s, u"-out"_s, u"-"_s});
    openssl.waitForFinished();
    const QByteArray pem = openssl.readAllStandardOutput();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificate(QSslCertificate(pem));
    configuration.setPrivateKey(QSslKey(pem, QSsl::Ec));
    return configuration;
}

/// The head and as much of the body as it announces, or nothing yet.
bool parse(const QByteArray &input, WebServerRequest &request)
{
    const qsizetype end = input.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    QList<QByteArray> lines = input.left(end).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    request.method = first.value(0);
    request.target = first.value(1);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    request.body = input.mid(end + 4);
    return request.body.size() >= request.headers.value("content-length").toLongLong();
}

} // namespace

struct WebServer::Private
{
    std::unique_ptr<QTcpServer> server;
    Kind kind = Kind::Http;
    std::map<QByteArray, Handler> handlers;
    QList<WebServerRequest> requests;

    WebServerAnswer answerTo(const WebServerRequest &request) const
    {
        const Handler *best = nullptr;
        for (const auto &[path, handler] : handlers) { // sorted: a longer beginning comes later
            if (request.target.startsWith(path))
                best = &handler;
        }
        return best ? (*best)(request) : WebServerAnswer{404, "not here"};
    }

    void serve(QTcpSocket *socket, const WebServerRequest &request)
    {
        requests.append(request);
        const WebServerAnswer answer = answerTo(request);
        if (answer.hang)
            return;
        if (!answer.raw.isEmpty())
            socket->write(answer.raw);
        else if (!answer.closeAtOnce)
            socket->write("HTTP/1.1 " + QByteArray::number(answer.status) + " Said\r\nContent-Length: " +
                          QByteArray::number(answer.body.size()) + "\r\n" + answer.headers + "\r\n" + answer.body);
        socket->disconnectFromHost();
    }

    void accept()
    {
        while (QTcpSocket *socket = server->nextPendingConnection()) {
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                WebServerRequest request;
                const QByteArray input = socket->peek(socket->bytesAvailable());
                if (!parse(input, request))
                    return;
                socket->skip(input.size());
                serve(socket, request);
            });
            if (socket->bytesAvailable() > 0)
                Q_EMIT socket->readyRead();
        }
    }
};

WebServer::WebServer(Kind kind, quint16 port) : d(std::make_unique<Private>())
{
    d->kind = kind;
    if (kind == Kind::Https) {
        auto secure = std::make_unique<QSslServer>();
        secure->setSslConfiguration(certificate());
        d->server = std::move(secure);
    } else {
        d->server = std::make_unique<QTcpServer>();
    }
    QObject::connect(d->server.get(), &QTcpServer::pendingConnectionAvailable, d->server.get(),
                     [this] { d->accept(); });
    if (!d->server->listen(QHostAddress::LocalHost, port))
        qWarning("the web server of the test can't listen: %ls", qUtf16Printable(d->server->errorString()));
}

WebServer::~WebServer() = default;

bool WebServer::isListening() const
{
    return d->server->isListening();
}

quint16 WebServer::port() const
{
    return d->server->serverPort();
}

QUrl WebServer::url(const QString &path) const
{
    QUrl url(u"%1://127.0.0.1:%2"_s.arg(d->kind == Kind::Https ? u"https"_s : u"http"_s).arg(port()));
    url.setPath(path);
    return url;
}

void WebServer::handle(const QByteArray &path, Handler handler)
{
    d->handlers[path] = std::move(handler);
}

void WebServer::answer(const QByteArray &path, const WebServerAnswer &answer)
{
    handle(path, [answer](const WebServerRequest &) { return answer; });
}

const QList<WebServerRequest> &WebServer::requests() const
{
    return d->requests;
}

} // namespace test
