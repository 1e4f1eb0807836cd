// SPDX-License-Identifier: Apache-2.0
#include "ui/engine_button.h"

#include "models/engine_session.h"
#include "models/settings.h"
#include "ui/address_dialog.h"
#include "ui/state_mark.h"
#include "ui/style_paint.h"
#include "ui/theme.h"
#include "ui/tone_label.h"
#include "ui/version_text.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QWidgetAction>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

constexpr int mostRecent = 10;

bool exists(const engine::Endpoint &endpoint)
{
    return endpoint.kind == engine::Endpoint::Kind::Tcp || QFileInfo::exists(endpoint.path);
}

} // namespace

EngineButton::EngineButton(const Services &services, const QList<engine::Endpoint> &candidates, QWidget *parent)
    : QAbstractButton(parent), m_services(services), m_candidates(candidates)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, &EngineButton::openMenu);
    connect(&services.session, &models::EngineSession::stateChanged, this, &EngineButton::refresh);
    connect(&services.session, &models::EngineSession::versionChanged, this, &EngineButton::refresh);
    refresh();
}

QSize EngineButton::sizeHint() const
{
    return {180, 3 * fontMetrics().height() + 18};
}

QString EngineButton::secondLine() const
{
    const engine::Endpoint &endpoint = m_services.session.endpoint();
    return m_services.session.version().version.isEmpty() ? endpoint.url() : endpoint.displayHost();
}

void EngineButton::refresh()
{
    const models::EngineSession &session = m_services.session;
    setText(engineName(session));
    setAccessibleName(u"Engine: %1, %2, %3"_s.arg(engineName(session), secondLine(), session.stateText()));
    setToolTip(session.endpoint().url().toHtmlEscaped());
    update();
}

void EngineButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(underMouse() || isDown() ? palette().color(QPalette::Midlight) : QColor(Qt::transparent));
    painter.drawRoundedRect(rect(), 6, 6);
    if (hasFocus()) {
        painter.setPen(QPen(toneColor(Tone::Accent, palette()), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
    }
    const models::EngineSession &session = m_services.session;
    const int line = fontMetrics().height();
    QRect row(10, 9, width() - 36, line);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const auto draw = [&](const QFont &lineFont, const QColor &color, const QString &text) {
        painter.setFont(lineFont);
        painter.setPen(color);
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, row.width()));
        row.translate(0, line);
    };
    draw(bold, palette().color(QPalette::WindowText), text());
    draw(font(), toneColor(Tone::Muted, palette()), secondLine());
    paintMark(painter, QRectF(row.left(), row.top(), 10, line), markOf(session.state()), palette());
    row.setLeft(row.left() + 16);
    draw(font(), toneColor(markOf(session.state()).tone, palette()), session.stateText());
    paint::chevron(painter, QRectF(width() - 24, 0, 14, height()), Qt::UpArrow, toneColor(Tone::Muted, palette()), 3.5);
}

void EngineButton::openMenu()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(mapToGlobal(QPoint(0, -menu->sizeHint().height() - 4)));
}

void EngineButton::fillMenu(QMenu &menu)
{
    const engine::Endpoint current = m_services.session.endpoint();
    QStringList shown;
    addEngine(menu, current);
    shown << current.url();
    for (const engine::Endpoint &candidate : m_candidates) {
        if (shown.contains(candidate.url()) || !exists(candidate))
            continue;
        addEngine(menu, candidate);
        shown << candidate.url();
    }
    for (const QString &url : m_services.settings.get().recentEngines) {
        const engine::Result<engine::Endpoint> endpoint = engine::parseEndpoint(url, u"used before"_s);
        if (!endpoint || shown.contains(endpoint->url()))
            continue;
        addEngine(menu, *endpoint);
        shown << endpoint->url();
    }
    menu.addAction(ui::icon(u"plug"_s), u"Connect to…"_s, this, &EngineButton::askAddress);
    menu.addSeparator();
    // A label, since disabled entries are too pale to be read.
    auto *details = new ToneLabel(Tone::Muted, versionText(m_services.session), &menu);
    details->setWordWrap(false);
    details->setContentsMargins(32, 4, 16, 4);
    auto *entry = new QWidgetAction(&menu);
    entry->setDefaultWidget(details);
    menu.addAction(entry);
    menu.addAction(ui::icon(u"copy"_s), u"Copy version details"_s, this,
                   [this] { QGuiApplication::clipboard()->setText(versionText(m_services.session)); });
}

void EngineButton::addEngine(QMenu &menu, const engine::Endpoint &endpoint)
{
    QString label = endpoint.url();
    if (!endpoint.source.isEmpty())
        label += u"  ("_s + endpoint.source + u')';
    QAction *action = menu.addAction(label.replace(u'&', u"&&"_s));
    action->setCheckable(true);
    action->setChecked(endpoint.url() == m_services.session.endpoint().url());
    connect(action, &QAction::triggered, this, [this, endpoint] { connectTo(endpoint); });
}

void EngineButton::connectTo(const engine::Endpoint &endpoint)
{
    if (endpoint.url() == m_services.session.endpoint().url())
        return m_services.session.retryNow();
    QStringList &recent = m_services.settings.edit().recentEngines;
    recent.removeAll(endpoint.url());
    recent.prepend(endpoint.url());
    recent = recent.mid(0, mostRecent);
    m_services.session.connectTo(endpoint);
}

void EngineButton::askAddress()
{
    auto *dialog = new AddressDialog(window());
    connect(dialog, &AddressDialog::chosen, this, &EngineButton::connectTo);
    dialog->open();
}

} // namespace ui
