// SPDX-License-Identifier: Apache-2.0
#include "app/tour.h"

#include "ui/open_link.h"

#include <QDir>
#include <QUrlQuery>

#include <chrono>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace app {

namespace {

constexpr auto pollInterval = 40ms;
const QString image = QStringLiteral("dwhitena/minimal-jupyter");
const QString name = QStringLiteral("notebook");

/// What the app wanted to show in a browser.
QUrl &openedLink()
{
    static QUrl link;
    return link;
}

void takeLink(const QUrl &link)
{
    openedLink() = link;
}

void print(const QString &text)
{
    std::fputs(text.toLocal8Bit().constData(), stdout);
    std::fflush(stdout);
}

} // namespace

Tour::Tour(QWidget &window, const QString &folder, QObject *parent) : QObject(parent), m_pilot(window), m_folder(folder)
{
    planPull();
    planRun();
    planLook();
    planEnd();
    m_timer.setInterval(pollInterval);
    connect(&m_timer, &QTimer::timeout, this, &Tour::poll);
    ui::setLinkOpener(&takeLink);
}

Tour::~Tour()
{
    ui::setLinkOpener(nullptr);
}

Tour::Moment Tour::press(const QString &button)
{
    return {u"press “%1”"_s.arg(button), [this, button] { return m_pilot.press(button); }};
}

Tour::Moment Tour::type(const QString &field, const QString &text)
{
    return {u"type into “%1”"_s.arg(field), [this, field, text] { return m_pilot.type(field, text); }};
}

Tour::Moment Tour::rowSays(const QString &table, const QString &row, const QString &part)
{
    return {u"see “%1” beside “%2” under %3"_s.arg(part, row, table),
            [this, table, row, part] { return m_pilot.row(table, row).contains(part); }};
}

Tour::Moment Tour::still(int ms)
{
    return {u"look"_s, [this, ms] {
                if (!m_stillFor.isValid())
                    m_stillFor.start();
                if (!m_stillFor.hasExpired(ms))
                    return false;
                m_stillFor.invalidate();
                return true;
            }};
}

Tour::Moment Tour::shoot(const QString &what)
{
    return {u"take a picture"_s, [this, what] {
                savePicture(what);
                return true;
            }};
}

void Tour::planPull()
{
    m_steps.append({u"Connect to the engine"_s,
                    60,
                    {{u"see an engine that is connected"_s, [this] { return m_pilot.says(u", Connected"_s); }},
                     press(u"Containers"_s),
                     still(500),
                     shoot(u"empty"_s)}});
    m_steps.append(
        {u"Pull %1"_s.arg(image),
         300,
         {press(u"Images"_s),
          press(u"Pull…"_s),
          type(u"Image"_s, image),
          shoot(u"pull"_s),
          press(u"Pull"_s),
          {u"see its layers"_s, [this] { return m_pilot.offers(u"Cancel pull"_s) || m_pilot.offers(u"Run…"_s); }},
          still(900),
          shoot(u"pulling"_s),
          {u"see the pull end well"_s, [this] { return m_pilot.offers(u"Run…"_s); }},
          shoot(u"pulled"_s)}});
}

void Tour::planRun()
{
    m_steps.append({u"Run it as %1 with its port published"_s.arg(name),
                    60,
                    {press(u"Run…"_s),
                     type(u"Name"_s, name),
                     {u"have its port published"_s,
                      [this] {
                          if (m_pilot.text(u"Docker command"_s).contains(u":8888 "_s))
                              return true;
                          m_pilot.press(u"Publish 8888/tcp"_s);
                          return false;
                      }},
                     still(300),
                     shoot(u"run"_s),
                     press(u"Run"_s),
                     rowSays(u"Containers"_s, name, u"Up"_s)}});
    m_steps.append({u"Read its log"_s,
                    60,
                    {{u"see the notebook's address in the log"_s,
                      [this] { return m_pilot.text(u"Log"_s).contains(u"?token="_s); }},
                     still(300),
                     shoot(u"log"_s)}});
}

