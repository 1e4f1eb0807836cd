// SPDX-License-Identifier: Apache-2.0
#include "models/notebook.h"

#include "models/format.h"

using namespace Qt::StringLiterals;

namespace models {

QUrl Notebook::apiUrl(const QString &path) const
{
    QUrl api = url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment);
    api.setPath((basePath.isEmpty() ? u"/"_s : basePath) + path, QUrl::TolerantMode);
    return api;
}

QString notebookKind(Notebook::Kind kind)
{
    switch (kind) {
    case Notebook::Kind::Jupyter:
        return u"Jupyter"_s;
    case Notebook::Kind::RStudio:
        return u"RStudio"_s;
    case Notebook::Kind::CodeServer:
        return u"code-server"_s;
    case Notebook::Kind::TensorBoard:
        return u"TensorBoard"_s;
    case Notebook::Kind::MLflow:
        return u"MLflow"_s;
    case Notebook::Kind::None:
        break;
    }
    return {};
}

QString shownAddress(const QUrl &url)
{
    return visibleText(url.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo).toString());
}

QString notebookText(const Notebook &notebook)
{
    const QString kind = notebookKind(notebook.kind);
    const QString port = notebook.containerPort == 0 ? u"Its port"_s : u"Port %1"_s.arg(notebook.containerPort);
    switch (notebook.reach) {
    case Notebook::Reach::NotPublished:
        return u"%1. %2 is not published, so a browser can't reach it."_s.arg(kind, port);
    case Notebook::Reach::LoopbackOnly:
        return u"%1. It listens on loopback only inside the container, so the published port leads nowhere."_s.arg(
            kind);
    case Notebook::Reach::Reachable:
        break;
    }
    const QString text = u"%1 at %2"_s.arg(kind, shownAddress(notebook.url));
    return notebook.isUnsafe() ? text + u". Open to everyone: it asks for no login and is published on every address."_s
                               : text;
}

} // namespace models
