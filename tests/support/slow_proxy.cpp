// SPDX-License-Identifier: Apache-2.0
#include "tests/support/slow_proxy.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace test {

namespace {

constexpr int tickMs = 20;
constexpr qint64 readBuffer = 65'536; // small, so that the registry feels the rate

/// The relay itself, on the proxy's thread. A connection is a pair of sockets; the far one is the near one's child.
class Relay : public QTcpServer
{
    Q_OBJECT
public:
    Relay(const QString &upstream, qint64 bytesPerSecond, qint64 cutAfter)
        : m_host(upstream.section(u':', 0, 0))
        , m_port(upstream.section(u':', 1).toUShort())
        , m_rate(bytesPerSecond)
        , m_cutAfter(cutAfter)
    {
        connect(&m_tick, &QTimer::timeout, this, &Relay::relay);
        connect(this, &QTcpServer::newConnection, this, &Relay::accept);
        m_tick.start(tickMs);
        listen(QHostAddress::LocalHost);
    }

private:
    struct Pair
    {
        QTcpSocket *near = nullptr;
        QTcpSocket *far = nullptr;
    };

    void accept()
    {
        while (QTcpSocket *near = nextPendingConnection()) {
            auto *far = new QTcpSocket(near);
            far->setReadBufferSize(readBuffer);
            far->connectToHost(m_host, m_port);
            connect(near, &QTcpSocket::readyRead, far, [near, far] { far->write(near->readAll()); });
            connect(near, &QTcpSocket::disconnected, this, [this, near] { drop(near); });
            m_pairs.append(Pair{near, far});
        }
    }
    void drop(QTcpSocket *near)
    {
        m_pairs.removeIf([near](const Pair &pair) { return pair.near == near; });
        near->deleteLater();
    }
    void relay()
    {
        qint64 budget = m_rate * tickMs / 1000;
        const QList<Pair> pairs = m_pairs;
        for (const Pair &pair : pairs) {
            const QByteArray bytes = pair.far->read(std::max<qint64>(0, budget));
            pair.near->write(bytes);
            budget -= bytes.size();
            m_sent += bytes.size();
            if (m_cutAfter > 0 && m_sent > m_cutAfter)
                pair.near->abort();
            else if (pair.far->state() == QAbstractSocket::UnconnectedState && pair.far->bytesAvailable() == 0)
                pair.near->disconnectFromHost();
        }
        std::rotate(m_pairs.begin(), m_pairs.begin() + std::min<qsizetype>(1, m_pairs.size()), m_pairs.end());
    }

    QString m_host;
    quint16 m_port;
    qint64 m_rate, m_cutAfter, m_sent = 0;
    QList<Pair> m_pairs;
    QTimer m_tick{this};
};

} // namespace

SlowProxy::SlowProxy(const QString &upstream, qint64 bytesPerSecond, qint64 cutAfter)
{
    auto *maker = new QObject;
    maker->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        maker,
        [&] {
            auto *relay = new Relay(upstream, bytesPerSecond, cutAfter);
            m_server = relay;
            m_port = relay->serverPort();
        },
        Qt::BlockingQueuedConnection);
    maker->deleteLater();
}

SlowProxy::~SlowProxy()
{
    m_server->deleteLater();
    m_thread.quit();
    m_thread.wait();
}

QString SlowProxy::address() const
{
    return u"127.0.0.1:%1"_s.arg(m_port);
}

} // namespace test

#include "slow_proxy.moc"