void Tour::planLook()
{
    m_steps.append({u"Open it in the browser"_s,
                    60,
                    {{u"be shown an address with its token"_s, [this] { return offeredWithToken(); }},
                     {u"get an answer from the notebook that takes the token"_s, [this] { return fetched(); }}}});
    m_steps.append({u"Look at its figures, processes and settings"_s,
                    30,
                    {press(u"Stats"_s),
                     {u"see the CPU figure"_s, [this] { return m_pilot.text(u"CPU"_s).contains(u'%'); }},
                     still(4000),
                     shoot(u"stats"_s),
                     press(u"Processes"_s),
                     still(700),
                     shoot(u"processes"_s),
                     press(u"Inspect"_s),
                     still(700),
                     shoot(u"inspect"_s),
                     press(u"Logs"_s)}});
}

void Tour::planEnd()
{
    m_steps.append({u"Stop it"_s,
                    60,
                    {{u"select it"_s, [this] { return m_pilot.selectRow(u"Containers"_s, name); }},
                     press(u"Stop"_s),
                     rowSays(u"Containers"_s, name, u"Exited"_s),
                     still(300),
                     shoot(u"stopped"_s)}});
    m_steps.append({u"Remove it"_s,
                    30,
                    {press(u"Remove…"_s),
                     still(200),
                     shoot(u"remove"_s),
                     {u"press “Remove” in the question"_s,
                      [this] { return m_pilot.offers(u"Remove"_s) && m_pilot.press(u"Remove"_s); }},
                     {u"see it gone"_s, [this] { return m_pilot.row(u"Containers"_s, name).isEmpty(); }},
                     press(u"Activity"_s),
                     still(300),
                     shoot(u"activity"_s)}});
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder)) {
        print(u"The folder %1 can't be made.\n"_s.arg(m_folder));
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT finished(false); }, Qt::QueuedConnection);
        return;
    }
    m_clock.start();
    m_timer.start();
}

void Tour::poll()
{
    const Step &step = m_steps.at(m_step);
    if (m_clock.hasExpired(step.seconds * 1000))
        return fail();
    // One moment a turn, so that the app shows what it did before the next is done to it.
    if (!step.moments.at(m_moment).passed())
        return;
    if (++m_moment == step.moments.size())
        stepDone();
}

void Tour::stepDone()
{
    print(u"%1 %2 … ok %3 s\n"_s.arg(m_step + 1, 2)
              .arg(m_steps.at(m_step).title, QString::number(double(m_clock.elapsed()) / 1000, 'f', 1)));
    m_moment = 0;
    m_clock.start();
    if (++m_step < m_steps.size())
        return;
    m_timer.stop();
    print(u"The pictures are in %1\n"_s.arg(QDir(m_folder).absolutePath()));
    Q_EMIT finished(true);
}

void Tour::fail()
{
    m_timer.stop();
    const Step &step = m_steps.at(m_step);
    print(u"%1 %2 … FAILED after %3 s: could not %4\n"_s.arg(m_step + 1, 2)
              .arg(step.title)
              .arg(step.seconds)
              .arg(step.moments.at(m_moment).what));
    savePicture(u"failed"_s);
    Q_EMIT finished(false);
}

void Tour::savePicture(const QString &what)
{
    const QString file = u"%1/%2-%3.png"_s.arg(m_folder).arg(++m_pictures, 2, 10, QLatin1Char('0')).arg(what);
    if (!m_pilot.picture().save(file))
        print(u"%1 can't be written.\n"_s.arg(file));
}

/// Opens it in the browser, twice a second until the app has found the notebook's address in the log.
bool Tour::offeredWithToken()
{
    if (QUrlQuery(openedLink()).hasQueryItem(u"token"_s)) {
        m_stillFor.invalidate();
        return true;
    }
    if (!m_pilot.chooseIfAsked(u"(notebook)"_s) || (m_stillFor.isValid() && !m_stillFor.hasExpired(500)))
        return false;
    m_stillFor.start();
    m_pilot.press(u"Open in browser"_s);
    return false;
}

/// Asks the notebook for its status with the token that the link carries: 403 without, 200 with the right one.
bool Tour::fetched()
{
    if (m_fetch.state() != QProcess::NotRunning)
        return false;
    if (m_fetch.isOpen() && m_fetch.readAllStandardOutput() == "200")
        return true;
    QUrl status = openedLink();
    status.setPath(u"/api/status"_s);
    m_fetch.start(u"curl"_s, {u"-s"_s, u"-m"_s, u"5"_s, u"-o"_s, u"/dev/null"_s, u"-w"_s, u"%{http_code}"_s,
                              status.toString(QUrl::FullyEncoded)});
    return false;
}

} // namespace app
