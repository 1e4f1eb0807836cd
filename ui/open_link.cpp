// SPDX-License-Identifier: Apache-2.0
#include "ui/open_link.h"

#include "ui/theme.h"

#include <QCursor>
#include <QDesktopServices>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace ui {

namespace {

void (*opener)(const QUrl &url) = nullptr;

void open(const QUrl &url, const LinkFailed &failed)
{
    if (opener)
        opener(url);
    else if (!QDesktopServices::openUrl(url))
        failed(url);
}

} // namespace

void setLinkOpener(void (*replacement)(const QUrl &url))
{
    opener = replacement;
}

void openLink(const QUrl &link, const LinkFailed &failed)
{
    open(link, failed);
}

void openLink(const QList<QUrl> &links, QWidget *parent, const LinkFailed &failed)
{
    chooseLink(links, parent, [failed](const QUrl &link) { open(link, failed); });
}

void chooseLink(const QList<QUrl> &links, QWidget *parent, const std::function<void(const QUrl &)> &chosen)
{
    if (links.isEmpty())
        return;
    if (links.size() == 1)
        return chosen(links.first());
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const QUrl &link : links) {
        // Without its query: that may hold the notebook's token.
        QString label = link.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
        if (link.hasQuery())
            label += u" (notebook)"_s;
        QAction *action = menu->addAction(icon(u"external-link"_s), label.replace(u'&', u"&&"_s));
        QObject::connect(action, &QAction::triggered, parent, [link, chosen] { chosen(link); });
    }
    const QPoint pointer = QCursor::pos();
    const bool inside = parent->rect().contains(parent->mapFromGlobal(pointer));
    menu->popup(inside ? pointer : parent->mapToGlobal(parent->rect().center()));
}

} // namespace ui
